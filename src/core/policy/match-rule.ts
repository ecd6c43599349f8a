import { inWords } from '../words/in-words.ts'
import { type Sentence, say, type Text } from '../words/sentence.ts'
import { agePhrases, laterNumbers } from './age-phrases.ts'
import { foldLightly, foldText } from './fold-text.ts'
import { type Line, lexSpelled, lexText } from './lex-text.ts'
import { type LinearPattern, readPattern } from './linear-pattern.ts'
import { createParter } from './part-words.ts'
import { harmlessPhrases } from './phrase-pattern.ts'
import { readings } from './readings.ts'
import { countPhrases, readWord, type Word } from './word.ts'
import { createWordTree } from './word-tree.ts'
import { youngestAge } from './youngest-age.ts'

/** A word or phrase, or any way to say that somebody has fewer years. */
export type RuleWord = string | { ageBelow: number }

/** What a prompt may not hold. It is broken by one word, one pattern, or a word of every group of `all`, or of one of the `combinations`, together. */
export interface Rule {
  name: string
  /** The operator's sentence for the person; without one it is ours. */
  reason?: string | undefined
  words: readonly RuleWord[]
  all: readonly (readonly RuleWord[])[]
  /** More of what `all` is: each of them is enough. */
  combinations?: readonly (readonly (readonly RuleWord[])[])[] | undefined
  patterns: readonly string[]
  /** Harmless phrases: they are taken out before anything is looked for. */
  except: readonly string[]
}

/** Which rule was broken. The words that broke it are not told: that would teach how to get around it. */
export interface BrokenRule {
  rule: string
  reason: Text
}

/** What is said for the rules that come with the bot. */
const ownReasons: Readonly<Record<string, Text>> = {
  minors: say('policy.minors'),
  'non-consensual': say('policy.nonConsensual'),
  explicit: say('policy.explicit'),
  gore: say('policy.gore'),
}

/**
 * The first rule that a text breaks, leaving out those that `counts` says no to; null when it breaks none. Of several texts
 * each is read by itself.
 */
export type RuleMatcher = (text: string | readonly string[], counts?: (rule: string) => boolean) => BrokenRule | null

const anyOfThem = (form: string): string => `${form}(?:\\|${form})*`

/** Most words are plain, and there are very many: these have no problem, with all that they stand for. */
const plainWord = new RegExp(
  `^(?:${anyOfThem('[\\p{L}\\p{M}]{3,20}\\*?')}(?: ${anyOfThem('(?:[\\p{L}\\p{M}_]{1,11}\\*?|\\?|\\.{3})')}){0,3}` +
    '|[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}가-힣]{2,20}\\*?)$',
  'u',
)

const wordProblem = (word: string): Sentence | undefined => {
  if (plainWord.test(word)) return undefined
  const read = readWord(word)
  return 'problem' in read ? read.problem : undefined
}

/** A harmless phrase may stand for so many. */
const mostPhrases = 2000

/** The first thing in a rule that cannot be used: its field, and what is wrong with it, without a full stop. */
export const ruleProblem = (rule: Rule): { field: string; says: Sentence } | undefined => {
  const lists: [string, readonly RuleWord[]][] = [
    ['words', rule.words],
    ...rule.all.map((group, at): [string, readonly RuleWord[]] => [`all.${at}`, group]),
    ...(rule.combinations ?? []).flatMap((groups, place) =>
      groups.map((group, at): [string, readonly RuleWord[]] => [`combinations.${place}.${at}`, group]),
    ),
  ]
  for (const [field, words] of lists) {
    for (const [at, word] of words.entries()) {
      const problem = typeof word === 'string' ? wordProblem(word) : undefined
      if (problem) return { field: `${field}.${at}`, says: problem }
    }
  }
  for (const [at, pattern] of rule.patterns.entries()) {
    const read = readPattern(pattern)
    if ('problem' in read) return { field: `patterns.${at}`, says: read.problem }
  }
  for (const [at, phrase] of rule.except.entries()) {
    if (countPhrases(phrase) > mostPhrases) return { field: `except.${at}`, says: say('policy.phraseMany') }
    if (foldText(phrase).replace(/[^\p{L}\p{N}]/gu, '') === '') return { field: `except.${at}`, says: say('policy.phraseEmpty') }
  }
  return undefined
}

/** One of these is enough: a word of the tree, or an age. */
interface ReadyGroup {
  words: ReadonlySet<number>
  /** Zero where no age is asked for. */
  ageBelow: number
}

interface ReadyRule {
  name: string
  reason: Text
  words: ReadyGroup
  /** All groups of one of these. */
  combinations: ReadyGroup[][]
  patterns: LinearPattern[]
  harmless: RegExp[]
}

/** What stands in a text. */
interface Found {
  words: ReadonlySet<number>
  youngest: number
}

/**
 * Rules to be asked. They are made ready at the first question, which takes some 200 ms: one matcher is enough for a program. `now` says
 * the time, for years of birth. The first question throws a plain Error for a rule with a `ruleProblem`. Asking takes time in proportion
 * to the text's length, whatever the text is.
 */
export const createRuleMatcher = (rules: readonly Rule[], now: () => number = Date.now): RuleMatcher => {
  let match: RuleMatcher | undefined
  return (text, counts) => {
    match ??= compile(rules, now)
    return match(text, counts)
  }
}

const compile = (rules: readonly Rule[], now: () => number): RuleMatcher => {
  const words = createWordList()
  const ready = rules.map((rule) => prepare(rule, words))
  const tree = createWordTree(words.all)
  const parted = createParter(words.all)

  /** Each text is read once, for most rules take nothing out of it. */
  const createReader = (): ((text: string) => Found) => {
    const year = new Date(now()).getUTCFullYear()
    const known = new Map<string, Found>()
    return (text) => {
      const before = known.get(text)
      if (before) return before
      const found = { words: new Set(linesOf(text).flatMap((line) => [...tree(line)])), youngest: youngestAge(text, year) }
      known.set(text, found)
      return found
    }
  }

  const findBroken = (text: string, counts: (rule: string) => boolean): ReadyRule | undefined => {
    const read = readings(text)
    const folded = [...new Set(read.map(foldText).flatMap((one) => [one, parted(one)]))]
    const forPatterns = (): string[] => [...new Set([...folded, ...read.map(foldLightly)])]
    const readOnce = createReader()
    return ready.find((rule) => counts(rule.name) && breaks(rule, folded, forPatterns, readOnce))
  }

  return (text, counts = () => true) => {
    for (const one of typeof text === 'string' ? [text] : text) {
      const broken = findBroken(one, counts)
      if (broken) return { rule: broken.name, reason: broken.reason }
    }
    return null
  }
}

const linesOf = (text: string): Line[] => [lexText(text), lexText([...text].reverse().join(''), true), ...lexSpelled(text)]

/** All words of all rules, each of them once. */
const createWordList = () => {
  const all: Word[] = []
  const known = new Map<string, number[] | { problem: Sentence }>()
  return {
    all,
    /** The places of a word in the list. */
    add(text: string): number[] | { problem: Sentence } {
      const before = known.get(text)
      if (before) return before
      const read = readWord(text)
      const ids = 'problem' in read ? read : read.map((word) => all.push(word) - 1)
      known.set(text, ids)
      return ids
    },
  }
}

/** The rule with its words put into the list of all. */
const prepare = (rule: Rule, words: ReturnType<typeof createWordList>): ReadyRule => {
  const usable = <Ready extends object>(read: Ready | { problem: Sentence }): Ready => {
    if ('problem' in read) throw new Error(`In the rule ${rule.name} ${inWords(read.problem, 'en')}.`)
    return read
  }
  const prepareGroup = (group: readonly RuleWord[]): ReadyGroup => {
    const ids = new Set<number>()
    const add = (word: string): void => {
      for (const id of usable(words.add(word))) ids.add(id)
    }
    let ageBelow = 0
    for (const word of group) {
      if (typeof word === 'string') add(word)
      else ageBelow = Math.max(ageBelow, word.ageBelow)
    }
    if (ageBelow > 0) agePhrases(ageBelow).forEach(add)
    return { words: ids, ageBelow }
  }
  const combinations = [...(rule.all.length > 0 ? [rule.all] : []), ...(rule.combinations ?? [])]
  const groups = { words: prepareGroup(rule.words), combinations: combinations.map((each) => each.map(prepareGroup)) }
  const asksAge = [groups.words, ...groups.combinations.flat()].some(({ ageBelow }) => ageBelow > 0)
  return {
    name: rule.name,
    reason: rule.reason ?? ownReasons[rule.name] ?? say('policy.notAllowed'),
    ...groups,
    patterns: rule.patterns.map((pattern) => usable(readPattern(pattern))),
    harmless: [...harmlessPhrases(rule.except), ...(asksAge ? [laterNumbers(foldText)] : [])],
  }
}

const breaks = (
  rule: ReadyRule,
  folded: readonly string[],
  forPatterns: () => readonly string[],
  read: (text: string) => Found,
): boolean => {
  const without = (text: string): string => rule.harmless.reduce((rest, phrase) => rest.replace(phrase, ' , '), text)
  const all = folded.map((text) => read(without(text)))
  const holds = ({ words, ageBelow }: ReadyGroup): boolean =>
    all.some((found) => found.youngest < ageBelow || !words.isDisjointFrom(found.words))
  return (
    holds(rule.words) ||
    rule.combinations.some((groups) => groups.every(holds)) ||
    (rule.patterns.length > 0 &&
      forPatterns()
        .map(without)
        .some((text) => rule.patterns.some((pattern) => pattern.found(text))))
  )
}
