/** What the inputs of fal's endpoints are put together from, as JSON schemas in fal's own form. */
export type Schema = Readonly<Record<string, unknown>>

export const text: Schema = { type: 'string' }
export const textOf = (maxLength: number): Schema => ({ type: 'string', maxLength })
export const flag = (usual?: boolean): Schema => ({ type: 'boolean', ...(usual !== undefined && { default: usual }) })
export const word = (usual: string, ...others: string[]): Schema => ({ type: 'string', enum: [usual, ...others], default: usual })
/** An enumeration whose usual value stands where fal has it. */
export const words = (usual: string | null, values: readonly string[]): Schema => ({
  type: 'string',
  enum: values,
  ...(usual !== null && { default: usual }),
})
export const numbers = (usual: number, ...others: number[]): Schema => ({ type: 'integer', enum: [usual, ...others], default: usual })
export const between = (minimum: number, maximum: number, usual: number): Schema => ({ type: 'integer', minimum, maximum, default: usual })
/** What may be null stands in fal's documents like this. */
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
export const seed: Schema = orNull({ type: 'integer' })
export const seedUpTo = (maximum: number): Schema => orNull({ type: 'integer', minimum: 0, maximum })
export const file: Schema = { type: 'string', pattern: '^(https?://|data:[\\w-]+/[\\w-]+;base64,)' }
export const files = (maxItems?: number): Schema => ({ type: 'array', items: file, ...(maxItems !== undefined && { maxItems }) })
export const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)
export const digits = (from: number, to: number): string[] => upTo(from, to).map(String)

export const safety = word('4', '1', '2', '3', '5', '6')
export const sized = (...more: string[]): Schema => ({
  anyOf: [
    { $ref: '#/components/schemas/ImageSize' },
    { type: 'string', enum: ['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9', ...more] },
  ],
  default: more[0] ?? 'landscape_4_3',
})

/** What several inputs refer to. */
export const sharedSchemas: Readonly<Record<string, Schema>> = {
  ImageSize: {
    type: 'object',
    properties: { width: { type: 'integer', maximum: 14142 }, height: { type: 'integer', maximum: 14142 } },
    additionalProperties: false,
  },
  Shot: {
    type: 'object',
    properties: { prompt: textOf(512), duration: words('5', digits(1, 15)) },
    required: ['prompt'],
    additionalProperties: false,
  },
}
export const shots: Schema = { type: 'array', items: { $ref: '#/components/schemas/Shot' }, maxItems: 6 }

export interface Endpoint {
  properties: Readonly<Record<string, Schema>>
  required: readonly string[]
  /** The name of what comes out. */
  makes: 'video' | 'image' | 'images'
  /** Only some of its answers tell the seed. */
  tellsSeed?: boolean
}

export const endpoint = (makes: Endpoint['makes'], properties: Endpoint['properties'], ...required: string[]): Endpoint => ({
  makes,
  properties,
  required,
})
