import { type Sentence, say } from '../words/sentence.ts'
import { foldText } from './fold-text.ts'
import { unspaced } from './scripts.ts'

/** How a word stands among others: between gaps, anywhere, or at the head of a Korean word. */
export const wordKinds = ['spaced', 'unspaced', 'hangul'] as const
export type WordKind = (typeof wordKinds)[number]

/** A word or phrase of a rule, ready to be looked for. */
export interface Word {
  /** Its places in a row, most often one; in each, what may stand there. */
  places: readonly (readonly Form[])[]
  kind: WordKind
}

/** What may stand in one place of a word. */
export interface Form {
  /** Folded; a blank is the gap of a phrase, `anyWord`, `anyEnding` and `someWords` are letters too. */
  letters: readonly string[]
  /** It was written with a star at its end: any ending will do. */
  open: boolean
}

/** Letters of a `Form` that stand for any one word, for the rest of a word in the midst of a phrase, and for up to three words. */
export const anyWord = '?'
export const anyEnding = '*'
export const someWords = '…'

const mostLetters = 60

/** A word that stands for more phrases than this keeps its places. */
const mostWords = 8

/** `take_off|remove ? coat` in its places. */
export const placesOf = (text: string): string[][] =>
  text
    .trim()
    .split(/\s+/)
    .map((place) =>
      place
        .split('|')
        .filter((form) => form !== '')
        .map((form) => form.replaceAll('_', ' ')),
    )

/** For how many phrases a rule's word stands. */
export const countPhrases = (text: string): number => placesOf(text).reduce((count, forms) => count * forms.length, 1)

/** All phrases that a rule's word stands for: `take|takes off her|his coat` is four, `take_off|remove coat` two. */
export const expandWord = (text: string): string[] =>
  placesOf(text).reduce<string[]>((phrases, forms) => phrases.flatMap((phrase) => forms.map((form) => `${phrase} ${form}`.trim())), [''])

/** Of these there is nothing to find out, and there are very many. */
const plainEnglish = /^[a-z]{2,20}(?: [a-z]{1,12}){0,3}\*?$/

/**
 * Makes a word of a rule ready; `...` in it stands for up to three words. What cannot be looked for is said as `problem`, which stands
 * within another sentence.
 */
export const readWord = (text: string): Word[] | { problem: Sentence } => {
  if (plainEnglish.test(text)) return [{ places: [[{ letters: [...text.replace('*', '')], open: text.endsWith('*') }]], kind: 'spaced' }]
  const words = /[|_]/.test(text) ? readAlternatives(text) : [readPlaces([[text]])]
  const ready: Word[] = []
  for (const word of words) {
    if ('problem' in word) return word
    ready.push(word)
  }
  return ready
}

const readAlternatives = (text: string): (Word | { problem: Sentence })[] => {
  const places = placesOf(text)
  return countPhrases(text) > mostWords ? [readPlaces(places)] : expandWord(text).map((phrase) => readPlaces([[phrase]]))
}

const readPlaces = (texts: readonly (readonly string[])[]): Word | { problem: Sentence } => {
  const folded = texts.map((place) => place.map(foldText))
  const first = folded.map(([form]) => form ?? '').join(' ')
  const kind = kindOf(first)
  const places = folded.map((place) => place.map((form) => readForm(form, kind)))
  const longest = places.reduce((sum, place) => sum + 1 + Math.max(...place.map(({ letters }) => letters.length)), -1)
  const plain = first.replace(/[^\p{L}\p{M}]/gu, '')
  if (/\p{N}/u.test(folded.flat().join(''))) return { problem: say('policy.wordDigit') }
  if ([...plain].length < (kind === 'spaced' ? 2 : 1)) return { problem: say('policy.wordShort') }
  if (longest > mostLetters) return { problem: say('policy.wordLong', { letters: mostLetters }) }
  return { places, kind }
}

/** Scripts without gaps have none around any word either; Koreans leave many a gap out. */
const readForm = (folded: string, kind: WordKind): Form => {
  const plain = folded
    .replace(/\*$/, '')
    .replaceAll('...', someWords)
    .replace(/[^\p{L}\p{M}?*…]+/gu, ' ')
    .trim()
  const isTight = unspaced.test(plain) || (kind === 'unspaced' && longHangul.test(plain))
  return { letters: [...(isTight ? plain.replaceAll(' ', '') : plain.replaceAll('… ', '…'))], open: folded.endsWith('*') }
}

const longHangul = /^ *(?:\p{Script=Hangul}[ ?…]*){4,}$/u

/** Korean words of three syllables are no part of others by chance; shorter ones are. */
const kindOf = (folded: string): WordKind => {
  if (unspaced.test(folded)) return 'unspaced'
  const letters = folded.match(/[\p{L}\p{M} ]/gu) ?? []
  if (!letters.every((letter) => /[\p{Script=Hangul} ]/u.test(letter))) return 'spaced'
  return letters.length >= 3 ? 'unspaced' : 'hangul'
}
