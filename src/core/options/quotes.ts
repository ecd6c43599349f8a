/** What each opening quote is closed by. Phones type the curly ones. */
const closers = new Map([
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['‘', '’'],
  ['„', '“”'],
  ['«', '»'],
])

export const opensQuote = (letter: string | undefined): letter is string => letter !== undefined && closers.has(letter)

/** The quote that closes what this one opens. */
export const closerOf = (opening: string): string => closers.get(opening)?.[0] ?? opening

/**
 * Reads the quoted words that begin at `start`; null when nothing is quoted there or the quote is never closed.
 * A closing quote ends a word, so the apostrophe of "don't" closes nothing. Inside, a backslash keeps a closing
 * quote or another backslash. `end` is the index after the closing quote. `unclosed` remembers, for one text read
 * from left to right, the quotes that are closed nowhere: without it a text full of them would be slow to read.
 */
export const readQuoted = (text: string, start: number, unclosed = new Set<string>()): { inner: string; end: number } | null => {
  const opening = text[start] ?? ''
  const closing = closers.get(opening)
  if (closing === undefined || unclosed.has(opening)) return null
  let inner = ''
  for (let at = start + 1; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    const next = text[at + 1]
    if (letter === '\\' && next !== undefined && (next === '\\' || closing.includes(next))) {
      inner += next
      at += 1
    } else if (closing.includes(letter) && (next === undefined || /[\s,.;:!?)\]}]/.test(next))) {
      return { inner, end: at + 1 }
    } else {
      inner += letter
    }
  }
  unclosed.add(opening)
  return null
}

/** Reads the word that begins at `start`: quoted, or up to a blank, where `name="two words"` is one word. */
export const readWord = (text: string, start: number, unclosed?: Set<string>): { word: string; end: number } => {
  const whole = readQuoted(text, start, unclosed)
  if (whole) return { word: whole.inner, end: whole.end }
  const length = text.slice(start).search(/\s|$/)
  const bare = text.slice(start, start + length)
  const equals = bare.indexOf('=') + 1
  const value = equals > 0 ? readQuoted(text, start + equals, unclosed) : null
  return value ? { word: bare.slice(0, equals) + value.inner, end: value.end } : { word: bare, end: start + length }
}

/** The words of a text, quoted ones whole. */
export const splitWords = (text: string): string[] => {
  const words: string[] = []
  const unclosed = new Set<string>()
  const body = text.trimEnd()
  let at = body.length - body.trimStart().length
  while (at < body.length) {
    const { word, end } = readWord(body, at, unclosed)
    words.push(word)
    at = end + body.slice(end).search(/\S|$/)
  }
  return words
}

/** The text in quotes, so that `readQuoted` gives it back. */
export const quote = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`
