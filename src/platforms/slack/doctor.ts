import { webApi } from '@slack/bolt'
import { MoodreelError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Allowed } from '../../core/policy/serves.ts'
import { createSlackApi, type SlackApi } from './api.ts'
import { furtherScopes, type Identity, neededScopes, readIdentity } from './receive/identity.ts'
import { slackCode } from './refusal.ts'
import { type TrialClip, tryChannel } from './try-channel.ts'

export interface DoctorOptions {
  botToken: string
  appToken?: string | undefined
  signingSecret?: string | undefined
  apiUrl: string
  publicUrl?: string | undefined
  /** Ids of channels that the bot should be able to post to. */
  channels: readonly string[]
  /** Ids of channels in which everything is tried, with the clip that `draw` gives. */
  tried?: readonly string[] | undefined
  draw?(): Promise<TrialClip>
  /** As in `TryOptions`. */
  lookWaitsMs?: readonly number[] | undefined
  /** As in `SlackApiOptions`. */
  readPauseMs?: number | undefined
  /** The places that may use the bot. */
  allowed?: Allowed | undefined
  log: Log
}

/** One thing that was looked at, and what to do about it when it is not well. */
export interface Finding {
  well: boolean
  line: string
  /** Nothing is amiss, and yet an operator should know it. */
  warns?: boolean
}

const well = (line: string): Finding => ({ well: true, line })
const unwell = (line: string): Finding => ({ well: false, line })

const install = 'apply config/slack-manifest.yaml to the app at https://api.slack.com/apps and install it again'

const reasonOf = (error: unknown): string =>
  slackCode(error) ?? (error instanceof MoodreelError && error.code === 'delivery_failed' ? 'Slack cannot be reached' : 'unknown')

const checkScopes = ({ scopes }: Identity): Finding[] => {
  if (!scopes) return [unwell('Slack did not list the scopes of the token, so they could not be checked.')]
  const missing = [
    ...neededScopes.map((scope) => ({ scope, effect: 'no clip can be delivered' })),
    ...Object.entries(furtherScopes).map(([scope, effect]) => ({ scope, effect })),
  ].filter(({ scope }) => !scopes.includes(scope))
  if (missing.length === 0) return [well('The bot token has every scope of the manifest.')]
  return missing.map(({ scope, effect }) => unwell(`The scope ${scope} is missing, so ${effect}; ${install}.`))
}

const checkTeam = ({ team, orgWide }: Identity, allowed: Allowed | undefined): Finding => {
  const ids = allowed?.['slack']
  if (!ids) {
    // A line with this team alone would shut out Discord.
    const line = [...(allowed?.['discord'] ?? []).map((id) => `discord:${id}`), `slack:${team}`].join(',')
    return { ...well(`Every team that has the app may spend your money; for yours alone set MOODREEL_WORKSPACES=${line}`), warns: true }
  }
  if (orgWide ? ids.length === 0 : !ids.includes(team))
    return unwell(`The team ${team} is not in MOODREEL_WORKSPACES; add slack:${team} to what is there, or nobody is heard.`)
  return well(`Only ${ids.join(', ')} may use the bot.`)
}

const checkConnection = async ({ appToken, signingSecret, apiUrl, publicUrl, log, readPauseMs }: DoctorOptions): Promise<Finding[]> => {
  if (!appToken) {
    if (!signingSecret) return [unwell('Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set; set one of them.')]
    if (!publicUrl)
      return [unwell('HTTP mode needs PUBLIC_URL, the https address at which Slack reaches this machine; set it, or set SLACK_APP_TOKEN.')]
    return [well(`HTTP mode: every "url" of the manifest must be ${publicUrl}/slack/events.`)]
  }
  if (!appToken.startsWith('xapp-'))
    return [unwell('SLACK_APP_TOKEN does not begin with xapp-; make an app-level token with connections:write.')]
  const api = createSlackApi({ botToken: appToken, apiUrl, log, readPauseMs })
  try {
    await api.ask((client: webApi.WebClient) => client.apps.connections.open({}))
    return [well('The app token opens sockets: Socket Mode.')]
  } catch (error) {
    return [
      unwell(
        `Slack opens no socket for SLACK_APP_TOKEN (${reasonOf(error)}); make an app-level token with connections:write and switch Socket Mode on.`,
      ),
    ]
  }
}

const checkChannel = async (api: SlackApi, channel: string): Promise<Finding> => {
  try {
    await api.ask((client) => client.conversations.history({ channel, limit: 1 }))
    return well(`The bot is in ${channel}.`)
  } catch (error) {
    return unwell(`The bot cannot work in ${channel} (${reasonOf(error)}); type /invite @moodreel there.`)
  }
}

/** No answer, an answer that refuses the token, and an answer of somebody else's call for different things. */
const notIdentified = (error: unknown, apiUrl: string): Finding => {
  const code = slackCode(error)
  if (code) return unwell(`Slack does not accept SLACK_BOT_TOKEN (${code}); take the Bot User OAuth Token of the installed app.`)
  const cause = error instanceof MoodreelError ? error.cause : error
  if (cause instanceof webApi.WebAPIRequestError)
    return unwell(
      `Slack cannot be reached at ${apiUrl} (${networkCode(cause.original)}); look at the network, the DNS and the firewall of this machine.`,
    )
  const said = cause instanceof webApi.WebAPIHTTPError ? `HTTP ${cause.statusCode}` : 'another answer than Slack’s'
  return unwell(
    `${apiUrl} gives a strange answer (${said}); look at SLACK_API_URL and at proxies on the way, or try again in some minutes.`,
  )
}

/** The system's own word for what broke, which a fetch hides in its cause. */
const networkCode = (error: unknown): string => {
  if (!(error instanceof Error)) return 'no answer'
  return 'code' in error && typeof error.code === 'string' && !error.code.startsWith('slack') ? error.code : networkCode(error.cause)
}

/** Checks the tokens, the scopes and the membership of the channels, and changes nothing. */
export const examineSlack = async (options: DoctorOptions): Promise<Finding[]> => {
  const { botToken, apiUrl, channels, log, readPauseMs } = options
  if (!botToken.startsWith('xoxb-'))
    return [unwell('SLACK_BOT_TOKEN does not begin with xoxb-; take the Bot User OAuth Token of the installed app.')]
  const api = createSlackApi({ botToken, apiUrl, log, readPauseMs })
  const identity = await readIdentity(api).catch((error: unknown) => notIdentified(error, apiUrl))
  if ('well' in identity) return [identity]
  return [
    well(`The bot token belongs to ${identity.botUserId} in ${identity.team}.`),
    checkTeam(identity, options.allowed),
    ...checkScopes(identity),
    ...(await checkConnection(options)),
    ...(await Promise.all(channels.map((channel) => checkChannel(api, channel)))),
    ...(channels.length === 0 && !options.tried?.length
      ? [well('To check a channel, name its id: npm run slack:doctor -- C0123456789; to try everything there, put --channel before it.')]
      : []),
  ]
}

/** Everything that a clip needs, tried in each of the channels. Resolves with whether all went well. */
const tryChannels = async (options: DoctorOptions, print: (line: string) => void): Promise<boolean> => {
  const { botToken, appToken, signingSecret, publicUrl, apiUrl, tried = [], draw, lookWaitsMs, log, readPauseMs } = options
  const clip = tried.length > 0 ? await draw?.() : undefined
  if (!clip) return true
  const http = !appToken && signingSecret && publicUrl ? { publicUrl, signingSecret } : undefined
  const api = createSlackApi({ botToken, apiUrl, log, readPauseMs })
  let isWell = true
  for (const channel of tried) {
    print(`\n${channel}:`)
    const works = await tryChannel({ api, apiUrl, clip, http, lookWaitsMs }, channel, print)
    isWell &&= works
  }
  return isWell
}

/** Prints a line a finding, and a line for each thing that was tried. Resolves with the exit code: 0 when all is well. */
export const slackDoctor = async (options: DoctorOptions, print: (line: string) => void): Promise<number> => {
  const findings = await examineSlack(options)
  for (const { well: isWell, warns, line } of findings) print(`${warns ? 'warn' : isWell ? 'ok  ' : 'fix '} ${line}`)
  const isWell = findings.every(({ well: one }) => one)
  // A token that Slack refuses is the one and only finding, and nothing can be tried with it.
  const works = findings.length === 1 || (await tryChannels(options, print))
  return isWell && works ? 0 : 1
}
