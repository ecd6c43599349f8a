import { DiscordAPIError, HTTPError, RateLimitError } from '@discordjs/rest'
import { RESTJSONErrorCodes as Code } from 'discord-api-types/v10'
import { MoodreelError } from '../../core/errors.ts'
import { say } from '../../core/words/sentence.ts'

/**
 * What a refusal means to us. `gone`, `forbidden`, `locked`, `archived` and `slowed` are of the place: another one may do. `form`,
 * `reference` (what it answers) and `words` are of the message, `too_large` and `file` of what it carries, `full` of the server's threads. `busy` passes by itself.
 * `blocked` was said by a proxy or a firewall, not by Discord: 403 or 404 without a code.
 */
export type ApiErrorKind =
  | 'gone'
  | 'forbidden'
  | 'locked'
  | 'archived'
  | 'slowed'
  | 'blocked'
  | 'form'
  | 'reference'
  | 'words'
  | 'too_large'
  | 'file'
  | 'full'
  | 'has_thread'
  | 'message_gone'
  | 'expired'
  | 'acknowledged'
  | 'busy'
  | 'unreachable'

/**
 * Discord's own codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes. Those that are not here mean what their
 * status means.
 */
const codes = new Map<number | string, ApiErrorKind>([
  [Code.UnknownChannel, 'gone'],
  [Code.UnknownGuild, 'gone'],
  [Code.UnknownUser, 'gone'],
  [Code.UnknownMember, 'gone'],
  [Code.InvalidGuild, 'gone'],
  [Code.InvalidRecipients, 'gone'],
  [Code.UnknownMessage, 'message_gone'],
  [Code.MissingAccess, 'forbidden'],
  [Code.MissingPermissions, 'forbidden'],
  [Code.CannotSendMessagesToThisUser, 'forbidden'],
  [Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds, 'forbidden'],
  [Code.CannotSendMessagesInNonTextChannel, 'forbidden'],
  [Code.CannotSendAMessageInAForumChannel, 'forbidden'],
  [Code.CannotExecuteActionOnThisChannelType, 'forbidden'],
  [Code.CannotExecuteActionOnDMChannel, 'forbidden'],
  [Code.ChannelVerificationLevelTooHighForYouToGainAccess, 'forbidden'],
  [Code.ExplicitContentCannotBeSentToTheDesiredRecipient, 'forbidden'],
  [Code.TagRequiredToCreateAForumPostInThisChannel, 'forbidden'],
  [Code.ThereAreNoTagsAvailableThatCanBeSetByNonModerators, 'forbidden'],
  [Code.MaximumThreadParticipantsReached, 'forbidden'],
  [Code.ServerNeedsMoreBoostsToPerformThisAction, 'forbidden'],
  [Code.AccessToFileUploadsHasBeenLimitedForThisGuild, 'forbidden'],
  [Code.CannotEditMessageAuthoredByAnotherUser, 'forbidden'],
  [Code.CannotExecuteActionOnSystemMessage, 'forbidden'],
  [Code.ThreadLocked, 'locked'],
  [Code.InvalidActionOnArchivedThread, 'archived'],
  [Code.ActionCannotBePerformedDueToSlowmodeRateLimit, 'slowed'],
  [Code.MessageWasBlockedByAutomaticModeration, 'words'],
  [Code.TitleWasBlockedByAutomaticModeration, 'words'],
  [Code.MessageBlockedByHarmfulLinksFilter, 'words'],
  [Code.StageTopicServerNameServerDescriptionOrChannelNamesContainDisallowedWords, 'words'],
  [Code.RequestEntityTooLarge, 'too_large'],
  [Code.FileUploadedExceedsMaximumSize, 'too_large'],
  [Code.InvalidFileUploaded, 'file'],
  [Code.ProvidedFileIsInvalid, 'file'],
  [Code.ProvidedFileTypeIsInvalid, 'file'],
  [Code.ProvidedFileDurationExceedsMaximumLength, 'file'],
  [Code.ProvidedFileDoesNotHaveAValidDuration, 'file'],
  [Code.UploadedFileNotFound, 'file'],
  [Code.MaximumActiveThreads, 'full'],
  [Code.MaximumActiveAnnouncementThreads, 'full'],
  [Code.MaximumNumberOfGuildChannelsReached, 'full'],
  [Code.ThreadAlreadyCreatedForMessage, 'has_thread'],
  [Code.CannotReplyWithoutPermissionToReadMessageHistory, 'reference'],
  [Code.CannotReferenceAMessageWithoutPermissionToReadMessageHistory, 'reference'],
  [Code.NSFWChannelMessageReferenceNotAllowed, 'reference'],
  [Code.UnknownInteraction, 'expired'],
  [Code.UnknownWebhook, 'expired'],
  [Code.InvalidWebhookToken, 'expired'],
  [Code.InteractionHasAlreadyBeenAcknowledged, 'acknowledged'],
  [Code.Unauthorized, 'busy'],
  [Code.InvalidToken, 'busy'],
  [Code.SendMessagesHasBeenTemporarilyDisabled, 'busy'],
  [Code.FeatureTemporarilyDisabledServerSide, 'busy'],
  [Code.ServiceResourceIsBeingRateLimited, 'busy'],
  [Code.CloudflareIsBlockingYourRequest, 'busy'],
  [Code.OpeningDirectMessagesTooFast, 'busy'],
  [Code.AnnouncementEditLimitExceeded, 'busy'],
  [Code.ChannelSendRateLimit, 'busy'],
  [Code.ServerSendRateLimit, 'busy'],
  [Code.MaximumNumberOfEditsToMessagesOlderThanOneHourReached, 'busy'],
  [Code.IndexNotYetAvailable, 'busy'],
  [Code.ApplicationNotYetAvailable, 'busy'],
  [Code.APIResourceOverloaded, 'busy'],
])

const statuses = new Map<number, ApiErrorKind>([
  // A token that was replaced is good again once the operator gave us the new one.
  [401, 'busy'],
  [403, 'forbidden'],
  [404, 'gone'],
  [408, 'busy'],
  [413, 'too_large'],
  [425, 'busy'],
  [429, 'busy'],
])

/** Whether an answer is Discord's own: a proxy or a firewall before it has no code of Discord's. */
const isDiscords = ({ code }: DiscordAPIError): boolean => typeof code === 'number' && code > 0

/** What went wrong. `unreachable`: nobody knows whether the request was handled. */
export const apiErrorKind = (error: unknown): ApiErrorKind => {
  if (error instanceof RateLimitError) return error.global ? 'busy' : 'slowed'
  if (!(error instanceof DiscordAPIError)) return 'unreachable'
  const known = codes.get(error.code)
  if (known) return known
  const meant = statuses.get(error.status)
  if (isDiscords(error)) return meant ?? 'form'
  // What is not Discord's says nothing about the message.
  return meant === 'forbidden' || meant === 'gone' ? 'blocked' : (meant ?? 'busy')
}

/** Whether it may pass by itself: then the same is tried again. */
export const mayPass = (kind: ApiErrorKind): boolean => kind === 'busy' || kind === 'unreachable' || kind === 'slowed'

/** What the log may know of an error. discord.js's own carries the address of the call, where an interaction's token stands. */
export const logFields = (error: unknown): object => {
  if (error instanceof DiscordAPIError) return { code: error.code, status: error.status, method: error.method, reason: error.message }
  if (error instanceof HTTPError) return { status: error.status, method: error.method, reason: error.message }
  if (error instanceof RateLimitError) return { method: error.method, route: error.route, retryAfterMs: error.retryAfter }
  return { err: error }
}

/** What may pass by itself, so that the studio tries it again. */
export const notTaken = (options?: { cause?: unknown; retryAfterMs?: number }): MoodreelError =>
  new MoodreelError('delivery_failed', say('chat.retrying', { platform: 'Discord' }), options)

/**
 * What Discord refused or never answered, with a code that the studio knows: `delivery_failed` is tried again; `not_found`,
 * `too_large` and `not_allowed` are not.
 */
export const deliveryError = (cause: unknown): MoodreelError => {
  if (cause instanceof MoodreelError) return cause
  const kind = apiErrorKind(cause)
  if (mayPass(kind) || kind === 'blocked') return notTaken({ cause })
  if (kind === 'too_large') return new MoodreelError('too_large', say('discord.fileTooLarge'), { cause })
  if (kind === 'message_gone' || kind === 'gone') return new MoodreelError('not_found', say('chat.messageGone'), { cause })
  return new MoodreelError('not_allowed', say('discord.notAllowed'), { cause })
}
