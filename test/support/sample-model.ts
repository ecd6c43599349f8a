import type { z } from 'zod'
import { type Model, modelSchema } from '../../src/core/model.ts'

/** A catalogue row that takes nothing but words; a test says what it can do. */
export const sampleModel = (fields: Partial<z.input<typeof modelSchema>> = {}): Model =>
  modelSchema.parse({
    name: 'plain',
    title: 'Plain',
    provider: 'someone',
    target: 'someone/plain',
    modes: ['t2v', 'i2v', 'v2v'],
    ...fields,
  })
