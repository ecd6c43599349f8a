import { findField, type InputSchema } from './input-schema.ts'
import type { Vocabulary } from './vocabulary.ts'

/** How many a request may have, whatever the model takes: `src/core/request.ts`. */
const mostReferences = 9

/** How many reference images a model takes; null for none. */
export const referencesOf = (schema: InputSchema, { files }: Vocabulary): number | null => {
  const field = findField(schema, files.referenceImages.fields)
  if (!field) return null
  return field.type === 'array' ? Math.min(field.maxItems ?? mostReferences, mostReferences) : 1
}
