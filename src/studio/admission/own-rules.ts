import type Keyv from 'keyv'
import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
import type { Locks } from '../../core/locks.ts'
import { createRuleMatcher, type RuleMatcher } from '../../core/policy/match-rule.ts'
import { type OwnRule, ownRuleSchema, toRule } from '../../core/policy/own-rule.ts'
import { spaceOf, type WorkspaceKey } from '../../core/workspace.ts'

/** Matchers that are kept ready, of 1 MB at most; of more workspaces each is made when it is asked. */
const readyAtMost = 50

const keptSchema = z.object({
  rules: z.array(ownRuleSchema),
  /** The number of the next one: of one that was taken back, another is not called. */
  next: z.int().positive(),
})
type Kept = z.infer<typeof keptSchema>

/** The words and patterns that moderators do not want in their workspace, beside those of the policy. */
export interface OwnRules {
  of(key: WorkspaceKey): Promise<OwnRule[]>
  /** Finds the first that a text breaks. */
  matcher(key: WorkspaceKey): Promise<RuleMatcher>
  /** Nothing is kept where `work` throws. `next` is the number of the next one. */
  change<Result>(key: WorkspaceKey, work: (rules: OwnRule[], next: number) => { rules: OwnRule[]; result: Result }): Promise<Result>
}

export const createOwnRules = ({ settings, locks, clock }: { settings: Keyv; locks: Locks; clock: Clock }): OwnRules => {
  const locked = locks.keyed('own-rules')
  const ready = new Map<string, { text: string; match: RuleMatcher }>()
  const nameOf = (key: WorkspaceKey): string => `policy:${spaceOf(key)}`
  const kept = async (key: WorkspaceKey): Promise<Kept> => keptSchema.parse((await settings.get(nameOf(key))) ?? { rules: [], next: 1 })

  return {
    of: async (key) => (await kept(key)).rules,
    async matcher(key) {
      const { rules } = await kept(key)
      if (rules.length === 0) return () => null
      const text = JSON.stringify(rules)
      const known = ready.get(nameOf(key))
      if (known?.text === text) return known.match
      const match = createRuleMatcher(rules.map(toRule), clock.now)
      if (ready.size >= readyAtMost) ready.clear()
      ready.set(nameOf(key), { text, match })
      return match
    },
    change: (key, work) =>
      locked(nameOf(key), async () => {
        const before = await kept(key)
        const { rules, result } = work(before.rules, before.next)
        const next = Math.max(before.next, ...rules.map(({ number }) => number + 1))
        await settings.set(nameOf(key), { rules, next } satisfies Kept)
        return result
      }),
  }
}
