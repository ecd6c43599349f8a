import { inWords } from '../words/in-words.ts'
import { languages } from '../words/languages.ts'
import type { OptionDescription } from './describe-options.ts'

type Labelled = Pick<OptionDescription, 'labels'>

/** Blanks and dashes do not count: `Clips a day`, `clips-a-day` and `clipsPerDay`, `clips per day` are two names. */
const plain = (words: string): string => words.toLowerCase().replace(/[\s_-]+/g, '')

/** What each choice of an option can be called: itself, and its label in every language. */
const namesOf = ({ labels = {} }: Labelled): [choice: string, name: string][] =>
  Object.entries(labels).flatMap(([choice, label]) => [
    [choice, choice] as [string, string],
    ...languages.map((language): [string, string] => [choice, inWords(label, language)]),
  ])

/** The choice that somebody means, by itself or by its label in any language; undefined for none. */
export const choiceNamed = (option: Labelled, words: string): string | undefined =>
  namesOf(option).find(([, name]) => plain(name) === plain(words))?.[0]

/** How many characters of a text at `at` name a choice that is of several words; 0 where none does. */
export const choiceSpan = (option: Labelled, text: string, at: number): number => {
  const rest = text.slice(at, at + 100)
  const spans = namesOf(option).map(([, name]) => {
    const words = name.split(/[\s_-]+/).map((word) => RegExp.escape(word))
    return new RegExp(`^${words.join('[\\s_-]+')}(?=[\\s,;]|$)`, 'iu').exec(rest)?.[0].length ?? 0
  })
  return Math.max(0, ...spans)
}
