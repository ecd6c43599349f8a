import { z } from 'zod'
import { type Sentence, say } from '../words/sentence.ts'
import { everyday } from './everyday.ts'
import { readPattern } from './linear-pattern.ts'
import { createRuleMatcher, type Rule, ruleProblem } from './match-rule.ts'

/** A word or a pattern that moderators of a workspace do not want in prompts there, beside the rules of the policy. */
export const ownRuleSchema = z.object({
  /** By which it is called here, never given twice. */
  number: z.int().positive(),
  kind: z.enum(['words', 'pattern']),
  text: z.string(),
  /** For the person who is refused, in place of our own sentence. */
  reason: z.string().optional(),
  by: z.string(),
  byName: z.string(),
  at: z.number(),
})
export type OwnRule = z.infer<typeof ownRuleSchema>

/** What a workspace may have of its own: every prompt is read by all of it, in the time of everybody. */
export const ownRulesAtMost = { rules: 100, patterns: 20, letters: 100, patternSteps: 400 }

/** What the audit calls the rule of a number. */
export const ownRuleName = ({ number }: Pick<OwnRule, 'number'>): string => `own-${number}`

type Wording = Pick<OwnRule, 'kind' | 'text' | 'reason'>

/** As the policy's rules are. */
export const toRule = (own: Wording & Pick<OwnRule, 'number'>): Rule => ({
  name: ownRuleName(own),
  reason: own.reason,
  words: own.kind === 'words' ? [own.text] : [],
  all: [],
  patterns: own.kind === 'pattern' ? [own.text] : [],
  except: [],
})

/** Why something cannot be looked for, without a full stop; undefined where it can. */
export const ownRuleProblem = (wording: Wording): Sentence | undefined => {
  const { letters, patternSteps } = ownRulesAtMost
  if (wording.text.length > letters) return say('policy.wordLong', { letters })
  const problem = ruleProblem(toRule({ ...wording, number: 1 }))
  if (problem) return problem.says
  const read = wording.kind === 'pattern' ? readPattern(wording.text) : null
  return read && 'steps' in read && read.steps > patternSteps ? say('policy.patternLarge') : undefined
}

/** Which everyday prompts it would refuse. */
export const everydayRefused = (wording: Wording): string[] => {
  const match = createRuleMatcher([toRule({ ...wording, number: 1 })])
  return everyday.filter((prompt) => match(prompt) !== null)
}
