const joined = (type: Intl.ListFormatType, words: readonly (string | number)[]): string =>
  new Intl.ListFormat('ko', { type }).format(words.map(String))

/** `a`, `a 또는 b`, `a, b 또는 c`. */
export const or = (words: readonly (string | number)[]): string => joined('disjunction', words)

/** Somebody's sentence without its full stop, to stand within one of ours. */
export const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '')

/** `a`, `a 및 b`, `a, b 및 c`. */
export const and = (words: readonly (string | number)[]): string => joined('conjunction', words)
