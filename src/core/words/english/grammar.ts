/** `1 clip`, `2 clips`. */
export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

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
