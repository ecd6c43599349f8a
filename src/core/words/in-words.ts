import { writeCommands } from './command-mention.ts'
import { catalogues, type Language } from './languages.ts'
import { nameOf, withoutMentions, writeMentions } from './mention-mark.ts'
import type { Sentence, Text } from './sentence.ts'

type Line = string | ((given: never) => string)
type Lines = Readonly<Record<string, Readonly<Record<string, Line>>>>

const isSentence = (value: unknown): value is Sentence => typeof value === 'object' && value !== null && 'say' in value

const fill = (value: unknown, lines: Lines): unknown => {
  if (Array.isArray(value)) return value.map((one) => fill(one, lines))
  // A mention is a sentence of its own; what is somebody else's text makes none.
  if (typeof value === 'string') return withoutMentions(value)
  return isSentence(value) ? wordedBy(value, lines) : value
}

/** Throws for a line that there is not, and mostly for one that is given what it does not take. */
const wordedBy = ({ say, given = {} }: Sentence, lines: Lines): string => {
  const [section = '', name = ''] = say.split('.')
  const found = Object.hasOwn(lines, section) ? lines[section] : undefined
  const line = found && Object.hasOwn(found, name) ? found[name] : undefined
  if (line === undefined) throw new Error(`There is no line ${say}.`)
  if (typeof line === 'string') return line
  return (line as (given: unknown) => string)(Object.fromEntries(Object.entries(given).map(([key, value]) => [key, fill(value, lines)])))
}

/** As `inMarkedWords`, for a text that was not made here: throws for what cannot be put into words. */
export const inStrictWords = (text: Text, language: Language): string =>
  typeof text === 'string' ? text : wordedBy(text, catalogues[language])

/**
 * A text in its reader's language with its commands and mentions still marked, for a platform that links them (`command-mention.ts`,
 * `mention-mark.ts`). Never throws: a row of another version may name a language or a line that is no more, or give it what it no longer
 * takes, and its post must be sent all the same.
 */
export const inMarkedWords = (text: Text, language: Language): string => {
  const spoken = Object.hasOwn(catalogues, language) ? language : 'en'
  try {
    return inStrictWords(text, spoken)
  } catch {
    return catalogues[spoken].common.gone
  }
}

/** The same with its commands as they are typed, for a platform that links mentions alone. */
export const inMentioningWords = (text: Text, language: Language): string =>
  writeCommands(inMarkedWords(text, language), (name) => `/${name}`)

/** A text in its reader's language; somebody's own words stay as they are. */
export const inWords = (text: Text, language: Language): string => writeMentions(inMentioningWords(text, language), nameOf)
