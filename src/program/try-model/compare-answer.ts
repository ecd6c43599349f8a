import { z } from 'zod'

/** One way in which an answer is not as it is described. */
export interface Difference {
  /** Where: `data.videos[].url`; empty for the answer itself. */
  path: string
  says: string
}

type Schema = Exclude<z.core.JSONSchema.JSONSchema, boolean>
type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

const schemaOf = (schema: z.core.JSONSchema._JSONSchema | undefined): Schema => (typeof schema === 'object' ? schema : {})

/** What a value is, in a word; never the value. */
const kindOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return 'text'
  if (typeof value === 'boolean') return 'true or false'
  return typeof value === 'number' ? 'a number' : 'an object'
}

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
}

const isOfType = (value: unknown, type: string): boolean => {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return isFields(value)
  if (type === 'array') return Array.isArray(value)
  return type === 'null' ? value === null : typeof value === type
}

/** A name or a word of the vendor's, as far as it looks like one: what is long or odd may be anything, a link or a prompt as well. */
const shown = (word: unknown): string =>
  typeof word === 'string' && !/^[\w$@][\w$@. -]{0,39}$/.test(word) ? `a text of ${word.length} characters` : `${word}`

/** The words that a schema allows; undefined where it allows any. */
const wordsOf = ({ enum: many, const: only }: Schema): readonly unknown[] | undefined => many ?? (only === undefined ? undefined : [only])

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

const choicesOf = ({ anyOf, oneOf }: Schema): Schema[] | undefined => (anyOf ?? oneOf)?.map(schemaOf)

const unknownWord = (path: string, value: unknown, words: readonly unknown[]): Difference => ({
  path,
  says: `the value ${shown(value)} is not known (${words.join(', ')})`,
})

/** The property by which one of several objects is told: each of them has words of its own for it. */
const tagOf = (choices: readonly Schema[]): string | undefined => {
  const [first] = choices
  return Object.keys(first?.properties ?? {}).find((name) => choices.every((choice) => wordsOf(schemaOf(choice.properties?.[name]))))
}

const compareChoice = (value: unknown, choices: readonly Schema[], path: string): Difference[] => {
  const tag = choices.length > 1 && isFields(value) ? tagOf(choices) : undefined
  if (tag !== undefined && isFields(value)) {
    const wordsAt = (choice: Schema) => wordsOf(schemaOf(choice.properties?.[tag])) ?? []
    const meant = choices.find((choice) => wordsAt(choice).includes(value[tag]))
    if (meant) return compare(value, meant, path)
    if (value[tag] !== undefined) return [unknownWord(join(path, tag), value[tag], choices.flatMap(wordsAt))]
  }
  const found = choices.map((choice) => compare(value, choice, path))
  // Of the same kind first: what differs inside of it says more than that it is not null.
  const near = found.filter((differences) => differences.every((one) => one.path !== path))
  return (near.length > 0 ? near : found).toSorted((one, other) => one.length - other.length)[0] ?? []
}

const compareFields = (
  value: Fields,
  { properties = {}, required = [], additionalProperties: others }: Schema,
  path: string,
): Difference[] => [
  ...required.filter((name) => value[name] === undefined).map((name) => ({ path: join(path, name), says: 'is missing' })),
  ...Object.entries(value).flatMap(([name, one]): Difference[] => {
    const known = properties[name]
    if (known !== undefined) return compare(one, schemaOf(known), join(path, name))
    // A record has names that are nobody's fields, such as ids.
    if (typeof others === 'object') return compare(one, others, join(path, '*'))
    return [{ path: join(path, shown(name)), says: `is not known (${kindOf(one)})` }]
  }),
]

const compare = (value: unknown, schema: Schema, path: string): Difference[] => {
  const choices = choicesOf(schema)
  if (choices) return compareChoice(value, choices, path)
  const types = [schema.type ?? []].flat()
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    return [{ path, says: `is ${kindOf(value)} where ${kinds[types[0] ?? ''] ?? types[0]} is expected` }]
  }
  const words = wordsOf(schema)
  if (words && !words.includes(value)) return [unknownWord(path, value, words)]
  // Anything may stand there.
  if (types.length === 0) return []
  if (isFields(value)) return compareFields(value, schema, path)
  if (!Array.isArray(value)) return []
  const { prefixItems = [], items } = schema
  const rest = Array.isArray(items) ? undefined : items
  return value.flatMap((one: unknown, at) => compare(one, schemaOf(prefixItems[at] ?? rest), `${path}[]`))
}

/**
 * How an answer differs from its form: fields that the form does not have, that are missing, of another type, and words that none of its
 * enums has; each place once. Only names and short words of the answer are quoted, for the rest of it may be a secret.
 */
export const compareAnswer = (answer: unknown, form: z.ZodType): Difference[] => {
  const differences = compare(answer, z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }), '')
  return [...new Map(differences.map((one) => [`${one.path} ${one.says}`, one])).values()]
}
