import { expect, test } from 'vitest'
import { createRuleMatcher } from '../../../src/core/policy/match-rule.ts'
import { type BlockedRule, blockedRuleSchema } from '../../../src/core/policy.ts'
import { createRulebook } from '../../../src/studio/admission/rulebook.ts'
import { tier } from '../../support/admission.ts'
import { shippedPolicy } from '../../support/shipped-policy.ts'

const open = async (words: string[]) => {
  const shipped = await shippedPolicy()
  const filesWith = (blocked: BlockedRule[], aboveCredits: number | null = null) => ({
    policy: { ...shipped, blocked, approvals: { aboveCredits } },
    tiers: { default: tier, all: [tier] },
    ...{ rows: [], limits: { local: { concurrency: 2, unlistedUsdPerClip: 0.5 } } },
  })
  let now = 0
  let made = 0
  const rulebook = createRulebook(filesWith([ruleOf(words)]), { now: () => now }, (blocked) => {
    made += 1
    return createRuleMatcher(blocked)
  })
  return {
    rulebook,
    made: () => made,
    at: (time: number, words: string[], aboveCredits: number | null = null) => {
      now = time
      rulebook.replace(filesWith([ruleOf(words)], aboveCredits))
    },
  }
}
const ruleOf = (words: string[]) => blockedRuleSchema.parse({ name: 'brands', words })

test('says what counts now by the same objects, and what counted when something was admitted', async () => {
  const { rulebook, at } = await open(['acme'])
  const { policy, tiers, matchRules, concurrency } = rulebook
  at(10, ['zorro'])
  at(20, ['gizmo'], 7)
  const found = ['acme', 'zorro', 'gizmo'].filter((word) => matchRules(word) !== null)
  expect([found, policy.approvals.aboveCredits, tiers.default.name, concurrency.get('local')]).toEqual([['gizmo'], 7, 'default', 2])
  const then = [9, 10, 19, 20, 99].map((time) => {
    const rules = rulebook.rulesAt(time)
    return ['acme', 'zorro', 'gizmo'].find((word) => rules.matchRules(word) !== null)
  })
  expect(then).toEqual(['acme', 'zorro', 'zorro', 'gizmo', 'gizmo'])
  expect([15, 25].map((time) => rulebook.rulesAt(time).policy.approvals.aboveCredits)).toEqual([null, 7])
})

test('makes words ready again only where there are others', async () => {
  const { rulebook, at, made } = await open(['acme'])
  at(10, ['acme'], 5)
  at(20, ['acme'], 6)
  expect([rulebook.rulesAt(5).matchRules('acme')?.rule, made()]).toEqual(['brands', 1])
  at(30, ['zorro'])
  for (const time of [5, 15, 25]) expect(rulebook.rulesAt(time).matchRules('acme')).not.toBeNull()
  expect(made()).toBe(3)
})

test('knows the last twenty readings, and judges what is older by the first of them', async () => {
  const { rulebook, at } = await open(['acme'])
  for (let reading = 1; reading <= 25; reading += 1) at(reading * 10, ['acme'], reading)
  expect([0, 245, 250].map((time) => rulebook.rulesAt(time).policy.approvals.aboveCredits)).toEqual([5, 24, 25])
})
