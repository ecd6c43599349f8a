import { joinJamo } from './join-jamo.ts'
import { lookAlike } from './look-alikes.ts'
import { marked } from './scripts.ts'

/** What draws nothing, controls that are no blanks, marks that no word needs, and the bar that stretches Arabic words. */
const unseen = new RegExp(
  `[\\p{Default_Ignorable_Code_Point}\\p{Cf}\\u0640\\u093c\\u09bc]|(?!\\s)\\p{Cc}|(?![${marked}])\\p{M}|(?<![${marked}])\\p{M}+`,
  'gu',
)

/** Letters of Arabic script that one language writes this way and another that way. */
const arabicForms: Record<string, string> = { ک: 'ك', ی: 'ي', ى: 'ي', ہ: 'ه', ھ: 'ه', ة: 'ه', ۃ: 'ه', ے: 'ي', ں: 'ن' }

/** Digits of all scripts as 0 to 9. */
const plainDigit = (digit: string): string => {
  const point = digit.codePointAt(0) ?? 0
  let zero = point
  while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String(point - zero)
}

/** Of such a text only the case is folded. */
const asciiOnly = /^[\t\n -~]*$/

/** One form for all widths, styles and cases of a letter, without what cannot be seen. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .toLowerCase()
    .normalize('NFKD')
    .toLowerCase()
    .replace(unseen, '')
    .replace(/[کیىہھةۃےں]/g, (letter) => arabicForms[letter] ?? letter)
    .replace(/(?![0-9])\p{Nd}/gu, plainDigit)

/**
 * The text as its letters were meant, in lower case: `Ｎ`, `𝓷`, `n̷`, `ɴ` and a zero-width space beside it are all `n`,
 * and Cyrillic or Greek letters that look Latin are Latin. A rule's words are folded by the same, so that words of any
 * script stay comparable; the result is for comparing, never for showing. Never throws; folding twice changes nothing.
 */
export const foldText = (text: string): string => {
  if (asciiOnly.test(text)) return text.toLowerCase()
  const letters = plain(text)
    .replace(/[\u0080-\u{10ffff}]/gu, lookAlike)
    .replaceAll('\u2800', ' ')
  return joinJamo(letters.normalize('NFC'))
}

/** The same without look-alikes: letters stay in their own script. Patterns are tried on both forms. */
export const foldLightly = (text: string): string => (asciiOnly.test(text) ? text.toLowerCase() : joinJamo(plain(text).normalize('NFC')))
