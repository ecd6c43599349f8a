/** Scripts whose vowels are marks: there a mark is a part of the word. Elsewhere marks are decoration. */
const markedScripts = ['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala']
const unspacedMarked = ['Thai', 'Lao', 'Khmer', 'Myanmar']

const classOf = (scripts: readonly string[]): string => scripts.map((script) => `\\p{Script=${script}}`).join('')

/** For a character class of a pattern: the scripts whose vowels are marks. */
export const marked = classOf([...markedScripts, ...unspacedMarked])

/** Scripts that are written without gaps, so a word of one is looked for anywhere. */
export const unspaced = new RegExp(`[${classOf(['Han', 'Hiragana', 'Katakana', ...unspacedMarked])}]`, 'u')

/** Scripts whose letters are taken for Latin ones only in the midst of Latin letters: their own words would be torn apart. */
export const distant = new RegExp(
  `[${classOf(['Arabic', 'Hebrew', 'Hangul', 'Syriac', 'Thaana', 'Ethiopic', 'Han', 'Hiragana', 'Katakana', 'Bopomofo'])}${marked}]`,
  'u',
)
