import { type Character, createDescriber } from './character.ts'

/** One character of a folded text, and what it may stand for. */
export interface Glyph {
  /** Letters that it may be read as; empty for a mere separator, ` ` for a gap. */
  letters: readonly string[]
  /** It may as well be skipped: digits and signs are put between letters to part them. */
  optional: boolean
  /** A star between two letters: any letter. */
  masked: boolean
  /** One of three or more of the same in a row. */
  stretched: boolean
  /** A word may begin here, or end here. */
  begins: boolean
  ends: boolean
  isHangul: boolean
}

/** A text, or a part of it that is read by itself. */
export interface Line {
  glyphs: readonly Glyph[]
  /** It was turned round, where many a word is another by chance: endings that were left open are closed. */
  backwards: boolean
  /** Words of fewer letters are passed over. */
  shortest: number
}

/** One-letter words and decorations that may stand around a word that is spelled out. */
const fillers = new Set('aiuorxy')

const isBoundary = ({ isLetter, isDigit }: Character): boolean => !isLetter && !isDigit

/** Whether two neighbours may belong to one word. */
const areJoined = (one: Character | undefined, other: Character | undefined): boolean =>
  one !== undefined && other !== undefined && !isBoundary(one) && !isBoundary(other) && one.isEastern === other.isEastern

/** For each place, whether it is one of three or more alike in a row. */
const stretches = (characters: readonly string[]): boolean[] => {
  const flags: boolean[] = []
  for (let start = 0, end = 0; start < characters.length; start = end) {
    while (end < characters.length && characters[end] === characters[start]) end += 1
    for (let at = start; at < end; at += 1) flags.push(end - start > 2)
  }
  return flags
}

/**
 * The glyphs of a folded text. A run of blanks is one gap, which no word leaps over; a sign between letters is a
 * boundary, a separator to skip and perhaps a letter, all at once. A number by itself is a number.
 */
export const lexText = (folded: string, backwards = false): Line => {
  const letters = [...folded.replace(/\s+/gu, ' ').replace(/(?<![\p{L}\p{M}\p{N}])\p{N}+(?![\p{L}\p{N}])/gu, '#')]
  const characters = letters.map(createDescriber())
  const long = stretches(letters)
  const stems = stemsOf(folded, letters)
  let begins = true
  const glyphs = characters.map((character, at): Glyph => {
    const [before, after] = [characters[at - 1], characters[at + 1]]
    if (!areJoined(before, character)) begins = true
    const optional = !character.isLetter && letters[at] !== ' '
    const glyph: Glyph = {
      letters: character.letters,
      optional,
      masked: letters[at] === '*' && before?.isLetter === true && after?.isLetter === true,
      stretched: long[at] === true,
      begins: begins || stems.has(at),
      ends: !areJoined(character, after),
      isHangul: character.isHangul,
    }
    begins &&= optional
    return glyph
  })
  return { glyphs, backwards, shortest: backwards ? 4 : 1 }
}

/** Where an Arabic word goes on after what is written onto its head: "and", "with", "to", "like", "the". */
const stemsOf = (folded: string, characters: readonly string[]): ReadonlySet<number> => {
  const stems = new Set<number>()
  if (!/\p{Script=Arabic}/u.test(folded)) return stems
  const one = characters.map((character) => (character.length > 1 ? '#' : character)).join('')
  for (const { 0: head, index } of one.matchAll(/(?<!\p{L})(?=\p{Script=Arabic})[وف]?[بكل]?(?:ال|لل)?/gu))
    for (let length = 1; length <= head.length; length += 1) stems.add(index + length)
  return stems
}

/** Letters that were spelled apart, put together. Around the word may stand one-letter words and decorations. */
const lexRun = (letters: readonly string[]): Line => {
  const long = stretches(letters)
  const isFiller = (letter: string): boolean => fillers.has(letter)
  const firstOther = letters.findIndex((letter) => !isFiller(letter))
  const lastOther = letters.findLastIndex((letter) => !isFiller(letter))
  const glyphs = letters.map(createDescriber()).map(
    ({ letters: mayBe, isDigit, isHangul, isLetter }, at): Glyph => ({
      letters: isLetter || isDigit ? mayBe : mayBe.filter((letter) => letter !== ' '),
      optional: isDigit,
      masked: false,
      stretched: long[at] === true,
      begins: at === 0 || at <= firstOther || isHangul,
      ends: at === letters.length - 1 || (lastOther >= 0 && at >= lastOther) || isHangul,
      isHangul,
    }),
  )
  return { glyphs, backwards: false, shortest: 1 }
}

/** The same where nothing says which of the letters are a word: one at the head may end anywhere, a long one may begin anywhere too. */
const loosen = ({ glyphs }: Line): Line[] => [
  { glyphs: glyphs.map((glyph) => ({ ...glyph, ends: true })), backwards: false, shortest: 5 },
  { glyphs: glyphs.map((glyph) => ({ ...glyph, begins: true, ends: true })), backwards: false, shortest: 6 },
]

/**
 * The words of a folded text whose letters stand apart: `n u d e`, `n.u_d e`, `섹 스`. Each run of single letters is
 * read as one word, and where some gaps are wider than others also as several.
 */
export const lexSpelled = (folded: string): Line[] => {
  const pieces = [...folded.matchAll(/[\p{L}\p{M}\p{N}]+|[@$]/gu)].map(({ 0: text, index }) => ({ text, index, end: index + text.length }))
  const runs: Line[] = []
  for (let start = 0, end = 0; start < pieces.length; start = end) {
    end = start + 1
    if (!isSingle(pieces[start])) continue
    while (isSingle(pieces[end])) end += 1
    const run = pieces.slice(start, end)
    const letters = run.map(({ text }) => text)
    if (run.length < 2 || letters.filter((letter) => /\p{L}/u.test(letter)).length * 2 < letters.length) continue
    const line = lexRun(letters)
    runs.push(line, ...loosen(line))
    const gaps = run.map(({ index }, at) => index - (run[at - 1]?.end ?? index))
    const narrow = gaps.slice(1).reduce((least, gap) => Math.min(least, gap))
    // Words may be parted by wider gaps than letters, and by narrower ones: `n u d e   m a n`, `n, u, d, e m, a, n`.
    const parted = (isGap: (gap: number) => boolean): Line =>
      lexText(letters.map((letter, at) => `${at > 0 && isGap(gaps[at] ?? 0) ? ' ' : ''}${letter}`).join(''))
    if (gaps.some((gap, at) => at > 0 && gap > narrow))
      runs.push(
        parted((gap) => gap > narrow),
        parted((gap) => gap === narrow),
      )
  }
  return runs
}

const isSingle = (piece: { text: string } | undefined): boolean => piece !== undefined && [...piece.text].length === 1
