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
}

/** A text, or a part of it that is read by itself. */
export interface Line {
  glyphs: readonly Glyph[]
  /** All letters that any of the glyphs may be. */
  letters: ReadonlySet<string>
  /** How many of them may be any letter. */
  masks: number
}

const lineOf = (glyphs: readonly Glyph[]): Line => ({
  glyphs,
  letters: new Set(glyphs.flatMap(({ letters }) => letters)),
  masks: glyphs.filter(({ masked }) => masked).length,
})

/** Digits and signs that stand for letters, and letters that look like two others. */
const alternatives: Record<string, string> = {
  ...{ 0: 'o', 1: 'il', 2: 'z', 3: 'e', 4: 'a', 5: 's', 6: 'gb', 7: 't', 8: 'b', 9: 'g' },
  ...{ '@': 'a', $: 's', '!': 'il', '|': 'il', '+': 't', '(': 'c', '<': 'c', '[': 'c', '&': 'e', '^': 'a' },
  ...{ ν: 'nv', η: 'nh', υ: 'uy', μ: 'um', ß: 'b', ʌ: 'av', ð: 'do', þ: 'p', π: 'n', λ: 'a', δ: 'd', θ: 'o' },
}

/** One-letter words and decorations that may stand around a word that is spelled out. */
const fillers = new Set('aiuorxy')

const isLetter = (character: string): boolean => /\p{L}/u.test(character)
const isDigit = (character: string): boolean => /\p{N}/u.test(character)
const isHangul = (character: string): boolean => /\p{Script=Hangul}/u.test(character)

/** Scripts that are written without gaps, so a word of one is looked for anywhere. */
export const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Beside these a word of another script may stand without a gap: `그nude`. */
const isEastern = (character: string): boolean => isHangul(character) || unspaced.test(character)

/** Whether two neighbours may belong to one word. */
const areJoined = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && !isBoundary(one) && !isBoundary(other) && isEastern(one) === isEastern(other)

const isBoundary = (character: string): boolean => !isLetter(character) && !isDigit(character)

const mayBe = (character: string): string[] => [...(isLetter(character) ? character : ''), ...(alternatives[character] ?? '')]

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
export const lexText = (folded: string): Line => {
  const characters = [...folded.replace(/\s+/gu, ' ').replace(/(?<![\p{L}\p{N}])\p{N}+(?![\p{L}\p{N}])/gu, '#')]
  const long = stretches(characters)
  let begins = true
  const glyphs = characters.map((character, at): Glyph => {
    const [before, after] = [characters[at - 1], characters[at + 1]]
    if (!areJoined(before, character)) begins = true
    const glyph: Glyph = {
      // What parts two words may be the gap of a phrase: `child-like`.
      letters: isBoundary(character) ? [...mayBe(character), ' '] : mayBe(character),
      optional: character !== ' ' && !isLetter(character),
      masked: character === '*' && before !== undefined && after !== undefined && isLetter(before) && isLetter(after),
      stretched: long[at] === true,
      begins,
      ends: !areJoined(character, after),
    }
    begins &&= glyph.optional
    return glyph
  })
  return lineOf(glyphs)
}

/** Letters that were spelled apart, put together. Around the word may stand one-letter words and decorations. */
const lexRun = (letters: readonly string[]): Line => {
  const long = stretches(letters)
  const isFiller = (letter: string): boolean => fillers.has(letter)
  const firstOther = letters.findIndex((letter) => !isFiller(letter))
  const lastOther = letters.findLastIndex((letter) => !isFiller(letter))
  const glyphs = letters.map((letter, at) => ({
    letters: mayBe(letter),
    optional: isDigit(letter),
    masked: false,
    stretched: long[at] === true,
    begins: at === 0 || at <= firstOther || isHangul(letter),
    ends: at === letters.length - 1 || (lastOther >= 0 && at >= lastOther) || isHangul(letter),
  }))
  return lineOf(glyphs)
}

/**
 * The words of a folded text whose letters stand apart: `n u d e`, `n.u_d e`, `섹 스`. Each run of single letters is
 * read as one word, and where some gaps are wider than others also as several.
 */
export const lexSpelled = (folded: string): Line[] => {
  const pieces = [...folded.matchAll(/[\p{L}\p{N}]+|[@$]/gu)].map(({ 0: text, index }) => ({ text, index, end: index + text.length }))
  const runs: Line[] = []
  for (let start = 0, end = 0; start < pieces.length; start = end) {
    end = start + 1
    if (!isSingle(pieces[start])) continue
    while (isSingle(pieces[end])) end += 1
    const run = pieces.slice(start, end)
    const letters = run.map(({ text }) => text)
    if (run.length < 2 || letters.filter(isLetter).length * 2 < letters.length) continue
    runs.push(lexRun(letters))
    const gaps = run.map(({ index }, at) => index - (run[at - 1]?.end ?? index))
    const narrow = gaps.slice(1).reduce((least, gap) => Math.min(least, gap))
    if (gaps.some((gap) => gap > narrow))
      runs.push(lexText(letters.map((letter, at) => `${(gaps[at] ?? 0) > narrow ? ' ' : ''}${letter}`).join('')))
  }
  return runs
}

const isSingle = (piece: { text: string } | undefined): boolean => piece !== undefined && [...piece.text].length === 1
