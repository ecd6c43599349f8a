import createBidi from 'bidi-js/dist/bidi.mjs'
import { decodeText } from './decode-text.ts'
import { lookAlikeAmidLatin } from './look-alikes.ts'
import { distant } from './scripts.ts'

const bidi = createBidi()
/** Embeddings, overrides, isolates and marks that turn the order of what is shown. */
const turners = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
/** The algorithm takes time by the square of their number; more than this in a line are no language's. */
const mostTurners = 200
const turnedLetter = /[ǝɐɔɟƃɥɹʇʍʎʞɯᴉɾʌ]/u

const turned: Record<string, string> = Object.fromEntries([
  ...['ǝe', 'ɐa', 'ɔc', 'ɟf', 'ƃg', 'ɥh', 'ɹr', 'ʇt', 'ʍw', 'ʎy', 'ʞk', 'ɯm', 'ᴉi', 'ıi', 'ɾj', 'ʌv'].map((pair) => [...pair]),
  ...['nu', 'dp', 'bq'].flatMap(([one = '', other = '']) => [
    [one, other],
    [other, one],
  ]),
])

/** Cyrillic letters that look like a Latin one only within a Latin word. */
const faux: Record<string, string> = { и: 'n', п: 'n', ц: 'u', я: 'r', г: 'r', э: 'e', ш: 'w', щ: 'w', ч: 'y', б: 'b', д: 'd', ф: 'o' }

const backwards = (text: string): string => [...text].reverse().join('')

/** Whether a text holds characters that turn the order of what is shown. */
export const turnsOrder = (text: string): boolean => turners.test(text)

/** The letters in the order in which they are shown, from left to right (Unicode's bidirectional algorithm, UAX 9). */
const asShown = (text: string): string => {
  if (!turnsOrder(text)) return text
  let left = mostTurners
  const few = text.replace(new RegExp(turners, 'gu'), (turner) => (left-- > 0 ? turner : ''))
  return bidi.getReorderedString(few, bidi.getEmbeddingLevels(few, 'ltr'))
}

/** Words with turned letters as somebody reads them who stands on the head. */
const uprighted = (text: string): string =>
  text.replace(/\S+/gu, (word) =>
    turnedLetter.test(word) ? backwards([...word.toLowerCase()].map((letter) => turned[letter] ?? letter).join('')) : word,
  )

/** The same for a whole line. */
const overturned = (text: string): string =>
  turnedLetter.test(text) ? backwards([...text.toLowerCase()].map((letter) => turned[letter] ?? letter).join('')) : text

const mixedScripts = (text: string): string =>
  text.replace(/\S+/gu, (word) => {
    if (!/\p{Script=Latin}/u.test(word)) return word
    const letters = [...word.toLowerCase()]
    if (/\p{Script=Cyrillic}/u.test(word)) return letters.map((letter) => faux[letter] ?? letter).join('')
    return distant.test(word) ? letters.map(lookAlikeAmidLatin).join('') : word
  })

/** A capital I in the midst of small letters is an l to the eye. */
const smallEll = (text: string): string => (/\p{Ll}I|I\p{Ll}+I/u.test(text) ? text.replaceAll('I', 'l') : text)

/** Without marks of HTML and of forums, and without line breaks in the midst of a word. */
const unmarked = (text: string): string =>
  text
    .replace(/<!--.{0,200}?-->|<\/?[a-z][^<>]{0,200}>|\[\/?[a-z]{1,8}\]|\/\*.{0,200}?\*\//gisu, '')
    .replace(/(?<=\p{L})[\r\n]+(?=\p{L})/gu, '')

/** Words that only their capitals part. */
const uncamelled = (text: string): string => text.replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')

/**
 * The ways in which somebody may read a text: as it is stored, decoded, as it is shown, and where its letters play tricks,
 * as they were meant to look.
 */
export const readings = (text: string): string[] => {
  const decoded = decodeText(text)
  return [
    ...new Set(
      [text, decoded, asShown(decoded)].flatMap((read) => [
        ...[read, uprighted(read), overturned(read), mixedScripts(read), smallEll(read)],
        ...[unmarked(read), uncamelled(read)],
      ]),
    ),
  ]
}
