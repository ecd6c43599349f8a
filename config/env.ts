import { z } from 'zod'
import { MoodreelError } from '../src/core/errors.ts'
import type { Roof } from '../src/core/ledger.ts'
import type { Allowed } from '../src/core/policy/serves.ts'
import { tokenShapes } from './token-shapes.ts'

const roles = ['all', 'gateway', 'worker'] as const
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** The shards of a process, both ends included, of how many the bot has in all. */
interface Shards {
  from: number
  to: number
  count: number
}

export interface Environment {
  /** Folder for the database and the media. */
  dataDir: string
  /** Folder of the operator's own models.yaml, tiers.yaml, providers and commands. */
  configDir: string | undefined
  databaseUrl: string | undefined
  s3: { endpoint: string; bucket: string; accessKeyId: string; secretAccessKey: string; region: string } | undefined
  host: string
  port: number
  /** Without a slash at its end. */
  publicUrl: string | undefined
  role: (typeof roles)[number]
  logLevel: (typeof logLevels)[number]
  /** The servers and teams that may use the bot; absent for all. */
  workspaces: Allowed | undefined
  discord:
    | {
        token: string
        apiUrl: string
        guildId: string | undefined
        shards: Shards | undefined
        /** Of the whole bot, as Discord granted it. */
        requestsPerSecond: number | undefined
      }
    | undefined
  slack: { botToken: string; appToken: string | undefined; signingSecret: string | undefined; apiUrl: string } | undefined
  moderation: { url: string; apiKey: string | undefined } | undefined
  /** What all workspaces together may spend. */
  roof: Roof
  /** What opens the playground from elsewhere; made by the program itself when absent. */
  playgroundToken: string | undefined
  /** What opens `/metrics` from elsewhere; nothing does when absent. */
  metricsToken: string | undefined
}

const webUrl = z.url({ protocol: /^https?$/, error: 'must be a URL that begins with http:// or https://' })
const noSlash = webUrl.transform((url) => url.replace(/\/+$/, ''))

/** US dollars, read as credits; `off` for no limit. */
const dollarsOr = (otherwise: string) =>
  z
    .string()
    .default(otherwise)
    .refine((text) => /^(off|\$?\d{1,9}(\.\d{1,2})?)$/i.test(text), 'must be US dollars such as 20 or 12.50, or off for no limit')
    .transform((text) => (/^off$/i.test(text) ? null : Math.round(Number(text.replace('$', '')) * 100)))

/** So short a token would be guessed in spite of the pause after wrong ones. */
const token = z.string().min(8, 'must have 8 characters or more').optional()

const shardsText = /^(\d{1,5})-(\d{1,5})\/(\d{1,5})$/
/** As `shardsText` has them; those that are in it are in their order, and there are so many. */
const shardsIn = (text: string): Shards => {
  const [from = 0, to = 0, count = 0] = (shardsText.exec(text) ?? []).slice(1).map(Number)
  return { from, to, count }
}
const areShards = (text: string): boolean => {
  const { from, to, count } = shardsIn(text)
  return shardsText.test(text) && from <= to && to < count
}

/** The names are fixed (docs): tools outside the project set them. A message goes on after the variable's name. */
const variablesSchema = z.object({
  MOODREEL_DATA_DIR: z.string().default('./data'),
  MOODREEL_CONFIG_DIR: z.string().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a URL that begins with postgres://' }).optional(),
  S3_ENDPOINT: noSlash.optional(),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_REGION: z.string().default('us-east-1'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .default('8787')
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'must be a whole number from 0 to 65535')
    .transform(Number),
  PUBLIC_URL: noSlash.optional(),
  ROLE: z.enum(roles, { error: `must be one of ${roles.join(', ')}` }).default('all'),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  ...tokenShapes,
  DISCORD_API_URL: noSlash.default('https://discord.com/api'),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{15,20}$/, 'must be the number of a Discord server, 15 to 20 digits')
    .optional(),
  DISCORD_SHARDS: z
    .string()
    .refine(areShards, 'must be the shards of this process and how many there are in all, such as 0-7/16')
    .transform(shardsIn)
    .optional(),
  DISCORD_REQUESTS_PER_SECOND: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'must be a whole number from 1 to 99999')
    .transform(Number)
    .optional(),
  MOODREEL_WORKSPACES: z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter((entry) => entry !== ''))
    .refine(
      (list) => list.every((entry) => /^(discord:\d{15,20}|slack:[TE][A-Z0-9]+)$/.test(entry)),
      'must be servers and teams, such as discord:123456789012345678,slack:T0123ABCD',
    )
    .optional(),
  SLACK_API_URL: webUrl.default('https://slack.com/api/'),
  MODERATION_URL: webUrl.optional(),
  MODERATION_API_KEY: z.string().optional(),
  MOODREEL_USD_PER_DAY: dollarsOr('20'),
  MOODREEL_USD_PER_MONTH: dollarsOr('200'),
  PLAYGROUND_TOKEN: token,
  METRICS_TOKEN: token,
})
type Checked = z.infer<typeof variablesSchema>

/** Every name of the environment that the program reads itself; a provider has more. */
export const environmentNames: readonly string[] = Object.keys(variablesSchema.shape)

/** The environment as the machine gives it. */
type Variables = Readonly<Record<string, string | undefined>>

/** Without a database that is shared nobody would have the other shards. */
const discordOf = (variables: Checked): Environment['discord'] => {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_GUILD_ID: guildId, DISCORD_SHARDS: shards } = variables
  const { DISCORD_REQUESTS_PER_SECOND: requestsPerSecond } = variables
  if (shards && !variables.DATABASE_URL)
    throw bad('DISCORD_SHARDS is for several processes on one DATABASE_URL; set that too, or unset it.')
  return token ? { token, apiUrl, guildId, shards, requestsPerSecond } : undefined
}

const bad = (sentence: string): MoodreelError => new MoodreelError('bad_config', sentence)

const isPresent = (value: string | undefined): boolean => value !== undefined && value.trim() !== ''

const s3Of = (variables: Checked): Environment['s3'] => {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = variables
  if (endpoint && bucket && accessKeyId && secretAccessKey)
    return { endpoint, bucket, accessKeyId, secretAccessKey, region: variables.S3_REGION }
  const names = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const
  const missing = names.filter((name) => variables[name] === undefined)
  if (missing.length < names.length) throw bad(`The S3 store is set up in part; set ${missing.join(' and ')} too, or none of them.`)
  return undefined
}

const slackOf = (variables: Checked): Environment['slack'] => {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: apiUrl } = variables
  if (botToken && !appToken && !signingSecret)
    throw bad('SLACK_BOT_TOKEN needs SLACK_APP_TOKEN or SLACK_SIGNING_SECRET beside it; set one of them.')
  if (!botToken && (appToken || signingSecret)) throw bad('Slack is set up in part; set SLACK_BOT_TOKEN too.')
  return botToken ? { botToken, appToken, signingSecret, apiUrl } : undefined
}

/** An empty list lets everybody in, also where a server is named for its commands; without a list that server is the only one. */
const workspacesOf = ({ MOODREEL_WORKSPACES: list, DISCORD_GUILD_ID: guild }: Checked, isEmptied: boolean): Allowed | undefined => {
  if (isEmptied) return undefined
  if (!list) return guild === undefined ? undefined : { discord: [guild] }
  const of = (platform: string): string[] =>
    list.filter((entry) => entry.startsWith(`${platform}:`)).map((entry) => entry.slice(platform.length + 1))
  return { discord: of('discord'), slack: of('slack') }
}

/** The environment as the program uses it; `readEnvironment` also refuses what does not go together. */
export const parseEnvironment = (record: Variables): Environment => {
  const present = Object.entries(record).filter(([, value]) => isPresent(value))
  const parsed = variablesSchema.safeParse(Object.fromEntries(present.map(([name, value]) => [name, value?.trim()])))
  if (!parsed.success) {
    // The value stays out of the sentence: it may be a secret in the wrong place.
    throw bad(parsed.error.issues.map(({ path: [name], message }) => `${String(name)} ${message}; correct it or unset it.`).join('\n'))
  }
  const variables = parsed.data
  return {
    dataDir: variables.MOODREEL_DATA_DIR,
    configDir: variables.MOODREEL_CONFIG_DIR,
    databaseUrl: variables.DATABASE_URL,
    s3: s3Of(variables),
    host: variables.HOST,
    port: variables.PORT,
    publicUrl: variables.PUBLIC_URL,
    role: variables.ROLE,
    logLevel: variables.LOG_LEVEL,
    workspaces: workspacesOf(variables, record['MOODREEL_WORKSPACES'] !== undefined && !isPresent(record['MOODREEL_WORKSPACES'])),
    discord: discordOf(variables),
    slack: slackOf(variables),
    moderation: variables.MODERATION_URL ? { url: variables.MODERATION_URL, apiKey: variables.MODERATION_API_KEY } : undefined,
    roof: { day: variables.MOODREEL_USD_PER_DAY, month: variables.MOODREEL_USD_PER_MONTH },
    playgroundToken: variables.PLAYGROUND_TOKEN,
    metricsToken: variables.METRICS_TOKEN,
  }
}

/** Several processes need what they share. */
const refuseLonely = (role: Environment['role'], databaseUrl: string | undefined): void => {
  if (role !== 'all' && databaseUrl === undefined)
    throw bad(
      `ROLE=${role} needs a database that processes can share; set DATABASE_URL, or unset ROLE for one process that does everything.`,
    )
}

/**
 * Reads the environment. An empty value counts as absent. Throws MoodreelError `bad_config` with a line for each variable that does not
 * fit, which names it and never its value.
 */
export const readEnvironment = (record: Variables): Environment => {
  const environment = parseEnvironment(record)
  refuseLonely(environment.role, environment.databaseUrl)
  return environment
}
