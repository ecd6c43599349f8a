import { findWord, readWord, type Word } from './find-word.ts'
import { foldLightly, foldText } from './fold-text.ts'
import { type Line, lexSpelled, lexText } from './lex-text.ts'
import { type LinearPattern, readPattern } from './linear-pattern.ts'
import { readings } from './readings.ts'

/** What a prompt may not hold. It is broken by one word, one pattern, or a word of every group of `all` together. */
export interface Rule {
  name: string
  /** The sentence for the person. */
  reason: string
  words: readonly string[]
  all: readonly (readonly string[])[]
  patterns: readonly string[]
  /** Harmless phrases: they are taken out before anything is looked for. */
  except: readonly string[]
}

/** Which rule was broken. The words that broke it are not told: that would teach how to get around it. */
export interface BrokenRule {
  rule: string
  reason: string
}

/** The first rule that a text breaks, leaving out those that `counts` says no to; null when it breaks none. */
export type RuleMatcher = (text: string, counts?: (rule: string) => boolean) => BrokenRule | null

/** The first thing in a rule that cannot be used: its field, and what is wrong with it. */
export const ruleProblem = (rule: Rule): { field: string; says: string } | undefined => {
  const lists: [string, readonly string[]][] = [
    ['words', rule.words],
    ...rule.all.map((group, at): [string, readonly string[]] => [`all.${at}`, group]),
  ]
  for (const [field, words] of lists) {
    for (const [at, word] of words.entries()) {
      const read = readWord(word)
      if ('problem' in read) return { field: `${field}.${at}`, says: `the word ${read.problem}` }
    }
  }
  for (const [at, pattern] of rule.patterns.entries()) {
    const read = readPattern(pattern)
    if ('problem' in read) return { field: `patterns.${at}`, says: `the pattern ${read.problem}` }
  }
  for (const [at, phrase] of rule.except.entries()) {
    if (foldText(phrase).replace(/[^\p{L}\p{N}]/gu, '') === '') return { field: `except.${at}`, says: 'the phrase holds no letters' }
  }
  return undefined
}

/**
 * Makes rules ready to be asked, which takes milliseconds: do it once. Throws a plain Error for a rule with a
 * `ruleProblem`. Asking takes time in proportion to the text's length and to the number of words, whatever the text is.
 */
export const createRuleMatcher = (rules: readonly Rule[]): RuleMatcher => {
  const ready = rules.map(prepare)
  return (text, counts = () => true) => {
    const read = readings(text)
    const folded = read.map(foldText)
    const forPatterns = [...new Set([...folded, ...read.map(foldLightly)])]
    const linesOf = createReader()
    const broken = ready.find((rule) => counts(rule.name) && breaks(rule, folded, forPatterns, linesOf))
    return broken ? { rule: broken.name, reason: broken.reason } : null
  }
}

/** The lines of a text; each text is read once, for most rules take nothing out of it. */
const createReader = (): ((text: string) => Line[]) => {
  const known = new Map<string, Line[]>()
  return (text) => {
    const lines = known.get(text) ?? [lexText(text), ...lexSpelled(text)]
    known.set(text, lines)
    return lines
  }
}

interface ReadyRule {
  name: string
  reason: string
  words: Word[]
  all: Word[][]
  patterns: LinearPattern[]
  except: RegExp[]
}

const prepare = (rule: Rule): ReadyRule => {
  const usable = <Ready extends object>(read: Ready | { problem: string }): Ready => {
    if ('problem' in read) throw new Error(`The rule ${rule.name} has a part that ${read.problem}.`)
    return read
  }
  const wordsOf = (words: readonly string[]): Word[] => words.map((word) => usable(readWord(word)))
  return {
    name: rule.name,
    reason: rule.reason,
    words: wordsOf(rule.words),
    all: rule.all.map(wordsOf),
    patterns: rule.patterns.map((pattern) => usable(readPattern(pattern))),
    except: rule.except.map(phrasePattern),
  }
}

/** A phrase as it stands among other words; a sign but a hyphen parts it. There is only one way to try. */
const phrasePattern = (phrase: string): RegExp => {
  const words = foldText(phrase).match(/[\p{L}\p{N}]+/gu) ?? []
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join('[\\s-]+')}(?![\\p{L}\\p{N}])`, 'gu')
}

const breaks = (rule: ReadyRule, folded: readonly string[], forPatterns: readonly string[], linesOf: (text: string) => Line[]): boolean => {
  const without = (text: string): string => rule.except.reduce((rest, phrase) => rest.replace(phrase, ' , '), text)
  const lines = folded.map(without).flatMap(linesOf)
  const isThere = (word: Word): boolean => lines.some((line) => findWord(word, line))
  return (
    rule.words.some(isThere) ||
    (rule.all.length > 0 && rule.all.every((group) => group.some(isThere))) ||
    (rule.patterns.length > 0 && forPatterns.map(without).some((text) => rule.patterns.some((pattern) => pattern.found(text))))
  )
}
