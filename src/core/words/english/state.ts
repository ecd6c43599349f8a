import type { OfKind } from './grammar.ts'

/** Where a clip stands, in a word or two: on its post, in the queue and in a history. No full stops. */
export const state = {
  admitted: 'starting',
  ingesting: 'reading the file',
  queued: 'waiting in line',
  submitting: 'sending to the provider',
  unresolved: ({ kind = 'clip' }: OfKind) => `checking whether the provider took this ${kind}`,
  rendering: 'rendering',
  collecting: ({ kind = 'clip' }: OfKind) => `fetching the ${kind}`,
  delivering: ({ kind = 'clip' }: OfKind) => `posting the ${kind}`,
  delivered: 'done',
  doneIn: ({ seconds }: { seconds: number }) => `done in ${seconds} s`,
  failed: 'failed',
  canceled: 'canceled',
  canceling: 'canceling',
  deleted: 'deleted',
  waitingForModerator: 'waiting for a moderator',
  waitingForRoom: 'waiting for room on the bot’s disk',
  /** Of a provider that cannot be asked. */
  unanswered: ({ kind = 'clip' }: OfKind) => `waiting to hear whether the provider took this ${kind}, up to a day`,
  /** Of a model. */
  unknownToProvider: 'its provider no longer offers it',
  late: ({ state }: { state: string }) => `${state}, longer than usual`,
  /** Of the takes of a batch: `2 done`. */
  counted: ({ takes, state }: { takes: number; state: string }) => `${takes} ${state}`,
}
