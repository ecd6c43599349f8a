import type { Kind } from '../../made.ts'

/** `클립 2개`, `정지 이미지 3장`, `클립 2개와 정지 이미지 3장`. */
export const made = ({ clips, stills = 0 }: { clips: number; stills?: number }): string => {
  if (stills === 0) return `클립 ${clips}개`
  return clips === 0 ? `정지 이미지 ${stills}장` : `클립 ${clips}개와 정지 이미지 ${stills}장`
}

/** The same with the particle after a consonant, as `장` ends in one, or that after a vowel. */
export const madeWith = (given: { clips: number; stills?: number }, consonant: string, vowel: string): string =>
  `${made(given)}${(given.stills ?? 0) > 0 ? consonant : vowel}`

/** `클립 7개까지`, `클립 7개 또는 정지 이미지 38장까지`; null where stills do not count. */
export const either = (clips: number, stills: number | null): string =>
  stills === null ? `클립 ${clips}개까지` : `클립 ${clips}개 또는 정지 이미지 ${stills}장까지`

const nouns = { clip: '클립', still: '정지 이미지' }
const counters = { clip: '개', still: '장' }

/** `클립`, `정지 이미지`. */
export const noun = (kind: Kind = 'clip'): string => nouns[kind]

/** `클립을`, `정지 이미지를`: the particle after a consonant, and that after a vowel. */
export const nounWith = (kind: Kind | undefined, consonant: string, vowel: string): string =>
  kind === 'still' ? `${nouns.still}${vowel}` : `${nouns.clip}${consonant}`

/** `3개`, `3장`. */
export const counted = (number: number, kind: Kind = 'clip'): string => `${number}${counters[kind]}`

const joined = (type: Intl.ListFormatType, words: readonly (string | number)[]): string =>
  new Intl.ListFormat('ko', { type }).format(words.map(String))

/** `a`, `a 또는 b`, `a, b 또는 c`. */
export const or = (words: readonly (string | number)[]): string => joined('disjunction', words)

/** Somebody's sentence without its full stop, to stand within one of ours. */
export const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '')

/** `a`, `a 및 b`, `a, b 및 c`. */
export const and = (words: readonly (string | number)[]): string => joined('conjunction', words)
