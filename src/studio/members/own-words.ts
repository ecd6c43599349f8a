import { MoodreelError } from '../../core/errors.ts'
import type { AddedRule, Moderators } from '../../core/moderators.ts'
import { everydayRefused, type OwnRule, ownRuleName, ownRuleProblem, ownRulesAtMost } from '../../core/policy/own-rule.ts'
import { nearest } from '../../core/text/nearest.ts'
import { type Sentence, say } from '../../core/words/sentence.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { OwnRules } from '../admission/own-rules.ts'
import type { Rules } from '../admission/rules.ts'
import type { Parts } from '../parts.ts'

const invalid = (sentence: Sentence): MoodreelError => new MoodreelError('invalid_option', sentence)

const isSame = (one: Pick<OwnRule, 'kind' | 'text'>, other: Pick<OwnRule, 'kind' | 'text'>): boolean =>
  one.kind === other.kind && one.text.toLowerCase() === other.text.toLowerCase()

/** Throws MoodreelError for more than a workspace may have. */
const ensureRoom = (rules: readonly OwnRule[]): void => {
  const { rules: most, patterns } = ownRulesAtMost
  if (rules.length > most) throw invalid(say('moderator.rulesFull', { rules: most }))
  if (rules.filter(({ kind }) => kind === 'pattern').length > patterns) throw invalid(say('moderator.patternsFull', { patterns }))
}

/** The use cases about words and patterns that moderators do not want in prompts. */
export const createOwnWords = (
  parts: Pick<Parts, 'clock' | 'moderationService' | 'policy'>,
  { auditor, ownRules, rules }: { auditor: Auditor; ownRules: OwnRules; rules: Pick<Rules, 'find'> },
): Pick<Moderators, 'policyRules' | 'addRules' | 'removeRule' | 'testWords'> => ({
  async policyRules(invocation) {
    await auditor.allow(invocation, 'policy.list', invocation.workspace)
    return { ofPolicy: parts.policy.blocked.map(({ name }) => name), own: await ownRules.of(invocation) }
  },

  async addRules(invocation, wordings, reason) {
    await auditor.allow(invocation, 'policy.add', invocation.workspace)
    for (const wording of wordings) {
      const problem = ownRuleProblem(wording)
      if (problem) throw invalid(say('moderator.badRule', { text: wording.text, problem }))
    }
    const { id: by, name: byName } = invocation.member
    const added = await ownRules.change(invocation, (before, next) => {
      const fresh = wordings.filter((one, at) => wordings.findIndex((other) => isSame(one, other)) === at)
      const made = fresh.filter((one) => !before.some((rule) => isSame(rule, one)))
      const own = made.map(({ kind, text }, at): OwnRule => ({ number: next + at, kind, text, reason, by, byName, at: parts.clock.now() }))
      ensureRoom([...before, ...own])
      return { rules: [...before, ...own], result: own }
    })
    for (const rule of added) {
      const { kind, text } = rule
      await auditor.note(invocation, 'policy.add', ownRuleName(rule), { [kind]: text, ...(reason && { reason }) })
    }
    return added.map((rule): AddedRule => ({ rule, everyday: everydayRefused(rule) }))
  },

  async removeRule(invocation, named) {
    await auditor.allow(invocation, 'policy.remove', invocation.workspace)
    const removed = await ownRules.change(invocation, (before) => {
      const number = /^(?:own-|#)?(\d+)$/.exec(named)?.[1]
      const rule = before.find((one) => String(one.number) === number || one.text.toLowerCase() === named.toLowerCase())
      if (rule) return { rules: before.filter((one) => one !== rule), result: rule }
      const meant = nearest(
        named,
        before.map(({ text }) => text),
      )
      throw new MoodreelError('not_found', meant ? say('moderator.meantRule', { named, meant }) : say('moderator.noSuchRule', { named }))
    })
    const { kind, text } = removed
    await auditor.note(invocation, 'policy.remove', ownRuleName(removed), { [kind]: text })
    return removed
  },

  async testWords(invocation, text) {
    await auditor.allow(invocation, 'policy.test', invocation.workspace)
    const broken = await rules.find(invocation, [text])
    const rule = broken && (await ownRules.of(invocation)).find((one) => ownRuleName(one) === broken.rule)
    return { broken, own: rule ?? null, isUnasked: parts.moderationService !== null && parts.policy.moderation.prompts }
  },
})
