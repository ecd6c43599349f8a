import { foldText } from './fold-text.ts'
import { marked, unspaced } from './scripts.ts'
import { expandWord } from './word.ts'

const inWord = `[\\p{L}\\p{M}\\p{N}]`
const wordParts = new RegExp(`${inWord}+`, 'gu')

/** A sign but a hyphen parts a phrase. A star at its end stands for any ending. */
const phraseSource = (phrase: string): { source: string; anywhere: boolean } => {
  const folded = foldText(phrase)
  const source = (folded.match(wordParts) ?? []).join('[\\s-]{1,9}')
  const anywhere = unspaced.test(folded) && !new RegExp(`[${marked}]`, 'u').test(folded)
  const korean = /\p{Script=Hangul}/u.test(folded)
  return { source: korean || anywhere ? source : `${source}${phrase.endsWith('*') ? `${inWord}{0,20}` : ''}(?!${inWord})`, anywhere }
}

/**
 * Patterns that find any of the phrases as they stand among other words of a folded text; those of scripts without gaps
 * anywhere. There is only one way to try, so their time is bounded by the text's length.
 */
export const harmlessPhrases = (phrases: readonly string[]): RegExp[] => {
  const sources = phrases
    .flatMap((phrase) => expandWord(phrase) ?? [])
    .sort((one, other) => other.length - one.length)
    .map(phraseSource)
  const pick = (anywhere: boolean): string =>
    sources
      .filter((each) => each.anywhere === anywhere)
      .map(({ source }) => source)
      .join('|')
  const [among, anywhere] = [pick(false), pick(true)]
  return [...(among ? [new RegExp(`(?<!${inWord})(?:${among})`, 'gu')] : []), ...(anywhere ? [new RegExp(anywhere, 'gu')] : [])]
}
