import type { Generation } from '../generation.ts'
import { type Sentence, say } from './sentence.ts'

/** Where a clip stands, in a word or two. */
export const standsAt = ({ state, removedAt, cancelRequestedAt, finishedAt, obstacle }: Generation): Sentence => {
  if (removedAt !== null) return say('state.deleted')
  if (obstacle?.noRoom && finishedAt === null) return say('state.waitingForRoom')
  return say(cancelRequestedAt !== null && finishedAt === null ? 'state.canceling' : `state.${state}`)
}
