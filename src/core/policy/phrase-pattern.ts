import { foldText } from './fold-text.ts'
import { marked, unspaced } from './scripts.ts'
import { expandWord } from './word.ts'

const inWord = `[\\p{L}\\p{M}\\p{N}]`
const wordParts = new RegExp(`${inWord}+`, 'gu')

/** How a phrase ends: where its word does, with any ending, or anywhere. */
type Ending = 'whole' | 'open' | 'loose'

const endings: Readonly<Record<Ending, string>> = { whole: `(?!${inWord})`, open: `${inWord}{0,20}(?!${inWord})`, loose: '' }

interface Phrase {
  source: string
  /** Of a script without gaps: it may begin anywhere too. */
  anywhere: boolean
  ending: Ending
}

/** A sign but a hyphen parts a phrase. A star at its end stands for any ending. */
const readPhrase = (phrase: string): Phrase => {
  const folded = foldText(phrase)
  const source = (folded.match(wordParts) ?? []).join('[\\s-]{1,9}')
  const anywhere = unspaced.test(folded) && !new RegExp(`[${marked}]`, 'u').test(folded)
  if (anywhere || /\p{Script=Hangul}/u.test(folded)) return { source, anywhere, ending: 'loose' }
  return { source, anywhere, ending: phrase.endsWith('*') ? 'open' : 'whole' }
}

/** One of the sources, put together by their first letters so that few are tried at any place. */
const anyOf = (sources: readonly string[]): string =>
  [...Map.groupBy(sources, (source) => [...source][0] ?? '')]
    .map(([head, group]) => `${head}(?:${group.map((source) => source.slice(head.length)).join('|')})`)
    .join('|')

/**
 * Patterns that find any of the phrases as they stand among other words of a folded text; those of scripts without gaps
 * anywhere. There is only one way to try, so their time is bounded by the text's length.
 */
export const harmlessPhrases = (phrases: readonly string[]): RegExp[] => {
  const read = phrases
    .flatMap(expandWord)
    .sort((one, other) => other.length - one.length)
    .map(readPhrase)
  const pick = (isAnywhere: boolean): string =>
    [
      ...Map.groupBy(
        read.filter(({ anywhere }) => anywhere === isAnywhere),
        ({ ending }) => ending,
      ),
    ]
      .map(([ending, group]) => `(?:${anyOf(group.map(({ source }) => source))})${endings[ending]}`)
      .join('|')
  const [among, anywhere] = [pick(false), pick(true)]
  return [...(among ? [new RegExp(`(?<!${inWord})(?:${among})`, 'gu')] : []), ...(anywhere ? [new RegExp(anywhere, 'gu')] : [])]
}
