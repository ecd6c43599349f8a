import { foldText } from './fold-text.ts'
import { unspaced } from './scripts.ts'

/** How a word stands among others: between gaps, anywhere, or at the head of a Korean word. */
export const wordKinds = ['spaced', 'unspaced', 'hangul'] as const
export type WordKind = (typeof wordKinds)[number]

/** A word or phrase of a rule, ready to be looked for. */
export interface Word {
  /** Folded; a blank is the gap of a phrase, a question mark any word. */
  letters: readonly string[]
  /** It was written with a star at its end: any ending will do. */
  open: boolean
  kind: WordKind
}

const mostLetters = 60

const mostForms = 2000

/** What three dots stand for: up to three words. */
const someWords = ['', '?', '? ?', '? ? ?']

/**
 * What a rule's word stands for: `take|takes off her|his coat` is four phrases, `take_off|remove coat` two, `take ... off`
 * has up to three words in its midst. Undefined for one that stands for too many.
 */
export const expandWord = (text: string): string[] | undefined => {
  const places = text
    .trim()
    .split(/\s+/)
    .map((place) => (place === '...' ? someWords : place.split('|').filter((form) => form !== '')))
  if (places.reduce((count, forms) => count * forms.length, 1) > mostForms) return undefined
  return places.reduce<string[]>(
    (phrases, forms) => phrases.flatMap((phrase) => forms.map((form) => `${phrase} ${form.replaceAll('_', ' ')}`.trim())),
    [''],
  )
}

/** Makes a word ready, one form of it. What cannot be looked for is said as `problem`, in the words after "the word". */
export const readWord = (text: string): Word | { problem: string } => {
  const folded = foldText(text.trim())
  const plain = folded
    .replace(/\*$/, '')
    .replace(/[^\p{L}\p{M}?]+/gu, ' ')
    .trim()
  // Scripts without gaps have none around any word either.
  const letters = [...(unspaced.test(plain) ? plain.replace(/ ?\?(?: ?\?)* ?/g, '?') : plain)]
  if (/\p{N}/u.test(folded)) return { problem: 'holds a digit; write it in letters, digits in their place are found too' }
  const kind = kindOf(letters)
  if (letters.filter((letter) => !/[? ]/.test(letter)).length < (kind === 'spaced' ? 2 : 1))
    return { problem: 'is too short; give it two letters or more' }
  if (letters.length > mostLetters) return { problem: `is too long; ${mostLetters} letters are the most` }
  return { letters, open: folded.endsWith('*'), kind }
}

/** Korean words of three syllables are no part of others by chance; shorter ones are. */
const kindOf = (letters: readonly string[]): WordKind => {
  if (letters.some((letter) => unspaced.test(letter))) return 'unspaced'
  if (!letters.every((letter) => /[\p{Script=Hangul} ?]/u.test(letter))) return 'spaced'
  return letters.length >= 3 ? 'unspaced' : 'hangul'
}
