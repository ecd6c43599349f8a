import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../../core/clock.ts'
import type { Model } from '../../core/model.ts'
import { createRuleMatcher, type RuleMatcher } from '../../core/policy/match-rule.ts'
import type { Policy } from '../../core/policy.ts'
import type { Tiers } from '../../core/tier.ts'

/** What the operator's files say that are read again while the program runs. */
export interface RuleFiles {
  policy: Policy
  tiers: Tiers
  /** The catalogue's. */
  rows: readonly Model[]
  /** By the name of a provider. */
  limits: Readonly<Record<string, { concurrency: number; unlistedUsdPerClip: number }>>
}

/** By what a request is judged. */
export interface PolicyRules {
  policy: Policy
  matchRules: RuleMatcher
}

/** Of so many readings it is known what they said; a request that is older than all of them is judged by the first. */
const formerAtMost = 20

/**
 * The operator's rules. `policy`, `tiers`, `concurrency`, `unlistedUsd` and `matchRules` are the same for as long as the program runs and say what
 * counts now: nobody keeps a part of them for later.
 */
export interface Rulebook {
  readonly policy: Policy
  readonly tiers: Tiers
  /** How many generations a provider works on at one time, by its name. */
  readonly concurrency: ReadonlyMap<string, number>
  /** What a clip is taken to cost with a model that is not listed, in US dollars by provider. */
  readonly unlistedUsd: ReadonlyMap<string, number>
  readonly matchRules: RuleMatcher
  /** By what a request was judged that was admitted at a time: what is read afterwards is not about it. */
  rulesAt(time: number): PolicyRules
  /** What the files said last. */
  files(): RuleFiles
  /** Other files count from now on. */
  replace(next: RuleFiles): void
}

const refill = <Value>(map: Map<string, Value>, entries: Iterable<readonly [string, Value]>): void => {
  map.clear()
  for (const [name, value] of entries) map.set(name, value)
}

export const createRulebook = (
  start: RuleFiles,
  clock: Clock,
  matcherOf: (blocked: Policy['blocked']) => RuleMatcher = (blocked) => createRuleMatcher(blocked, clock.now),
): Rulebook => {
  const policy = { ...start.policy }
  const tiers = { ...start.tiers }
  const concurrency = new Map<string, number>()
  const unlistedUsd = new Map<string, number>()
  const former: { until: number; policy: Policy }[] = []
  let files = start
  let now: PolicyRules = { policy: start.policy, matchRules: matcherOf(start.policy.blocked) }
  /** Words that are made ready take 30 MB: of all earlier ones only those that were asked last are. */
  let earlier: PolicyRules | null = null

  const limitProviders = ({ limits }: RuleFiles): void => {
    refill(
      concurrency,
      Object.entries(limits).map(([name, one]) => [name, one.concurrency] as const),
    )
    refill(
      unlistedUsd,
      Object.entries(limits).map(([name, one]) => [name, one.unlistedUsdPerClip] as const),
    )
  }
  limitProviders(start)

  return {
    ...{ policy, tiers, concurrency, unlistedUsd },
    matchRules: (...asked) => now.matchRules(...asked),
    rulesAt(time) {
      const policy = former.find(({ until }) => time < until)?.policy
      if (!policy) return now
      if (policy.blocked === now.policy.blocked) return { policy, matchRules: now.matchRules }
      if (earlier?.policy.blocked !== policy.blocked) earlier = { policy, matchRules: matcherOf(policy.blocked) }
      return { policy, matchRules: earlier.matchRules }
    },
    files: () => files,
    replace(next) {
      former.push({ until: clock.now(), policy: now.policy })
      if (former.length > formerAtMost) former.shift()
      const isSame = isDeepStrictEqual(next.policy.blocked, now.policy.blocked)
      const { blocked } = isSame ? now.policy : next.policy
      now = { policy: { ...next.policy, blocked }, matchRules: isSame ? now.matchRules : matcherOf(blocked) }
      files = next
      Object.assign(policy, now.policy)
      Object.assign(tiers, next.tiers)
      limitProviders(next)
    },
  }
}
