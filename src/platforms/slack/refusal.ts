import { webApi } from '@slack/bolt'
import { z } from 'zod'
import { MoodreelError } from '../../core/errors.ts'

/** What Slack says when the fault is not ours to mend by trying again, and what the person should do about it. */
const refusals: Record<string, string> = {
  not_in_channel: 'Moodreel is not in this channel; type /invite @moodreel here and try again.',
  channel_not_found: 'Moodreel cannot see this conversation; type /invite @moodreel here, or use another channel, and try again.',
  is_archived: 'This channel is archived, so nothing can be posted here; use another channel.',
  thread_not_found: 'The thread is gone; start again in the channel.',
  cannot_reply_to_message: 'Slack allows no replies to that message; start again in the channel.',
  restricted_action: 'Your workspace does not let Moodreel post here; ask a workspace admin, or use another channel.',
  restricted_action_read_only_channel: 'This channel is read-only for Moodreel; ask a workspace admin, or use another channel.',
  restricted_action_thread_only_channel: 'Only threads are allowed in this channel; start in a thread, or use another channel.',
  restricted_action_non_threadable_channel: 'This channel allows no threads; use another channel.',
  restricted_action_thread_locked: 'This thread is locked; start again in the channel.',
  messages_tab_disabled: 'Moodreel’s messages tab is switched off; ask whoever installed it to apply config/slack-manifest.yaml again.',
  ekm_access_denied: 'Your organisation’s keys do not let Moodreel post here; ask a workspace admin.',
  team_access_not_granted: 'Moodreel was not given access to this workspace of your organisation; ask an org admin to add it here.',
  team_not_found: 'Moodreel was not given access to this workspace of your organisation; ask an org admin to add it here.',
  enterprise_is_restricted: 'Your organisation does not let Moodreel work here; ask an org admin to add it to this workspace.',
  org_login_required: 'Your organisation is being moved by Slack; try again when that is over.',
  access_denied: 'Your workspace does not let Moodreel do that; ask a workspace admin.',
  no_permission: 'Your workspace does not let Moodreel do that; ask a workspace admin.',
  user_is_restricted: 'Guests cannot do that here; ask a workspace admin.',
  not_authed: 'Slack does not accept Moodreel’s token; ask the operator to run npm run slack:doctor.',
  invalid_auth: 'Slack does not accept Moodreel’s token; ask the operator to run npm run slack:doctor.',
  account_inactive: 'Moodreel was removed from this workspace; ask whoever installed it to install it again.',
  token_revoked: 'Moodreel’s token was revoked; ask whoever installed it to install it again.',
  token_expired: 'Moodreel’s token has run out; ask whoever installed it to install it again.',
  not_allowed_token_type: 'Moodreel has the wrong kind of token; ask the operator to run npm run slack:doctor.',
}

/** Slack's own word for what went wrong, from a fault of the client or from what became of it. */
export const slackCode = (error: unknown): string | undefined => {
  if (error instanceof MoodreelError) return slackCode(error.cause)
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined
}

/** The sentence for a scope that the token lacks. */
export const missingScope = (scope: string): string =>
  `Moodreel lacks the Slack permission ${scope}; ask whoever installed it to apply config/slack-manifest.yaml and install it again.`

const neededScope = (error: webApi.WebAPIPlatformError): string => {
  const answer = z.object({ needed: z.string() }).safeParse(error.data)
  return answer.success ? answer.data.needed : 'that it needs for this'
}

/** A fault of the Slack client as one of ours: `not_allowed` with what to do, or `delivery_failed`, which may be tried again. */
export const asRefusal = (error: unknown): MoodreelError => {
  if (error instanceof MoodreelError) return error
  const code = slackCode(error)
  if (error instanceof webApi.WebAPIPlatformError && code === 'missing_scope') {
    return new MoodreelError('not_allowed', missingScope(neededScope(error)), { cause: error })
  }
  const sentence = refusals[code ?? '']
  if (sentence) return new MoodreelError('not_allowed', sentence, { cause: error })
  return new MoodreelError('delivery_failed', 'Slack could not be reached or did not take the message; it is tried again.', {
    cause: error,
  })
}
