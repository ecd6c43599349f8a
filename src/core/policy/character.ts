import { unspaced } from './scripts.ts'

/** What a character of a folded text may stand for, wherever it stands. */
export interface Character {
  /** Letters that it may be read as; empty for a mere separator. */
  letters: readonly string[]
  isLetter: boolean
  isDigit: boolean
  isHangul: boolean
  /** Of a script beside which a word of another may stand without a gap: `그nude`. */
  isEastern: boolean
}

/** Digits and signs that stand for letters, and letters that look like two others. */
const alternatives: Record<string, string> = {
  ...{ 0: 'o', 1: 'il', 2: 'z', 3: 'e', 4: 'a', 5: 's', 6: 'gb', 7: 't', 8: 'b', 9: 'g' },
  ...{ '@': 'a', $: 's', '!': 'il', '|': 'il', '+': 't', '(': 'c', '<': 'c', '[': 'c', '&': 'e', '^': 'a' },
  ...{ ν: 'nv', η: 'nh', υ: 'uy', μ: 'um', ß: 'b', ʌ: 'av', ð: 'do', þ: 'p', π: 'n', λ: 'a', δ: 'd', θ: 'o' },
}

const describe = (character: string): Character => {
  // A vowel sign of a script that writes vowels as marks counts; all other marks were taken away.
  const isLetter = /[\p{L}\p{M}]/u.test(character)
  const isHangul = /\p{Script=Hangul}/u.test(character)
  const others = alternatives[character] ?? ''
  return {
    // What parts two words may be the gap of a phrase: `child-like`.
    letters: isLetter ? [character, ...others] : /\p{N}/u.test(character) ? [...others] : [...others, ' '],
    isLetter,
    isDigit: /\p{N}/u.test(character),
    isHangul,
    isEastern: isHangul || unspaced.test(character),
  }
}

/** Describes the characters of one text, each of them once. */
export const createDescriber = (): ((character: string) => Character) => {
  const known = new Map<string, Character>()
  return (character) => {
    const before = known.get(character)
    if (before) return before
    const described = describe(character)
    known.set(character, described)
    return described
  }
}
