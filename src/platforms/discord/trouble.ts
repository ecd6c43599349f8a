import { RESTJSONErrorCodes as Code, DiscordAPIError } from 'discord.js'

/** What Discord's refusals mean to us. */
const troubles = {
  [Code.UnknownChannel]: 'gone',
  [Code.UnknownGuild]: 'gone',
  [Code.UnknownUser]: 'gone',
  [Code.UnknownMessage]: 'message_gone',
  [Code.MissingAccess]: 'forbidden',
  [Code.MissingPermissions]: 'forbidden',
  [Code.CannotSendMessagesToThisUser]: 'forbidden',
  [Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]: 'forbidden',
  [Code.CannotSendMessagesInNonTextChannel]: 'forbidden',
  [Code.InvalidActionOnArchivedThread]: 'archived',
  [Code.ThreadLocked]: 'locked',
  [Code.ThreadAlreadyCreatedForMessage]: 'has_thread',
  [Code.RequestEntityTooLarge]: 'too_large',
  [Code.UnknownInteraction]: 'expired',
  [Code.UnknownWebhook]: 'expired',
  [Code.InvalidWebhookToken]: 'expired',
  [Code.InteractionHasAlreadyBeenAcknowledged]: 'acknowledged',
} as const satisfies Partial<Record<Code, string>>

export type Trouble = (typeof troubles)[keyof typeof troubles] | 'unreachable' | 'refused'

const isKnown = (code: number | string): code is keyof typeof troubles => Object.hasOwn(troubles, code)

/** `refused` is any other answer of Discord, `unreachable` is none: then nobody knows whether the request was handled. */
export const troubleOf = (error: unknown): Trouble => {
  if (!(error instanceof DiscordAPIError)) return 'unreachable'
  if (error.status === 413) return 'too_large'
  return isKnown(error.code) ? troubles[error.code] : 'refused'
}

/** What the log may know of an error. discord.js's own carries the address of the call, where an interaction's token stands. */
export const logFields = (error: unknown): object =>
  error instanceof DiscordAPIError
    ? { code: error.code, status: error.status, method: error.method, reason: error.message }
    : { err: error }
