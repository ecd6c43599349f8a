import { MoodreelError } from '../../core/errors.ts'
import type { Json } from '../../core/json.ts'
import { limitNames, raises } from '../../core/limit.ts'
import type { Moderators } from '../../core/moderators.ts'
import { isTimeZone } from '../../core/text/calendar.ts'
import type { Tiers } from '../../core/tier.ts'
import { type Sentence, say } from '../../core/words/sentence.ts'
import { tierNamed, type WorkspaceChange, type WorkspaceSettings } from '../../core/workspace.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { Desk } from '../admission/desk.ts'
import type { Parts } from '../parts.ts'
import type { createSetUpSteps } from './set-up-steps.ts'
import { createTryChannels } from './try-channels.ts'

const invalid = (sentence: Sentence): MoodreelError => new MoodreelError('invalid_option', sentence)

/** What the settings were that a change sets, for the audit. */
const wasBefore = ({ roles = {}, limits = {}, ...change }: WorkspaceChange, settings: WorkspaceSettings, tiers: Tiers) => ({
  ...Object.fromEntries(Object.entries(settings).filter(([name]) => name in change)),
  ...(Object.keys(roles).length > 0 && {
    roles: Object.fromEntries(Object.keys(roles).map((role) => [role, settings.roles[role] ?? null])),
  }),
  ...(Object.keys(limits).length > 0 && {
    limits: Object.fromEntries(
      Object.entries(limits).map(([tier, set]) => {
        const before = tierNamed(tier, tiers, settings)
        return [tier, Object.fromEntries(limitNames.filter((name) => name in set).map((name) => [name, before[name] ?? null]))]
      }),
    ),
  }),
})

/** What moderators set for a workspace: each change is allowed first, and written down with what was before. */
export const createWorkspaceChanges = (
  parts: Pick<Parts, 'clock' | 'flush' | 'platforms' | 'posts' | 'tiers' | 'workspaces'>,
  { auditor, desk, steps }: { auditor: Auditor; desk: Pick<Desk, 'wake'>; steps: ReturnType<typeof createSetUpSteps> },
): Pick<Moderators, 'setBudget' | 'change'> => {
  const tryChannels = createTryChannels(parts)

  /** Whether more can be spent with a change, or without a moderator's word. */
  const spendsMore = ({ roles = {}, limits = {}, approveAbove, makers }: WorkspaceChange, settings: WorkspaceSettings): boolean =>
    (makers !== undefined && settings.makers !== null && makers?.id !== settings.makers.id) ||
    Object.keys(roles).length > 0 ||
    Object.entries(limits).some(([name, change]) => raises(change, tierNamed(name, parts.tiers, settings))) ||
    (approveAbove !== undefined && (approveAbove ?? Number.POSITIVE_INFINITY) > (settings.approveAbove ?? Number.POSITIVE_INFINITY))

  return {
    async setBudget(invocation, budgetCredits) {
      await auditor.allowMoney(invocation, 'budget', invocation.workspace)
      const { budgetCredits: was } = await parts.workspaces.of(invocation)
      await parts.workspaces.change(invocation, { budgetCredits })
      await auditor.note(invocation, 'budget', invocation.workspace, { credits: budgetCredits, was: { budget: was } })
      await steps.openWhenDone(invocation)
    },

    async change(invocation, wished) {
      await auditor.allow(invocation, 'workspace.change', invocation.workspace)
      const { timeZone, roles = {}, limits = {} } = wished
      const settings = await parts.workspaces.of(invocation)
      if (spendsMore(wished, settings)) {
        await auditor.allowMoney(invocation, 'workspace.change', invocation.workspace)
      }
      if (timeZone !== undefined && !isTimeZone(timeZone)) {
        throw invalid(say('moderator.noSuchTimeZone', { zone: timeZone }))
      }
      const named = [...Object.values(roles), ...Object.keys(limits)].filter((name) => name !== null)
      const unknown = named.find((name) => !parts.tiers.all.some((tier) => tier.name === name))
      if (unknown !== undefined) {
        throw invalid(say('moderator.noSuchTier', { tier: unknown, tiers: parts.tiers.all.map(({ name }) => name) }))
      }
      const tried = await tryChannels(invocation, wished)
      const changed = await parts.workspaces.change(invocation, tried)
      const detail: Record<string, Json> = JSON.parse(JSON.stringify({ ...tried, was: wasBefore(tried, settings, parts.tiers) }))
      await auditor.note(invocation, 'workspace.change', invocation.workspace, detail)
      desk.wake(invocation)
      await steps.openWhenDone(invocation)
      return changed
    },
  }
}
