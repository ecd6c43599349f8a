import type Keyv from 'keyv'
import { type ChannelSettings, channelSettingsSchema } from '../../core/channel.ts'
import type { Locks } from '../../core/locks.ts'
import type { ModeratorsRule, Policy } from '../../core/policy.ts'
import { type ChangedLimits, changedLimitsSchema } from '../../core/tier.ts'
import { type WorkspaceChange, type WorkspaceKey, type WorkspaceSettings, workspaceSettingsSchema } from '../../core/workspace.ts'

/** What moderators set for their workspaces; where they set nothing, what the policy says. */
export interface Workspaces {
  of(key: WorkspaceKey): Promise<WorkspaceSettings>
  /** Only what they set. */
  own(key: WorkspaceKey): Promise<Partial<WorkspaceSettings>>
  change(key: WorkspaceKey, change: WorkspaceChange): Promise<WorkspaceSettings>
  /** The moderators of the policy for a workspace. */
  moderators(key: WorkspaceKey): readonly ModeratorsRule[]
}

/** A list by name with other entries laid over it; those that are null go. */
const laidOver = <Value>(before: Record<string, Value> = {}, over: Record<string, Value | null> = {}): Record<string, Value> =>
  Object.fromEntries(Object.entries({ ...before, ...over }).filter((entry): entry is [string, Value] => entry[1] !== null))

/** Only what was set: the rest goes on following the configuration. */
const changed = (
  before: Partial<WorkspaceSettings>,
  { limits = {}, roles, modelsOff, channels = {}, setUp, ...plain }: WorkspaceChange,
): Partial<WorkspaceSettings> => {
  const limitsOf = (tier: string): ChangedLimits => changedLimitsSchema.parse(laidOver<unknown>(before.limits?.[tier], limits[tier]))
  const channelOf = (channel: string): ChannelSettings =>
    channelSettingsSchema.parse(laidOver<unknown>(before.channels?.[channel], channels[channel]))
  const set = { ...before.channels, ...Object.fromEntries(Object.keys(channels).map((channel) => [channel, channelOf(channel)])) }
  return {
    ...before,
    ...plain,
    limits: { ...before.limits, ...Object.fromEntries(Object.keys(limits).map((tier) => [tier, limitsOf(tier)])) },
    roles: laidOver(before.roles, roles),
    modelsOff: laidOver(before.modelsOff, modelsOff),
    channels: Object.fromEntries(Object.entries(set).filter(([, bounds]) => Object.keys(bounds).length > 0)),
    ...(setUp && {
      setUp: {
        done: [...new Set([...(before.setUp?.done ?? []), ...setUp.done])],
        closed: setUp.closed ?? before.setUp?.closed ?? false,
      },
    }),
  }
}

export const createWorkspaces = (
  { settings, locks }: { settings: Keyv; locks: Locks },
  policy: Pick<Policy, 'moderators' | 'approvals' | 'spending'>,
): Workspaces => {
  const locked = locks.keyed('workspace')
  const nameOf = ({ platform, workspace }: WorkspaceKey): string => `workspace:${platform}:${workspace}`
  const moderators = ({ platform, workspace }: WorkspaceKey): ModeratorsRule[] =>
    policy.moderators.filter((one) => one.platform === platform && (one.workspace === undefined || one.workspace === workspace))
  const kept = async (key: WorkspaceKey): Promise<Partial<WorkspaceSettings>> => (await settings.get(nameOf(key))) ?? {}
  const whole = (key: WorkspaceKey, changes: Partial<WorkspaceSettings>): WorkspaceSettings =>
    workspaceSettingsSchema.parse({
      moderatorsChannel: moderators(key).find(({ channel }) => channel !== undefined)?.channel ?? null,
      approveAbove: policy.approvals.aboveCredits,
      budgetCredits: policy.spending.workspaceCreditsPerMonth,
      ...changes,
    })

  return {
    of: async (key) => whole(key, await kept(key)),
    own: kept,
    change: (key, change) =>
      locked(nameOf(key), async () => {
        const next = changed(await kept(key), change)
        const checked = whole(key, next)
        await settings.set(nameOf(key), next)
        return checked
      }),
    moderators,
  }
}
