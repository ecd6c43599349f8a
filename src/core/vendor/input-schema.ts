import { z } from 'zod'
import type { Json } from '../json.ts'

const types = ['string', 'integer', 'number', 'boolean', 'array'] as const

/** One input of a model, as its own schema describes it. */
export const inputFieldSchema = z.object({
  name: z.string(),
  type: z.enum([...types, 'other']),
  /** The only values that it takes. */
  choices: z.array(z.json()).exactOptional(),
  /** Some of the values that it takes, where it takes others too. */
  some: z.array(z.json()).exactOptional(),
  /** What it is when nobody sets it. */
  default: z.json().exactOptional(),
  minimum: z.number().exactOptional(),
  maximum: z.number().exactOptional(),
  maxLength: z.number().exactOptional(),
  maxItems: z.number().exactOptional(),
})
export type InputField = z.infer<typeof inputFieldSchema>

export interface InputSchema {
  fields: ReadonlyMap<string, InputField>
  /** Inputs without which the model does not begin. */
  required: readonly string[]
}

type Part = Record<string, unknown>

const partOf = (value: unknown): Part => (typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {})
const partsOf = (value: unknown): Part[] => (Array.isArray(value) ? value.slice(0, mostParts).map(partOf) : [])

/** No vendor's model has more; whatever has is cut short, for a document comes from outside. */
const mostFields = 300
const mostParts = 20
const mostChoices = 1000
const mostSteps = 5000
const deepest = 4

/** The schemas of an OpenAPI document by their names, or nothing. */
export const schemasOf = (document: unknown): Part => partOf(partOf(partOf(document)['components'])['schemas'])

/**
 * The inputs of a model, from the schema `name` of an OpenAPI document; null for a document that describes none. An enumeration may
 * stand apart in it, as `allOf: [{ $ref }]`, and what may be null is an `anyOf` with `null`. Whatever the document holds, the work is limited.
 */
export const readInputSchema = (document: unknown, name = 'Input'): InputSchema | null => {
  const schemas = schemasOf(document)
  const { properties, required } = partOf(schemas[name])
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return null
  let steps = 0
  /** Depth is limited: a document may refer to itself. */
  const flatten = (property: Part, depth = 0): Part => {
    steps += 1
    if (depth > deepest || steps > mostSteps) return {}
    const { $ref, allOf, anyOf, oneOf, ...own } = property
    const options = partsOf(anyOf ?? oneOf).filter(({ type }) => type !== 'null')
    const referred = typeof $ref === 'string' ? [partOf(schemas[$ref.split('/').at(-1) ?? ''])] : []
    // Of real alternatives nothing is known for sure, so nothing is checked.
    const parts = [...referred, ...partsOf(allOf), ...(options.length === 1 ? options : [])]
    const some = options.length > 1 ? options.flatMap((option) => choicesOf(flatten(option, depth + 1)) ?? []) : []
    return Object.assign({}, ...parts.map((part) => flatten(part, depth + 1)), some.length > 0 ? { some } : {}, own)
  }
  const fields = Object.entries(properties)
    .filter(([field]) => fieldName.test(field))
    .slice(0, mostFields)
    .map(([field, property]): [string, InputField] => [field, fieldOf(field, flatten(partOf(property)))])
  const names = Array.isArray(required) ? required.filter((field) => typeof field === 'string') : []
  return { fields: new Map(fields), required: names.slice(0, mostFields) }
}

const fieldName = /^[a-z]\w{0,63}$/i

const isPlain = (value: unknown): value is string | number | boolean =>
  (typeof value === 'string' && value.length <= 200) || (typeof value === 'number' && Number.isFinite(value)) || typeof value === 'boolean'

/** What an enumeration lists. One that is too long is none, for what was cut off it would be refused. */
const choicesOf = ({ enum: listed, const: only }: Part): Json[] | undefined => {
  const all = Array.isArray(listed) ? listed : only === undefined ? [] : [only]
  const choices = all.filter(isPlain)
  return choices.length === 0 || all.length > mostChoices ? undefined : choices
}

const numberIn = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)
const countIn = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined

const fieldOf = (name: string, property: Part): InputField => {
  const { type: told, default: usual, some } = property
  const type = Array.isArray(told) ? told.find((one) => one !== 'null') : told
  const choices = choicesOf(property)
  const [minimum, maximum] = [numberIn(property['minimum']), numberIn(property['maximum'])]
  const [maxLength, maxItems] = [countIn(property['maxLength']), countIn(property['maxItems'])]
  return {
    name,
    type: types.find((known) => known === type) ?? 'other',
    ...(choices && { choices }),
    ...(Array.isArray(some) && { some: some.filter(isPlain) }),
    ...(isPlain(usual) && { default: usual }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(maxLength !== undefined && { maxLength }),
    ...(maxItems !== undefined && { maxItems }),
  }
}

/** The first of some names that the model has an input for. */
export const findField = ({ fields }: InputSchema, names: readonly string[]): InputField | undefined => {
  const name = names.find((one) => fields.has(one))
  return name === undefined ? undefined : fields.get(name)
}
