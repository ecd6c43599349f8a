import { z } from 'zod'
import { type ChannelChange, channelSettingsSchema } from './channel.ts'
import type { LimitChange } from './limit.ts'
import { changedLimitsSchema, type Tier, type Tiers } from './tier.ts'

/** A guild, a team, the direct messages of one person: a place with members, limits and settings of its own. */
export interface WorkspaceKey {
  platform: string
  workspace: string
}

/** The two joined, as rows are kept by: two platforms may use one id, and neither may meet the other's rows. */
export type Space = `${string}:${string}`
export const spaceOf = ({ platform, workspace }: WorkspaceKey): Space => `${platform}:${workspace}`

/** The two parts of a row's workspace. */
export const ofSpace = (space: Space): WorkspaceKey => {
  const [platform = '', ...rest] = space.split(':')
  return { platform, workspace: rest.join(':') }
}

const directPrefix = 'direct:'

/** The workspace of what a person says to the bot alone, in no guild and no team: theirs and nobody else's. */
export const directWorkspace = (memberId: string): string => `${directPrefix}${memberId}`
export const isDirect = (workspace: string): boolean => workspace.startsWith(directPrefix)

const switchedOffSchema = z.object({ by: z.string(), at: z.number(), reason: z.string() })

/** What is done once, before a workspace is open for its members, in this order. */
export const setUpSteps = ['channel', 'budget', 'who', 'words', 'test'] as const
export type SetUpStep = (typeof setUpSteps)[number]

/** What moderators set for their workspace while the bot runs. */
export const workspaceSettingsSchema = z.object({
  /** IANA name: days and months begin at midnight there. */
  timeZone: z.string().default('UTC'),
  /** What may be spent in a month; null for no limit. One credit is one US cent. Until it is set, what the policy says. */
  budgetCredits: z.int().nonnegative().nullable().default(null),
  /** Laid over the tiers of the configuration, by their names. */
  limits: z.record(z.string(), changedLimitsSchema).default({}),
  /** Tiers by role, before those of the configuration. */
  roles: z.record(z.string(), z.string()).default({}),
  /** Nobody makes clips. */
  paused: switchedOffSchema.nullable().default(null),
  /** Models that nobody makes clips with, by name. */
  modelsOff: z.record(z.string(), switchedOffSchema).default({}),
  /** Laid over the policy's rules for channels, by their ids. */
  channels: z.record(z.string(), channelSettingsSchema).default({}),
  /** Where reports, approvals and warnings are posted: a channel of the platform. */
  moderatorsChannel: z.string().nullable().default(null),
  /** Where the audit is read as it is written. */
  logChannel: z.string().nullable().default(null),
  /** Whose role lets them make clips; null for everybody. Moderators always may. */
  makers: z.object({ id: z.string(), name: z.string() }).nullable().default(null),
  /** Null where nobody began to set the workspace up: then it is open. `closed`: members make no clips until it is done. */
  setUp: z
    .object({ done: z.array(z.enum(setUpSteps)), closed: z.boolean() })
    .nullable()
    .default(null),
  /** A request with which its member spends more credits in a day waits for a moderator. */
  approveAbove: z.int().nonnegative().nullable().default(null),
})
export type WorkspaceSettings = z.infer<typeof workspaceSettingsSchema>

/** Changes to the settings. Lists by name are laid over what was set; a null in them takes one entry back. */
export interface WorkspaceChange extends Partial<Omit<WorkspaceSettings, 'limits' | 'roles' | 'modelsOff' | 'channels' | 'setUp'>> {
  limits?: Record<string, LimitChange>
  roles?: Record<string, string | null>
  modelsOff?: Record<string, WorkspaceSettings['modelsOff'][string] | null>
  channels?: Record<string, ChannelChange>
  /** Steps that are done beside those before. */
  setUp?: { done: readonly SetUpStep[]; closed?: boolean | undefined }
}

/** A tier by its name with what the workspace laid over it; the default one when there is none of that name (any more). */
export const tierNamed = (name: string | null, tiers: Tiers, { limits }: Pick<WorkspaceSettings, 'limits'>): Tier => {
  const tier = tiers.all.find((one) => one.name === name) ?? tiers.default
  return { ...tier, ...limits[tier.name] }
}

/** The tier of somebody with these roles, with what the workspace laid over it: of several the last in the configuration. */
export const tierOf = (roles: readonly string[], tiers: Tiers, settings: Pick<WorkspaceSettings, 'limits' | 'roles'>): Tier => {
  const named = new Set(roles.flatMap((role) => settings.roles[role] ?? []))
  const tier = tiers.all.findLast((one) => named.has(one.name) || one.roles.some((role) => roles.includes(role))) ?? tiers.default
  return { ...tier, ...settings.limits[tier.name] }
}
