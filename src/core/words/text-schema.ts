import { z } from 'zod'
import type { Sentence, Text } from './sentence.ts'

const isSentence = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'say' in value && typeof value.say === 'string'

/** A text as it lies in a file or comes from another process. A line that is no more is worded as such. */
export const textSchema: z.ZodType<Text, Text> = z.union([z.string(), z.custom<Sentence>(isSentence)])
