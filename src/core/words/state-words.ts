import type { Generation, GenerationState } from '../generation.ts'

/** The states as people read them. */
export const stateWords: Record<GenerationState, string> = {
  admitted: 'starting',
  ingesting: 'reading the file',
  queued: 'waiting in line',
  submitting: 'sending to the provider',
  // A provider that can be asked mostly answers within minutes; one that cannot is waited for as long as the credits are held.
  unresolved: 'asking the provider whether it took this clip; up to a day',
  rendering: 'rendering',
  collecting: 'fetching the clip',
  delivering: 'posting the clip',
  delivered: 'done',
  failed: 'failed',
  canceled: 'canceled',
}

/** Where a clip stands, in a word or two. */
export const standsAt = ({ state, removedAt, cancelRequestedAt, finishedAt, obstacle }: Generation): string => {
  if (removedAt !== null) return 'deleted'
  if (obstacle?.noRoom && finishedAt === null) return 'waiting for room on the bot’s disk'
  return cancelRequestedAt !== null && finishedAt === null ? 'canceling' : stateWords[state]
}
