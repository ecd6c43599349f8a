import type { Json } from '../json.ts'
import { type Sentence, say } from '../words/sentence.ts'
import type { InputField } from './input-schema.ts'
import type { Aliases, Word } from './vocabulary.ts'

/** `Dolly In`, `dolly-in` and `dolly_in` are one word. */
const plain = (value: Json): string =>
  String(value)
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()

/**
 * A value as the field wants it, or what the field takes instead: `4, 6 or 8`, `at most 15`. Of an enumeration the
 * model's own spelling and type is taken; a number becomes text where the field is text.
 */
export const fitValue = (field: InputField, value: Json): { value: Json } | { takes: Sentence } => {
  if (field.choices) {
    const choice = field.choices.find((known) => plain(known) === plain(value))
    return choice === undefined ? { takes: say('model.oneOf', { values: field.choices.map(String) }) } : { value: choice }
  }
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? { value } : { takes: say('model.trueOrFalse') }
    case 'integer':
    case 'number':
      return fitNumber(field, value)
    case 'array': {
      const list = Array.isArray(value) ? value : [value]
      return field.maxItems !== undefined && list.length > field.maxItems
        ? { takes: say('model.atMost', { most: field.maxItems }) }
        : { value: list }
    }
    case 'string':
      return fitText(field, value)
    case 'other':
      return { value }
  }
}

/** How long a choice is, in seconds: `8`, `"8"` and `"8s"` are one length. */
export const secondsIn = (choice: Json | undefined): number | undefined => {
  const [, digits] = /^(\d+(?:\.\d+)?)s?$/.exec(`${choice}`) ?? []
  return digits === undefined ? undefined : Number(digits)
}

/** A value of one of our words, such as a duration in the field's own way of writing it, or in another spelling of it. */
export const fitWord = (word: Word, { synonyms = {} }: Aliases, field: InputField, value: Json): { value: Json } | { takes: Sentence } => {
  if (word === 'durationSeconds' && typeof value === 'number') {
    const choice = field.choices?.find((known) => secondsIn(known) === value)
    if (choice !== undefined) return { value: choice }
    if (!field.choices && field.type === 'string' && /^[\d.]+s$/.test(`${field.default}`)) return { value: `${value}s` }
  }
  const synonym = synonyms[String(value)]
  const fitted = fitValue(field, value)
  if (!('takes' in fitted) || synonym === undefined) return fitted
  const other = fitValue(field, synonym)
  return 'takes' in other ? fitted : other
}

const fitNumber = ({ type, minimum, maximum }: InputField, value: Json): { value: Json } | { takes: Sentence } => {
  if (typeof value !== 'number') return { takes: say('model.number') }
  if (type === 'integer' && !Number.isInteger(value)) return { takes: say('model.wholeNumber') }
  if (minimum !== undefined && value < minimum) return { takes: say('model.atLeast', { least: minimum }) }
  if (maximum !== undefined && value > maximum) return { takes: say('model.atMost', { most: maximum }) }
  return { value }
}

const fitText = ({ maxLength }: InputField, value: Json): { value: Json } | { takes: Sentence } => {
  if (typeof value !== 'string' && typeof value !== 'number') return { takes: say('model.oneValue') }
  const text = String(value)
  return maxLength !== undefined && text.length > maxLength
    ? { takes: say('model.charactersAtMost', { most: maxLength }) }
    : { value: text }
}
