import { z } from 'zod'
import type { Json } from '../../src/core/json.ts'

const types = ['string', 'integer', 'number', 'boolean', 'array'] as const

/** One input of a model, as its own schema describes it. */
export const inputFieldSchema = z.object({
  name: z.string(),
  type: z.enum([...types, 'other']),
  /** The only values that it takes. */
  choices: z.array(z.json()).exactOptional(),
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

/** The part of a JSON schema that Cog writes: https://cog.run/python. */
interface Property {
  type?: string | undefined
  $ref?: string | undefined
  enum?: Json[] | undefined
  default?: Json | undefined
  allOf?: Property[] | undefined
  anyOf?: Property[] | undefined
  minimum?: number | undefined
  maximum?: number | undefined
  maxLength?: number | undefined
  maxItems?: number | undefined
}

const propertySchema: z.ZodType<Property> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    $ref: z.string().optional(),
    enum: z.array(z.json()).optional(),
    default: z.json().optional(),
    allOf: z.array(propertySchema).optional(),
    anyOf: z.array(propertySchema).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    maxLength: z.number().optional(),
    maxItems: z.number().optional(),
  }),
)

const documentSchema = z.object({
  components: z.object({
    schemas: z
      .object({ Input: z.object({ properties: z.record(z.string(), propertySchema), required: z.array(z.string()).default([]) }) })
      .catchall(z.unknown()),
  }),
})

/**
 * The inputs of a model, from the OpenAPI document of its version; null for a document that describes none. An
 * enumeration stands apart in it, as `allOf: [{ $ref }]`, and what may be null is an `anyOf` with `null`.
 */
export const readInputSchema = (document: unknown): InputSchema | null => {
  const parsed = documentSchema.safeParse(document)
  if (!parsed.success) return null
  const { schemas } = parsed.data.components
  const lookUp = (reference: string): Property => {
    const found = propertySchema.safeParse(schemas[reference.split('/').at(-1) ?? ''])
    return found.success ? found.data : {}
  }
  /** Depth is limited: a document may refer to itself. */
  const flatten = (property: Property, depth = 0): Property => {
    if (depth > 4) return property
    const { $ref, allOf = [], anyOf = [], ...own } = property
    const options = anyOf.filter(({ type }) => type !== 'null')
    // Of real alternatives nothing is known for sure, so nothing is checked.
    const parts = [...($ref === undefined ? [] : [lookUp($ref)]), ...allOf, ...(options.length === 1 ? options : [])]
    return Object.assign({}, ...parts.map((part) => flatten(part, depth + 1)), own)
  }
  const { properties, required } = parsed.data.components.schemas.Input
  return { fields: new Map(Object.entries(properties).map(([name, property]) => [name, fieldOf(name, flatten(property))])), required }
}

const fieldOf = (name: string, property: Property): InputField => {
  const { type, enum: choices, default: usual, minimum, maximum, maxLength, maxItems } = property
  return {
    name,
    type: types.find((known) => known === type) ?? 'other',
    ...(choices && { choices: choices.filter((choice) => choice !== null) }),
    ...(usual !== undefined && usual !== null && { default: usual }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(maxLength !== undefined && { maxLength }),
    ...(maxItems !== undefined && { maxItems }),
  }
}
