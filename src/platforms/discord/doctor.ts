import { DiscordAPIError, HTTPError, OAuth2Scopes, type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { Allowed } from '../../core/policy/serves.ts'
import { inWords } from '../../core/words/in-words.ts'
import { finalSentence } from './gateway/final-codes.ts'
import { missingPermissions, neededPermissions } from './permissions.ts'
import { createRest, stopTimers } from './rest.ts'
import { type TrialClip, tryChannel } from './try-channel.ts'

/** One thing that was looked at: whether it is well, and in one line what to do when not. */
export interface Finding {
  ok: boolean
  /** Nothing is amiss, and yet an operator should know it. */
  warns?: boolean
  line: string
}

export interface Examination {
  /** The link that invites the bot with exactly the permissions it needs; null when Discord did not say whose the token is. */
  invite: string | null
  findings: Finding[]
}

const applicationSchema = z.object({
  id: z.string(),
  name: z.string(),
  bot_public: z.boolean().default(true),
  interactions_endpoint_url: z.string().nullish(),
})
const gatewaySchema = z.object({ shards: z.number(), session_start_limit: z.object({ remaining: z.number(), total: z.number() }) })
const guildsSchema = z.array(z.object({ id: z.string(), name: z.string(), permissions: z.string() }))

/** Far from the last start that a day allows. */
const fewStarts = 50

/** Needs the whole link of Discord's own site, whatever API is used. */
export const inviteLink = (applicationId: string): string =>
  `https://discord.com/oauth2/authorize?${new URLSearchParams({
    client_id: applicationId,
    scope: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join(' '),
    permissions: String(neededPermissions),
  })}`

export interface DiscordDoctorOptions {
  token: string
  apiUrl: string
  guildId?: string | undefined
  allowed?: Allowed | undefined
}

const wrongToken: Finding = { ok: false, line: finalSentence(4004) }

/** No answer, an answer that refuses the token, and an answer of somebody else's call for different things. */
const findingOf = (error: unknown, apiUrl: string): Finding => {
  if (error instanceof DiscordAPIError && error.status === 401) return wrongToken
  const status = error instanceof DiscordAPIError || error instanceof HTTPError ? error.status : undefined
  if (status !== undefined || error instanceof z.ZodError || error instanceof SyntaxError) {
    const said = status === undefined ? 'another answer than Discord’s' : `HTTP ${status}`
    return {
      ok: false,
      line: `${apiUrl} gives a strange answer (${said}); look at DISCORD_API_URL and at proxies on the way, or try again in some minutes.`,
    }
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no answer in time'
  return {
    ok: false,
    line: `Discord cannot be reached at ${apiUrl} (${code}); look at the network, the DNS and the firewall of this machine.`,
  }
}

/**
 * Looks at everything that must be right at Discord before the bot can work: the token, where interactions go, the
 * starts that are left today, and the permissions in each server. Changes nothing.
 */
export const examineDiscord = async (options: DiscordDoctorOptions): Promise<Examination> => {
  const { token, apiUrl } = options
  // No other signs are in a token, and none could be sent in a header.
  if (!/^[\x21-\x7e]+$/.test(token)) return { invite: null, findings: [wrongToken] }
  return withRest(options, async (rest) => {
    try {
      return await look(rest, options)
    } catch (error) {
      return { invite: null, findings: [findingOf(error, apiUrl)] }
    }
  })
}

const withRest = async <Result>({ token, apiUrl }: DiscordDoctorOptions, use: (rest: REST) => Promise<Result>): Promise<Result> => {
  const rest = createRest(apiUrl.replace(/\/+(v\d+\/?)?$/, ''), token)
  try {
    return await use(rest)
  } finally {
    stopTimers(rest)
  }
}

const look = async (rest: REST, { guildId, allowed }: DiscordDoctorOptions): Promise<Examination> => {
  const application = applicationSchema.parse(await rest.get(Routes.currentApplication()))
  const gateway = gatewaySchema.parse(await rest.get(Routes.gatewayBot()))
  const guilds = guildsSchema.parse(await rest.get(Routes.userGuilds()))
  const { remaining, total } = gateway.session_start_limit
  return {
    invite: inviteLink(application.id),
    findings: [
      { ok: true, line: `The token is right; the bot is ${application.name}.` },
      {
        ok: true,
        line: 'The intents are Guilds and Guild Messages, which need no approval; of messages Discord shows the bot those alone that mention it.',
      },
      application.interactions_endpoint_url
        ? {
            ok: false,
            line: 'Commands go to an interactions endpoint URL; empty that field in the developer portal, or none will arrive here.',
          }
        : { ok: true, line: 'Commands arrive by the gateway.' },
      remaining < fewStarts
        ? {
            ok: false,
            line: `Only ${remaining} of ${total} starts are left today; stop whatever restarts the bot, or Discord resets the token.`,
          }
        : {
            ok: true,
            line: `${remaining} of ${total} starts are left today; ${gateway.shards} ${gateway.shards === 1 ? 'shard is' : 'shards are'} advised.`,
          },
      ...openFindings(application.bot_public, allowed?.['discord'], guilds),
      ...(guilds.length === 0
        ? [{ ok: false, line: 'The bot is in no server yet; open the invite link.' }]
        : guilds.map((guild) => guildFinding(guild, allowed, guildId))),
      ...(guildId && !guilds.some(({ id }) => id === guildId)
        ? [{ ok: false, line: `The bot is not in the server ${guildId} of DISCORD_GUILD_ID; invite it there or correct the number.` }]
        : []),
    ],
  }
}

/** Who can bring the bot to places of their own, and what comes of it. */
const openFindings = (isPublic: boolean, ids: readonly string[] | undefined, guilds: readonly { id: string }[]): Finding[] => [
  servedFinding(ids, guilds),
  ...(isPublic
    ? [
        {
          ok: true,
          warns: true,
          line: 'The bot is public, so anybody can add it; in the developer portal set Install Link to None on the page Installation, then switch Public Bot off on the page Bot.',
        },
      ]
    : []),
]

const servedFinding = (ids: readonly string[] | undefined, guilds: readonly { id: string }[]): Finding => {
  if (!ids)
    return { ok: true, warns: true, line: 'Every server that adds the bot may spend your money; name yours in MOODREEL_WORKSPACES.' }
  if (ids.length === 0) {
    const [own, ...others] = guilds
    const entry = own && others.length === 0 ? `discord:${own.id}` : 'discord: with the id of yours'
    return { ok: false, line: `MOODREEL_WORKSPACES names no server of Discord’s, so the bot leaves every one; add ${entry}.` }
  }
  return { ok: true, line: `Only ${ids.length === 1 ? 'one server' : `${ids.length} servers`} may use the bot; it leaves every other.` }
}

const guildFinding = (
  { id, name, permissions }: { id: string; name: string; permissions: string },
  allowed: Allowed | undefined,
  ownId: string | undefined,
): Finding => {
  if (allowed?.['discord']?.includes(id) === false) {
    const line = `${name}: ${id} is not in MOODREEL_WORKSPACES, so the bot leaves it at its start`
    return id === ownId
      ? { ok: false, line: `${line}; it is that of DISCORD_GUILD_ID, so add discord:${id}.` }
      : { ok: true, warns: true, line: `${line}.` }
  }
  const missing = missingPermissions(BigInt(permissions), neededPermissions).map((permission) => inWords(permission, 'en'))
  return missing.length === 0
    ? { ok: true, line: `${name}: all permissions are there; a channel may still take some away.` }
    : { ok: false, line: `${name}: allow ${missing.join(', ')}, or open the invite link again.` }
}

/** The examination as lines for a terminal. */
export const examinationLines = ({ invite, findings }: Examination): string[] => [
  ...findings.map(({ ok, warns, line }) => `${warns ? 'warn' : ok ? 'ok  ' : 'fix '} ${line}`),
  ...(invite ? ['', `Invite: ${invite}`] : []),
]

/**
 * Prints a line a finding, and the link. Where the token is right, everything that a clip needs is then tried in each of the channels,
 * with the clip that `draw` gives. Resolves with the exit code: 0 when all is well.
 */
export const discordDoctor = async (
  options: DiscordDoctorOptions & { tried: readonly string[]; draw(): Promise<TrialClip> },
  print: (line: string) => void,
): Promise<number> => {
  const examination = await examineDiscord(options)
  for (const line of examinationLines(examination)) print(line)
  const isWell = examination.findings.every(({ ok }) => ok)
  if (!examination.invite) return 1
  if (options.tried.length === 0) print('To try everything in a channel: npm run discord:invite -- --channel 123456789012345678')
  const works = options.tried.length === 0 || (await tryChannels(options, await options.draw(), print))
  return isWell && works ? 0 : 1
}

const tryChannels = (
  options: DiscordDoctorOptions & { tried: readonly string[] },
  clip: TrialClip,
  print: (line: string) => void,
): Promise<boolean> =>
  withRest(options, async (rest) => {
    let works = true
    for (const channel of options.tried) {
      print(`\n${channel}:`)
      const worksHere = await tryChannel(rest, channel, clip, print)
      works &&= worksHere
    }
    return works
  })
