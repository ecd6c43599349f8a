import { webApi } from '@slack/bolt'
import { z } from 'zod'
import { MoodreelError } from '../../core/errors.ts'
import { type Sentence, say } from '../../core/words/sentence.ts'

/**
 * What becomes of a message that Slack refused.
 *
 * `later`: the same again after a pause, for a day if need be; the fault lies with Slack, the token or the network.
 * `thread`: the channel takes it without the thread. `place`: the conversation is gone or closed; another one takes it.
 * `forbidden`: may pass within minutes, and is like `place` when it does not. `unknown`: likewise, but never given up.
 */
export type RefusalKind = 'later' | 'thread' | 'place' | 'forbidden' | 'unknown'

/** Said of a token that does nothing until somebody changes it. */
export const deadToken = ['not_authed', 'invalid_auth', 'account_inactive', 'token_revoked', 'token_expired', 'not_allowed_token_type']

/** The errors of https://docs.slack.dev/reference/methods that are not about the form of a message or about its file. */
const kinds = new Map<string, RefusalKind>([
  ...listed('thread', [
    'thread_not_found',
    'thread_locked',
    'invalid_thread_ts',
    'cannot_reply_to_message',
    'restricted_action_thread_locked',
    'restricted_action_non_threadable_channel',
  ]),
  ...listed('place', [
    'channel_not_found',
    'invalid_channel',
    'not_in_channel',
    'is_archived',
    'is_inactive',
    'channel_is_limited_access',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'posting_to_channel_denied',
    'posting_to_general_channel_denied',
    'ekm_access_denied',
    'as_user_not_supported',
    'method_not_supported_for_channel_type',
    'slack_connect_blocked_file_type',
    'slack_connect_canvas_sharing_blocked',
    'slack_connect_clip_sharing_blocked',
    'slack_connect_file_link_sharing_blocked',
    'slack_connect_file_upload_sharing_blocked',
    'slack_connect_lists_sharing_blocked',
    // Of direct messages.
    'messages_tab_disabled',
    'cannot_dm_bot',
    'user_disabled',
    'user_not_found',
    'user_not_visible',
    'invalid_user_combination',
    'not_enough_users',
    'too_many_users',
    'users_list_not_supplied',
  ]),
  ...listed('forbidden', ['restricted_action', 'access_denied', 'no_permission', 'user_is_restricted', 'team_not_found']),
  ...listed('later', [
    ...deadToken,
    'missing_scope',
    'team_access_not_granted',
    'team_added_to_org',
    'org_login_required',
    'enterprise_is_restricted',
    'two_factor_setup_required',
    'accesslimited',
    'message_limit_exceeded',
    'ratelimited',
    'rate_limited',
    'request_timeout',
    'service_unavailable',
    'internal_error',
    'fatal_error',
    'update_failed',
    'external_channel_migrating',
    'deprecated_endpoint',
    'method_deprecated',
  ]),
])

function listed(kind: RefusalKind, codes: readonly string[]): [string, RefusalKind][] {
  return codes.map((code) => [code, kind])
}

/** Slack says of these that a part of what was asked for may have been done. */
const halfDone: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'file_update_failed',
  'update_failed',
])

/** What the person should do about it, where somebody can do something. */
const sentences: ReadonlyMap<string, Sentence> = new Map([
  ['not_in_channel', say('slack.notInChannel')],
  ['channel_not_found', say('slack.conversationUnseen')],
  ['is_archived', say('slack.channelArchived')],
  ['thread_not_found', say('slack.threadGone')],
  ['cannot_reply_to_message', say('slack.noReplies')],
  ['restricted_action', say('slack.postingBlocked')],
  ['restricted_action_read_only_channel', say('slack.readOnly')],
  ['restricted_action_thread_only_channel', say('slack.onlyThreads')],
  ['restricted_action_non_threadable_channel', say('slack.noThreads')],
  ['restricted_action_thread_locked', say('slack.threadLocked')],
  ['messages_tab_disabled', say('slack.messagesTabOff')],
  ['ekm_access_denied', say('slack.keysBlock')],
  ['team_access_not_granted', say('slack.workspaceNotAdded')],
  ['team_not_found', say('slack.workspaceNotAdded')],
  ['enterprise_is_restricted', say('slack.organizationBlocks')],
  ['org_login_required', say('slack.organizationMoves')],
  ['access_denied', say('slack.workspaceBlocks')],
  ['no_permission', say('slack.workspaceBlocks')],
  ['user_is_restricted', say('slack.guestsBlocked')],
  ['not_authed', say('slack.tokenRefused')],
  ['invalid_auth', say('slack.tokenRefused')],
  ['account_inactive', say('slack.uninstalled')],
  ['token_revoked', say('slack.tokenRevoked')],
  ['token_expired', say('slack.tokenExpired')],
  ['not_allowed_token_type', say('slack.tokenKind')],
])

/** Slack's own word for what went wrong, from a fault of the client or from what became of it. */
export const slackCode = (error: unknown): string | undefined => {
  if (error instanceof MoodreelError) return slackCode(error.cause)
  if (!(error instanceof webApi.WebAPIPlatformError)) return undefined
  const said: unknown = error.data.error
  // The client gives the page of a proxy as the error's name too.
  return typeof said === 'string' && /^[a-z_]{1,80}$/.test(said) ? said : undefined
}

const permissionSentence = (error: webApi.WebAPIPlatformError): Sentence => {
  const answer = z.object({ needed: z.string() }).safeParse(error.data)
  return answer.success ? say('slack.scopeMissing', { scope: answer.data.needed }) : say('slack.permissionMissing')
}

/** What may come of trying again; a call that got no answer of Slack's own is `later`. */
export const kindOf = (error: unknown): RefusalKind => {
  const code = slackCode(error)
  return code === undefined ? 'later' : (kinds.get(code) ?? 'unknown')
}

/** Whether Slack answered so that nothing can have been done; anything else may have been. */
export const isRefused = (error: unknown): boolean => {
  if (error instanceof MoodreelError) return isRefused(error.cause)
  if (error instanceof webApi.WebAPIRateLimitedError) return true
  const code = slackCode(error)
  return code !== undefined && !halfDone.has(code)
}

/** A fault of the Slack client as one of ours: `not_allowed` with what to do, or `delivery_failed`, which may be tried again. */
export const asRefusal = (error: unknown): MoodreelError => {
  if (error instanceof MoodreelError) return error
  const code = slackCode(error) ?? ''
  if (error instanceof webApi.WebAPIPlatformError && code === 'missing_scope') {
    return new MoodreelError('not_allowed', permissionSentence(error), { cause: error })
  }
  const isPlace = ['thread', 'place', 'forbidden'].includes(kindOf(error))
  const sentence = sentences.get(code) ?? (isPlace ? say('slack.postingRefused') : undefined)
  if (sentence) return new MoodreelError('not_allowed', sentence, { cause: error })
  return unreached(error)
}

/** For what was paid for: no refusal is final at once. */
export const unreached = (cause: unknown): MoodreelError =>
  new MoodreelError('delivery_failed', say('chat.retrying', { platform: 'Slack' }), { cause })
