import { RE2JS, RE2JSException } from 're2js'
import { type Sentence, say } from '../words/sentence.ts'

/** A regular expression that says whether it is found anywhere in a text. */
export interface LinearPattern {
  found(text: string): boolean
  /** How much it takes to look at one letter of a text: the steps of its program. */
  steps: number
}

/**
 * Makes a pattern that cannot be made to hang: RE2 reads a text once, whatever it and the pattern hold, where JavaScript's
 * own engine tries one way after the other and may need years. So there is no looking ahead or behind and no reference to
 * a group, and `\b` knows only a to z, digits and the underscore. Case does not matter. What is no pattern is said as
 * `problem`, which stands within another sentence.
 */
export const readPattern = (source: string): LinearPattern | { problem: Sentence } => {
  try {
    const pattern = RE2JS.compile(RE2JS.translateRegExp(source), RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL)
    if (pattern.test('')) return { problem: say('policy.patternEmpty') }
    return { found: (text) => pattern.test(text), steps: pattern.programSize() }
  } catch (error) {
    if (error instanceof RE2JSException) return { problem: say('policy.patternUnread', { why: error.message }) }
    throw error
  }
}
