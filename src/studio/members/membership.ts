import { MoodreelError } from '../../core/errors.ts'
import { modelCalled } from '../../core/fit/model-called.ts'
import type { Membership } from '../../core/members.ts'
import type { Invocation } from '../../core/platform.ts'
import { inWords } from '../../core/words/in-words.ts'
import { say } from '../../core/words/sentence.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { createMemberTerms } from '../admission/member-terms.ts'
import { modelsFor, reasonsOff } from '../admission/rules.ts'
import type { Parts } from '../parts.ts'
import { preferencesKey, readPreferences } from '../preferences.ts'
import type { Appeals } from './appeals.ts'
import type { CaseWork } from './case-work.ts'
import type { EraseMember } from './erase-member.ts'
import { lastDays, readDays, readHistory } from './history.ts'
import type { Queue } from './queue.ts'

/** The use cases that a member asks for about themselves. */
export const createMembership = (
  parts: Pick<
    Parts,
    'catalogue' | 'clock' | 'generations' | 'history' | 'ledger' | 'members' | 'policy' | 'settings' | 'usage' | 'workspaces'
  >,
  tools: {
    termsOf: ReturnType<typeof createMemberTerms>
    queue: Queue
    auditor: Auditor
    cases: CaseWork
    appeals: Appeals
    eraseMember: EraseMember
  },
): Membership => {
  const likenessRule = () => parts.policy.likeness.sentence ?? say('policy.likeness')
  const self = ({ platform, workspace, member }: Invocation) => ({ platform, workspace, memberId: member.id })

  return {
    async quota(invocation) {
      const { tier, periods } = await tools.termsOf(invocation)
      return parts.ledger.quota(self(invocation), tier, periods, parts.clock.now())
    },
    async models(invocation) {
      const { tier, settings } = await tools.termsOf(invocation)
      return modelsFor(parts.catalogue.models(), tier, reasonsOff(settings))
    },
    history: (invocation, after) => readHistory(parts, self(invocation), after),
    queue: async (invocation) => (await tools.queue(invocation)).filter(({ batch }) => batch.memberId === invocation.member.id),
    days: async (invocation, count) => readDays(parts, invocation, invocation.member.id, await lastDays(parts, invocation, count)),
    preferences: (invocation) => readPreferences(parts, invocation),

    async prefer(invocation, preferences) {
      const { model: wished } = preferences
      const row = wished === undefined ? undefined : modelCalled(wished, parts.catalogue.models())
      if (wished !== undefined && (!row || row.unavailable)) {
        throw new MoodreelError('unknown_model', say('member.cannotPrefer', { model: wished }))
      }
      const kept = { ...preferences, model: row?.name }
      await parts.settings.set(preferencesKey(invocation, invocation.member.id), kept)
      return kept
    },

    async likeness(invocation) {
      const { member } = await tools.termsOf(invocation)
      return { rule: likenessRule(), consentedAt: member.consentedAt }
    },

    async consent(invocation) {
      const { member } = await tools.termsOf(invocation)
      if (member.consentedAt !== null) return
      await parts.members.consent(self(invocation), parts.clock.now())
      await tools.auditor.note(invocation, 'consent', invocation.member.id, { sentence: inWords(likenessRule(), 'en') })
    },

    forget: (invocation) => tools.eraseMember(invocation),

    async appealable(invocation, sanctionId) {
      const { id } = await tools.appeals.appealable(invocation, sanctionId)
      return { sanctionId: id }
    },
    appeal: (invocation, sanctionId, words) => tools.appeals.appeal(invocation, sanctionId, words),
    report: (invocation, generationId, report) => tools.cases.report(invocation, generationId, report),
  }
}
