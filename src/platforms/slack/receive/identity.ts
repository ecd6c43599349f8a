import { setTimeout as sleep } from 'node:timers/promises'
import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import { say } from '../../../core/words/sentence.ts'
import type { SlackApi } from '../api.ts'

/** The scopes without which clips cannot be delivered. */
export const neededScopes = ['commands', 'chat:write', 'files:read', 'files:write']

/** The other scopes of config/slack-manifest.yaml, with what does not work without them. */
export const furtherScopes: Record<string, string> = {
  'app_mentions:read': '@moodreel is not heard',
  'channels:history': 'a post whose answer got lost may appear twice in public channels',
  'groups:history': 'a post whose answer got lost may appear twice in private channels',
  'im:history': 'direct messages are not heard',
  'mpim:history': 'a post whose answer got lost may appear twice in group messages',
  'im:write': 'a first direct message whose answer got lost may appear twice',
  'users:read': 'names are ids and nobody is a moderator',
  'usergroups:read': 'user groups give no tier',
}

/** The pauses between two questions to a Slack that does not answer, in milliseconds; the last one stays. */
const pausesMs = [1000, 2000, 4000, 8000, 16_000, 30_000]

/** Who the bot is in Slack, and what it may do. */
export interface Identity {
  team: string
  botUserId: string
  botId: string
  /** Installed for a whole organisation: Slack then wants to be told which workspace is meant. */
  orgWide: boolean
  /** The organisation's id, where there is one. */
  organisation: string | null
  /** As Slack listed them with its answer; null when it did not. */
  scopes: string[] | null
}

/** Asks Slack who the token belongs to. Throws MoodreelError `not_allowed` when it belongs to nobody. */
export const readIdentity = async (api: SlackApi): Promise<Identity> => {
  const {
    team_id,
    enterprise_id,
    user_id = '',
    bot_id = '',
    is_enterprise_install,
    response_metadata,
  } = await api.ask((client) => client.auth.test())
  const scopes: unknown = response_metadata?.scopes
  return {
    team: team_id ?? enterprise_id ?? 'unknown',
    botUserId: user_id,
    botId: bot_id,
    orgWide: is_enterprise_install === true,
    organisation: enterprise_id ?? null,
    scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : null,
  }
}

/** Asks until Slack answers. Throws MoodreelError `not_allowed` when the token belongs to nobody, and when `signal` ends it. */
const waitForIdentity = async (api: SlackApi, log: Log, signal: AbortSignal): Promise<Identity> => {
  for (let round = 0; ; round += 1) {
    try {
      return await readIdentity(api)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof MoodreelError && error.code === 'delivery_failed')) throw error
      log.warn({ err: error }, 'Slack does not answer; it is asked again')
      await sleep(pausesMs[Math.min(round, pausesMs.length - 1)], undefined, { signal })
    }
  }
}

const missingScopeOf = ({ scopes }: Identity): string | undefined =>
  scopes ? neededScopes.find((scope) => !scopes.includes(scope)) : undefined

/** Who the bot is, as Slack said last. */
export interface KnownIdentity {
  /** Asks until Slack answers. Throws MoodreelError `not_allowed` when the token belongs to nobody, and when `signal` ends it. */
  wait(signal: AbortSignal): Promise<Identity>
  /** The organisation that the app is installed for as a whole; null where it is not, or while Slack does not tell. */
  organisation(): Promise<string | null>
  /** Throws MoodreelError `not_allowed` that names the first scope that is needed and missing: before anything is spent. */
  ensureAllowed(): Promise<void>
}

export const createKnownIdentity = (api: SlackApi, log: Log): KnownIdentity => {
  let known: Identity | null = null
  return {
    async wait(signal) {
      known = await waitForIdentity(api, log, signal)
      return known
    },
    async organisation() {
      // A process that only posts never waited for it.
      known ??= await readIdentity(api).catch((error: unknown) => {
        log.warn({ err: error }, 'Slack does not tell whether the app is installed for a whole organisation')
        return null
      })
      return known?.orgWide ? known.organisation : null
    },
    async ensureAllowed() {
      // Asked again after a refusal: it may have been installed again, with more scopes and the same token.
      if (!known || missingScopeOf(known) !== undefined) known = await readIdentity(api)
      const scope = missingScopeOf(known)
      if (scope) throw new MoodreelError('not_allowed', say('slack.scopeMissing', { scope }))
    },
  }
}
