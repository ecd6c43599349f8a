import { foldText } from './fold-text.ts'
import { marked, unspaced } from './scripts.ts'
import { placesOf } from './word.ts'

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

const gap = '[\\s-]{1,9}'

const sourceOf = (text: string): string => (foldText(text).match(wordParts) ?? []).join(gap)

/** A phrase for each of the words that it may begin with. A sign but a hyphen parts it; a star at its end stands for any ending. */
const readPhrase = (phrase: string): Phrase[] => {
  const [heads = [], ...places] = placesOf(phrase)
  const folded = foldText(phrase)
  const anywhere = unspaced.test(folded) && !new RegExp(`[${marked}]`, 'u').test(folded)
  const ending = anywhere || /\p{Script=Hangul}/u.test(folded) ? 'loose' : phrase.endsWith('*') ? 'open' : 'whole'
  const rest = places.map((place) => {
    const sources = place
      .map(sourceOf)
      .filter((source) => source !== '')
      .sort((one, other) => other.length - one.length)
    return sources.length > 0 ? `${gap}(?:${sources.join('|')})` : ''
  })
  return heads.map((head) => ({ source: [sourceOf(head), ...rest].join(''), anywhere, ending }))
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
  const read = phrases.flatMap(readPhrase).sort((one, other) => other.source.length - one.source.length)
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
