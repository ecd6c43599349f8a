import { writeCommands } from './command-mention.ts'
import { catalogues, type Language } from './languages.ts'
import type { Sentence, Text } from './sentence.ts'

type Lines = Readonly<Record<string, Readonly<Record<string, string | ((given: never) => string) | undefined> | undefined>>>

const lineOf = ({ say }: Sentence, language: Language): string | ((given: never) => string) => {
  const [section = '', name = ''] = say.split('.')
  const lines: Lines = catalogues[language]
  // A row of another version may name a line that is no more.
  return lines[section]?.[name] ?? catalogues[language].common.gone
}

const isSentence = (value: unknown): value is Sentence => typeof value === 'object' && value !== null && 'say' in value

const fill = (value: unknown, language: Language): unknown => {
  if (Array.isArray(value)) return value.map((one) => fill(one, language))
  return isSentence(value) ? inMarkedWords(value, language) : value
}

/** A text in its reader's language with its commands still marked, for a platform that links them (`command-mention.ts`). */
export const inMarkedWords = (text: Text, language: Language): string => {
  if (typeof text === 'string') return text
  const line = lineOf(text, language)
  if (typeof line === 'string') return line
  const given = Object.entries(text.given ?? {}).map(([name, value]) => [name, fill(value, language)])
  return (line as (given: unknown) => string)(Object.fromEntries(given))
}

/** A text in its reader's language; somebody's own words stay as they are. */
export const inWords = (text: Text, language: Language): string => writeCommands(inMarkedWords(text, language), (name) => `/${name}`)
