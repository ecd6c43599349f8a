import { z } from 'zod'

/** The inputs of a predictor, as far as they are looked at. */
export interface InputSchema {
  /** Whether each takes a list, by name. */
  fields: ReadonlyMap<string, { isList: boolean }>
  /** Inputs without which the predictor does not begin. */
  required: readonly string[]
}

const documentSchema = z.object({
  components: z.object({
    schemas: z.object({
      Input: z.object({
        properties: z.record(z.string(), z.object({ type: z.unknown().optional() })).default({}),
        required: z.array(z.string()).default([]),
      }),
    }),
  }),
})

/** Reads `GET /openapi.json` of a predictor (https://github.com/replicate/cog/blob/main/docs/http.md); null when it is none. */
export const readInputSchema = (document: unknown): InputSchema | null => {
  const parsed = documentSchema.safeParse(document)
  if (!parsed.success) return null
  const { properties, required } = parsed.data.components.schemas.Input
  return { fields: new Map(Object.entries(properties).map(([name, { type }]) => [name, { isList: type === 'array' }])), required }
}
