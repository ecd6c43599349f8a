const plain = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()

/** Whether two words of a list of settings are one, however they are written: `Push in`, `push-in` and `push_in`. */
export const sameWord = (one: string, other: string): boolean => plain(one) === plain(other)
