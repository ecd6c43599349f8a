import type { Kind } from '../../made.ts'

/** Of a line about one generation: what it makes. A clip where nobody says. */
export interface OfKind {
  kind?: Kind
}

/** `1 clip`, `2 clips`. */
export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

/** `2 clips`, `3 stills`, `2 clips and 3 stills`; what an older version counted had no stills. */
export const made = ({ clips, stills = 0 }: { clips: number; stills?: number }): string => {
  if (stills === 0) return count(clips, 'clip')
  return clips === 0 ? count(stills, 'still') : `${count(clips, 'clip')} and ${count(stills, 'still')}`
}

/** Whole clips, or stills in their place; null where these do not count. */
export const either = (clips: number, stills: number | null): string =>
  stills === null ? count(clips, 'clip') : `${count(clips, 'clip')} or ${count(stills, 'still')}`

const joined = (type: Intl.ListFormatType, words: readonly (string | number)[]): string =>
  new Intl.ListFormat('en-GB', { type }).format(words.map(String))

/** `a`, `a or b`, `a, b or c`. */
export const or = (words: readonly (string | number)[]): string => joined('disjunction', words)

/** Somebody's sentence without its full stop, to stand within one of ours. */
export const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '')

/** `a seed`, `an audio file`, `reference images`. */
export const a = (noun: string): string => (/s$/.test(noun) ? noun : `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`)

/** `a`, `a and b`, `a, b and c`. */
export const and = (words: readonly (string | number)[]): string => joined('conjunction', words)
