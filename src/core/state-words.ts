import type { Generation, GenerationState } from './generation.ts'

/** The states as people read them. */
export const stateWords: Record<GenerationState, string> = {
  admitted: 'starting',
  ingesting: 'reading the file',
  queued: 'waiting in line',
  submitting: 'sending to the provider',
  unresolved: 'checking with the provider; the credits stay held',
  rendering: 'rendering',
  collecting: 'fetching the clip',
  delivering: 'posting the clip',
  delivered: 'done',
  failed: 'failed',
  canceled: 'canceled',
}

/** Where a clip stands, in a word or two. */
export const standsAt = ({ state, removedAt, cancelRequestedAt, finishedAt }: Generation): string => {
  if (removedAt !== null) return 'deleted'
  return cancelRequestedAt !== null && finishedAt === null ? 'canceling' : stateWords[state]
}
