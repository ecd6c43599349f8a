import { MoodreelError } from '../../core/errors.ts'
import type { Batch } from '../../core/generation.ts'
import { limitLabel, limitNames, raises } from '../../core/limit.ts'
import type { MemberStanding, Moderators, UsageLine } from '../../core/moderators.ts'
import { findHere } from '../../core/options/find-clip.ts'
import type { Invocation } from '../../core/platform.ts'
import type { Studio } from '../../core/studio.ts'
import { changedLimitsSchema } from '../../core/tier.ts'
import { membersIn } from '../../core/words/audit-line.ts'
import { type Sentence, say } from '../../core/words/sentence.ts'
import { tierNamed, type WorkspaceKey } from '../../core/workspace.ts'
import type { UsageSum } from '../../storage/usage.ts'
import { invocationKey } from '../admission/admit.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { Desk } from '../admission/desk.ts'
import { type createMemberTerms, periodsOf } from '../admission/member-terms.ts'
import type { OwnRules } from '../admission/own-rules.ts'
import type { Rules } from '../admission/rules.ts'
import type { Parts } from '../parts.ts'
import type { Appeals } from './appeals.ts'
import type { CaseWork } from './case-work.ts'
import { createChannels } from './channels.ts'
import { createDecisions } from './decisions.ts'
import { lastDays, readDays, readHistory } from './history.ts'
import { createOwnWords } from './own-words.ts'
import type { Queue } from './queue.ts'
import type { Sanctioning } from './sanctions.ts'
import { createSetUp } from './set-up.ts'
import { createSetUpSteps } from './set-up-steps.ts'
import { createWorkspaceChanges } from './workspace-changes.ts'

/** Without those of which nothing counts. */
const counted = (sums: UsageSum[]): UsageSum[] => sums.filter(({ clips, stills }) => clips + stills > 0)

const invalid = (sentence: Sentence): MoodreelError => new MoodreelError('invalid_option', sentence)

/** The use cases of moderators. Each is allowed first, and written down when it changes something. */
export const createModerators = (
  parts: Pick<
    Parts,
    | 'allowed'
    | 'audit'
    | 'catalogue'
    | 'clock'
    | 'generations'
    | 'history'
    | 'ledger'
    | 'flush'
    | 'members'
    | 'moderationService'
    | 'platforms'
    | 'policy'
    | 'posts'
    | 'roof'
    | 'tiers'
    | 'usage'
    | 'workspaces'
  >,
  tools: {
    termsOf: ReturnType<typeof createMemberTerms>
    queue: Queue
    auditor: Auditor
    desk: Desk
    find: Studio['find']
    cases: CaseWork
    appeals: Appeals
    sanctioning: Sanctioning
    ownRules: OwnRules
    rules: Pick<Rules, 'find'>
    /** Wakes the generations of a batch that waited. */
    wakeBatch(batchId: string): Promise<void>
  },
): Moderators => {
  const { auditor } = tools
  const steps = createSetUpSteps(parts, tools)
  const ownWords = createOwnWords(parts, tools)
  const changes = createWorkspaceChanges(parts, { auditor, desk: tools.desk, steps })

  const keyOf = ({ platform, workspace }: Invocation, memberId: string) => ({ platform, workspace, memberId })

  const standing = async (invocation: Invocation, memberId: string): Promise<MemberStanding> => {
    const { tier, periods, member } = await tools.termsOf(invocation, memberId)
    const quota = await parts.ledger.quota(keyOf(invocation, memberId), tier, periods, parts.clock.now())
    return { memberId, name: member.name, quota, limits: member.limits, block: member.block }
  }

  const named = async (workspace: WorkspaceKey, lines: readonly UsageSum[]): Promise<UsageLine[]> => {
    const names = await parts.members.names(
      workspace,
      lines.map(({ key }) => key),
    )
    return lines.map((line) => ({ ...line, name: names.get(line.key) || line.key }))
  }

  /** The batch of a clip of this workspace, also when the clip was deleted: its other takes may go on. */
  const batchHere = async (invocation: Invocation, generationId: string): Promise<Batch> =>
    (await findHere(tools.find, invocation, generationId)).batch

  const switchedOff = ({ member }: Invocation, reason: string | null) =>
    reason === null ? null : { by: member.id, at: parts.clock.now(), reason }

  const plain = (lines: readonly UsageSum[]): UsageLine[] => lines.map((line) => ({ ...line, name: line.key }))

  return {
    ...createDecisions(parts, tools),
    ...createChannels(parts, auditor),
    ...ownWords,
    setUp: createSetUp(parts, { ...tools, ...changes, steps }),
    async addRules(invocation, ...wordings) {
      const added = await ownWords.addRules(invocation, ...wordings)
      await steps.openWhenDone(invocation)
      return added
    },
    ...changes,

    async member(invocation, memberId) {
      await auditor.allow(invocation, 'quota.show', memberId)
      return standing(invocation, memberId)
    },

    async setLimits(invocation, memberId, limits) {
      await auditor.allow(invocation, 'quota.set', memberId)
      const { tier } = await tools.termsOf(invocation, memberId)
      if (raises(limits, tier)) await auditor.allowMoney(invocation, 'quota.set', memberId)
      const key = keyOf(invocation, memberId)
      const { limits: before } = await parts.members.find(key)
      const merged = Object.entries({ ...before, ...limits }).filter(([, value]) => value !== null && value !== undefined)
      const checked = changedLimitsSchema.safeParse(Object.fromEntries(merged))
      if (!checked.success) throw invalid(say('moderator.badLimit', { limit: limitLabel(String(checked.error.issues[0]?.path[0] ?? '')) }))
      await parts.members.setLimits(key, checked.data, parts.clock.now())
      const was = Object.fromEntries(limitNames.filter((name) => name in limits).map((name) => [name, tier[name] ?? null]))
      await auditor.note(invocation, 'quota.set', memberId, JSON.parse(JSON.stringify({ ...limits, was })))
      return standing(invocation, memberId)
    },

    async grant(invocation, memberId, credits, reason) {
      await auditor.allowMoney(invocation, 'quota.grant', memberId)
      const { periods, tier } = await tools.termsOf(invocation, memberId)
      const key = keyOf(invocation, memberId)
      const { creditsLeft } = await parts.ledger.quota(key, tier, periods, parts.clock.now())
      const given = Math.max(credits, -Math.max(0, creditsLeft))
      const note = `granted by ${invocation.member.id}: ${reason}`
      await parts.ledger.grant(key, { credits: given, note, key: invocationKey(invocation), periods, now: parts.clock.now() })
      await auditor.note(invocation, 'quota.grant', memberId, { credits: given, reason })
      return standing(invocation, memberId)
    },

    async reset(invocation, memberId) {
      await auditor.allowMoney(invocation, 'quota.reset', memberId)
      const key = keyOf(invocation, memberId)
      const { periods } = await tools.termsOf(invocation, memberId)
      const now = parts.clock.now()
      // Said again by a restart, it must not take back what was set since.
      if (!(await parts.ledger.has(invocationKey(invocation)))) {
        await parts.members.setLimits(key, {}, now)
        await parts.ledger.reset(key, { note: `reset by ${invocation.member.id}`, key: invocationKey(invocation), periods, now })
      }
      await auditor.note(invocation, 'quota.reset', memberId)
      return standing(invocation, memberId)
    },

    async history(invocation, memberId, after) {
      await auditor.allow(invocation, 'quota.history', memberId)
      const page = await readHistory(parts, keyOf(invocation, memberId), after)
      const isKnown = page.entries.length > 0 || after !== null || (await parts.members.find(keyOf(invocation, memberId))).name !== ''
      if (!isKnown) throw new MoodreelError('not_found', say('moderator.unknownMember', { id: memberId }))
      return page
    },

    async ownerOf(invocation, generationId) {
      await auditor.allow(invocation, 'block', generationId)
      const batch = await batchHere(invocation, generationId)
      return { memberId: batch.memberId, name: batch.memberName }
    },

    async block(invocation, memberId, { reason, forMs }) {
      await auditor.allow(invocation, 'block', memberId)
      const { block, told } = await tools.sanctioning.block(invocation, keyOf(invocation, memberId), forMs, { reason })
      await auditor.note(invocation, 'block', memberId, { reason, until: block.until })
      return { ...block, told }
    },

    async warn(invocation, memberId, reason) {
      await auditor.allow(invocation, 'warn', memberId)
      const { told } = await tools.sanctioning.warn(invocation, keyOf(invocation, memberId), { reason })
      await auditor.note(invocation, 'warn', memberId, reason === '' ? {} : { reason })
      const { name } = await parts.members.find(keyOf(invocation, memberId))
      return { memberId, name, told }
    },

    async unblock(invocation, memberId) {
      await auditor.allow(invocation, 'unblock', memberId)
      await tools.sanctioning.unblock(keyOf(invocation, memberId))
      await auditor.note(invocation, 'unblock', memberId)
    },

    async settings(invocation) {
      await auditor.allow(invocation, 'workspace.show', invocation.workspace)
      return parts.workspaces.of(invocation)
    },

    roof: () => parts.roof,

    async pause(invocation, reason) {
      const action = reason === null ? 'resume' : 'pause'
      await auditor.allow(invocation, action, invocation.workspace)
      await parts.workspaces.change(invocation, { paused: switchedOff(invocation, reason) })
      await auditor.note(invocation, action, invocation.workspace, reason ? { reason } : {})
    },

    async switchOff(invocation, model, reason) {
      const action = reason === null ? 'model.enable' : 'model.disable'
      await auditor.allow(invocation, action, model)
      if (!parts.catalogue.models().some(({ name }) => name === model)) {
        throw new MoodreelError('unknown_model', say('member.noSuchModel', { model }))
      }
      await parts.workspaces.change(invocation, { modelsOff: { [model]: switchedOff(invocation, reason) } })
      await auditor.note(invocation, action, model, reason ? { reason } : {})
    },

    async usage(invocation, count) {
      await auditor.allow(invocation, 'usage', invocation.workspace)
      const { platform, workspace: id } = invocation
      const workspace = { platform, workspace: id }
      const settings = await parts.workspaces.of(invocation)
      const days = await lastDays(parts, invocation, count)
      const range = { workspace, memberId: null, from: days[0] ?? '', to: days.at(-1) ?? '' }
      const outcomes = await parts.usage.by('state', range)
      return {
        days: await readDays(parts, workspace, null, days),
        members: await named(workspace, counted(await parts.usage.by('member_id', range))),
        models: plain(counted(await parts.usage.by('model', range))),
        outcomes: plain(counted(outcomes)),
        free: outcomes.flatMap(({ key, free }) => (free.clips + free.stills > 0 ? [{ key, ...free }] : [])),
        spentCredits: await parts.ledger.workspaceSpent(workspace, periodsOf(parts.clock.now(), settings)),
        budgetCredits: settings.budgetCredits,
      }
    },

    async queue(invocation) {
      await auditor.allow(invocation, 'queue', invocation.workspace)
      return tools.queue(invocation)
    },

    async audit(invocation, options) {
      await auditor.allow(invocation, 'audit', options.memberId ?? invocation.workspace)
      const page = await parts.audit.page(invocation, options)
      return { ...page, names: await parts.members.names(invocation, page.entries.flatMap(membersIn)) }
    },

    answerAppeal: (invocation, sanctionId, kind) => tools.appeals.answer(invocation, sanctionId, kind),

    async blocked(invocation) {
      await auditor.allow(invocation, 'blocked', invocation.workspace)
      return parts.members.blocked(invocation, parts.clock.now())
    },

    async tiers(invocation) {
      await auditor.allow(invocation, 'tiers', invocation.workspace)
      const settings = await parts.workspaces.of(invocation)
      return parts.tiers.all.map((tier) => {
        const roles = Object.keys(settings.roles).filter((role) => settings.roles[role] === tier.name)
        return { ...tierNamed(tier.name, parts.tiers, settings), roles: [...new Set([...tier.roles, ...roles])] }
      })
    },

    cases: (invocation) => tools.cases.waiting(invocation),
    handle: (invocation, generationId, deed, words) => tools.cases.handle(invocation, generationId, deed, words),
    undo: (invocation, generationId) => tools.cases.undo(invocation, generationId),
  }
}
