import confusables from 'unhomoglyph/data.json' with { type: 'json' }
import { distant } from './scripts.ts'

/**
 * What Unicode's data leaves out because no font shows it quite alike, though people write with it: small capitals,
 * letters that are turned or have strokes and hooks, some of Canada's syllabics, signs of currencies and of trade.
 */
const rest: Record<string, string> = {
  a: '∀ɐⱥ₳ᥲᴀᗩ',
  b: '♭ʙɓƀ฿',
  c: '©ᴄȼↄ₵¢ᥴƈᑕ',
  d: '∂ᴅđɖɗ₫ძժ',
  e: '∃ɛᴇɇǝəɘ℮€єεᥱᗴ',
  ae: 'ᴁ',
  oe: 'ɶ',
  q: 'ɋ',
  f: 'ꜰɟғ',
  g: 'ɢǥ₲ᘜ',
  h: 'ʜɥⱨħ',
  i: 'ɨᴉɪǀ',
  j: 'ᴊɉ',
  k: 'ᴋⱪʞ₭',
  l: 'ʟƚɫɬɭ₤£ᥣł',
  m: 'ᴍɯɱ',
  n: 'ɴɲɳпᥒ₦ռŋƞոᑎ',
  o: 'ɵᴏø᥆ᗝ',
  p: 'ᴘᵽ₱ƥ',
  r: '®ʀɍɹɽɾ',
  s: '§ꜱȿ₴ςᔕ',
  t: 'ᴛŧʇⱦ₮т',
  u: 'ᴜʉᥙ',
  v: 'ʋⱱ',
  w: 'ʍⱳ₩ωᗯ',
  y: 'ʏʎɏ¥',
  z: 'ᴢȥⱬƶ',
}

const restOf = new Map(Object.entries(rest).flatMap(([latin, others]) => [...others].map((other) => [other, latin])))

/** Greek and other letters that look like two others: the lexer takes each of them for both (`lex-text.ts`). */
const doubtful = /[νηυμßʌðþπλδθ]/u

/** Latin letters as symbols: negative circled and squared ones, and those that flags are made of. */
const alphabets = [0x1f150, 0x1f170, 0x1f1e6]

const prototypes: Readonly<Record<string, string>> = confusables

/** The small Latin letters that a letter is confusable with by UTS 39, undefined when it is not with any. */
const confusable = (letter: string): string | undefined => {
  const letters = (prototypes[letter] ?? letter).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/^rn$/, 'm')
  return /^[a-z]{1,2}$/.test(letters) ? letters : undefined
}

const find = (letter: string): string => {
  const point = letter.codePointAt(0) ?? 0
  const start = alphabets.find((first) => point >= first && point < first + 26)
  if (start !== undefined) return String.fromCharCode(0x61 + point - start)
  if (doubtful.test(letter)) return letter
  // Many a small letter looks like none, but its capital does: Cyrillic `н` and `Н`.
  return restOf.get(letter) ?? confusable(letter) ?? confusable(letter.toUpperCase()) ?? letter
}

/**
 * The plain small letters that a small letter looks like; itself when there are none. From Unicode's confusables (UTS 39,
 * the npm package unhomoglyph, Unicode 13) and a few that it leaves out. Letters of scripts far from Latin stay.
 */
export const lookAlike = (letter: string): string => (distant.test(letter) ? letter : find(letter))

/** The same for a letter in a word that holds Latin letters, whatever its script. */
export const lookAlikeAmidLatin = (letter: string): string => (/[a-z0-9\s]/.test(letter) ? letter : find(letter))
