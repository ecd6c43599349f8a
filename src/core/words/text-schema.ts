import { z } from 'zod'
import { inStrictWords } from './in-words.ts'
import { languages } from './languages.ts'
import type { Text } from './sentence.ts'

const sentence = z.object({ say: z.string(), given: z.record(z.string(), z.json()).optional() })

const isText = (value: unknown): value is Text => {
  if (typeof value === 'string') return true
  if (!sentence.safeParse(value).success) return false
  try {
    for (const language of languages) inStrictWords(value as Text, language)
    return true
  } catch {
    return false
  }
}

/** A text that another process sent: it is believed when it names a line of ours and can be put into words. */
export const textSchema = z.custom<Text>(isText)
