/** How far a vendor's work is. */
export type StatusKind = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled'

const words: Record<Exclude<StatusKind, 'running'>, readonly string[]> = {
  queued: [
    'accepted',
    'created',
    'inqueue',
    'notstarted',
    'pending',
    'preparing',
    'queue',
    'queued',
    'queueing',
    'queuing',
    'scheduled',
    'starting',
    'submitted',
    'throttled',
    'waiting',
  ],
  succeeded: ['complete', 'completed', 'done', 'finished', 'ok', 'ready', 'succeed', 'succeeded', 'success', 'successful'],
  failed: [
    'aborted',
    'blocked',
    'contentmoderated',
    'crashed',
    'dead',
    'denied',
    'error',
    'errored',
    'expired',
    'fail',
    'failed',
    'failure',
    'invalid',
    'moderated',
    'nsfw',
    'refused',
    'rejected',
    'timedout',
    'timeout',
  ],
  canceled: ['canceled', 'cancelled', 'deleted', 'interrupted', 'killed', 'revoked', 'stopped', 'terminated'],
}

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z]/g, '')

/**
 * What a vendor's word for a state means, however it is written: vendors add words and rename them. One that nobody knows is taken for
 * work under way, so that the clip is waited for as long as its model's time-out allows and no longer.
 */
export const statusKind = (word: string): StatusKind => {
  const known = plain(word)
  const kinds: (keyof typeof words)[] = ['queued', 'succeeded', 'failed', 'canceled']
  return kinds.find((kind) => words[kind].includes(known)) ?? 'running'
}

const underWay: ReadonlySet<string> = new Set(['processing', 'running', 'inprogress'])

/** Whether such a word certainly means that the work is not over: one that nobody knows does not. */
export const isUnderWay = (word: string): boolean => statusKind(word) === 'queued' || underWay.has(plain(word))
