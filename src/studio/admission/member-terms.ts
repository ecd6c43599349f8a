import type { Invocation } from '../../core/platform.ts'
import { dayOf, monthOf } from '../../core/text/calendar.ts'
import type { Tier } from '../../core/tier.ts'
import { isDirect, tierNamed, tierOf, type WorkspaceSettings } from '../../core/workspace.ts'
import type { MemberRow } from '../../storage/members.ts'
import type { Periods } from '../../storage/quota.ts'
import type { Parts } from '../parts.ts'

/** By what a member is judged: the workspace's settings, its calendar, and the member's own limits. */
export interface MemberTerms {
  settings: WorkspaceSettings
  periods: Periods
  tier: Tier
  member: MemberRow
}

/** The day and the month of now, in the workspace's zone. */
export const periodsOf = (now: number, { timeZone }: Pick<WorkspaceSettings, 'timeZone'>): Periods => ({
  day: dayOf(now, timeZone),
  month: monthOf(now, timeZone),
})

/**
 * The standing of the member who speaks, or of another member of the workspace. The roles of somebody who does not speak are not
 * known here, so the tier is the one that their last request was judged by.
 */
export const createMemberTerms =
  (parts: Pick<Parts, 'workspaces' | 'members' | 'tiers' | 'policy' | 'clock' | 'history'>) =>
  async (invocation: Pick<Invocation, 'platform' | 'workspace' | 'member'>, memberId = invocation.member.id): Promise<MemberTerms> => {
    const settings = await parts.workspaces.of(invocation)
    const { platform, workspace } = invocation
    const member = await parts.members.find({ platform, workspace, memberId })
    const speaks = memberId === invocation.member.id
    const last = speaks ? null : await parts.history.lastTier({ platform, workspace, memberId })
    const own = speaks ? nameOfTier(invocation, parts) : last
    const tier = own === undefined ? tierOf(invocation.member.roles, parts.tiers, settings) : tierNamed(own, parts.tiers, settings)
    return { settings, periods: periodsOf(parts.clock.now(), settings), tier: { ...tier, ...member.limits }, member }
  }

/** The tier of those whose roles do not decide: in direct messages, and of guests. Null for the default one, undefined for others. */
const nameOfTier = (
  { workspace, member }: Pick<Invocation, 'workspace' | 'member'>,
  { policy, tiers }: Pick<Parts, 'policy' | 'tiers'>,
): string | null | undefined => {
  if (isDirect(workspace)) return policy.directMessages.tier
  return member.guest ? (tiers.all.find(({ guests }) => guests)?.name ?? null) : undefined
}
