import { joinJamo } from './join-jamo.ts'
import { lookAlike } from './look-alikes.ts'

/** What draws nothing, controls that are no blanks, and marks that are put over and under letters. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}]|(?!\s)\p{Cc}/gu

/** One form for all widths, styles and cases of a letter, without marks and without what cannot be seen. */
const plain = (text: string): string => text.toWellFormed().toLowerCase().normalize('NFKD').toLowerCase().replace(unseen, '')

/**
 * The text as its letters were meant, in lower case: `Ｎ`, `𝓷`, `n̷`, `ɴ` and a zero-width space beside it are all `n`,
 * and Cyrillic or Greek letters that look Latin are Latin. A rule's words are folded by the same, so that words of any
 * script stay comparable; the result is for comparing, never for showing. Never throws; folding twice changes nothing.
 */
export const foldText = (text: string): string => {
  const letters = plain(text)
    .replace(/[\u0080-\u{10ffff}]/gu, lookAlike)
    .replaceAll('\u2800', ' ')
  return joinJamo(letters.normalize('NFC'))
}

/** The same without look-alikes: letters stay in their own script. Patterns are tried on both forms. */
export const foldLightly = (text: string): string => joinJamo(plain(text).normalize('NFC'))
