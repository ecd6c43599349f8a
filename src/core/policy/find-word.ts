import { foldText } from './fold-text.ts'
import { type Glyph, type Line, unspaced } from './lex-text.ts'

/** The first syllable of what may be hung on a Korean noun: a particle, or an ending that makes a verb of it. */
const particles = new Set('을를이가은는의에도만와과로으하한할해했합적중씬들님야여랑나든인였')

const mostLetters = 30

/** A word or phrase of a rule, ready to be looked for. */
export interface Word {
  /** For each letter, the places where it stands, as bits. */
  places: ReadonlyMap<string, number>
  size: number
  /** It was written with a star at its end: any ending will do. */
  open: boolean
  kind: 'spaced' | 'unspaced' | 'hangul'
}

/** Makes a rule's word ready. What cannot be looked for is said as `problem`, in the words after "the word". */
export const readWord = (text: string): Word | { problem: string } => {
  const folded = foldText(text.trim())
  const letters = [
    ...folded
      .replace(/\*$/, '')
      .replace(/[^\p{L}]+/gu, ' ')
      .trim(),
  ]
  if (/\p{N}/u.test(folded)) return { problem: 'holds a digit; write it in letters, digits in their place are found too' }
  const kind = letters.some((letter) => unspaced.test(letter))
    ? 'unspaced'
    : letters.every((letter) => /[\p{Script=Hangul} ]/u.test(letter))
      ? 'hangul'
      : 'spaced'
  if (letters.length < (kind === 'unspaced' ? 1 : 2)) return { problem: 'is too short; give it two letters or more' }
  if (letters.length > mostLetters) return { problem: `is too long; ${mostLetters} letters are the most` }
  const places = new Map<string, number>()
  letters.forEach((letter, at) => {
    places.set(letter, (places.get(letter) ?? 0) | (1 << at))
  })
  return { places, size: letters.length, open: folded.endsWith('*'), kind }
}

/**
 * Whether a word stands in a text. All places in the word that fit what was read so far are the bits of one number
 * (the Shift-And method), so each glyph costs the same few steps whatever the text is. Letters may be repeated:
 * in words of four letters and more always, in short ones when it is three times or more.
 */
export const findWord = (word: Word, line: Line): boolean => {
  const { places, size, open, kind } = word
  if (!mayHold(line, word)) return false
  const { glyphs } = line
  const last = 1 << (size - 1)
  const gaps = places.get(' ') ?? 0
  const anyLetter = ((1 << size) - 1) & ~gaps
  let reached = 0
  for (let at = 0; at < glyphs.length; at += 1) {
    const glyph = glyphs[at]
    if (!glyph) break
    const begins = glyph.begins || kind === 'unspaced' || (kind === 'hangul' && !isHangul(glyphs[at - 1]))
    let fits = glyph.masked && size >= 4 ? anyLetter : 0
    for (const letter of glyph.letters) fits |= places.get(letter) ?? 0
    const repeated = reached & fits & (size >= 4 || glyph.stretched ? -1 : gaps)
    const skipped = glyph.optional || (kind === 'unspaced' && glyph.letters[0] === ' ') ? reached : 0
    reached = (((reached << 1) | (begins ? 1 : 0)) & fits) | repeated | skipped
    if (!(reached & last)) continue
    if (open || glyph.ends || kind === 'unspaced') return true
    if (kind === 'hangul' && mayFollow(glyphs[at + 1])) return true
  }
  return false
}

/** Most words are dismissed by this. */
const mayHold = ({ letters, masks }: Line, { places }: Word): boolean => {
  let missing = 0
  for (const letter of places.keys()) if (!letters.has(letter)) missing += 1
  return missing <= masks
}

const isHangul = (glyph: Glyph | undefined): boolean => glyph !== undefined && /\p{Script=Hangul}/u.test(glyph.letters[0] ?? '')

const mayFollow = (glyph: Glyph | undefined): boolean => !isHangul(glyph) || particles.has(glyph?.letters[0] ?? '')
