import type { Generation } from '../generation.ts'
import { ofKind } from './of-kind.ts'
import { type Sentence, say } from './sentence.ts'

/** Where a clip stands, in a word or two. */
export const standsAt = (generation: Generation): Sentence => {
  const { state, removedAt, cancelRequestedAt, finishedAt, obstacle } = generation
  if (removedAt !== null) return say('state.deleted')
  if (obstacle?.noRoom && finishedAt === null) return say('state.waitingForRoom')
  return ofKind(say(cancelRequestedAt !== null && finishedAt === null ? 'state.canceling' : `state.${state}`), generation)
}
