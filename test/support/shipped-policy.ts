import { readPolicy } from '../../config/policy.ts'
import { createRuleMatcher, type RuleMatcher } from '../../src/core/policy/match-rule.ts'
import type { Policy } from '../../src/core/policy.ts'

let read: Promise<Policy> | undefined
let rules: Promise<RuleMatcher> | undefined

/** The policy that is shipped, read once for all tests of a process: its lists are long. */
export const shippedPolicy = (): Promise<Policy> => {
  read ??= readPolicy(undefined)
  return read
}

/** Its rules, made ready once for all tests of a process. */
export const shippedRules = (): Promise<RuleMatcher> => {
  rules ??= shippedPolicy().then(({ blocked }) => createRuleMatcher(blocked))
  return rules
}
