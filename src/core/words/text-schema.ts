import { z } from 'zod'
import { inWords } from './in-words.ts'
import { catalogues, languages } from './languages.ts'
import type { Text } from './sentence.ts'

const sentence = z.object({ say: z.string(), given: z.record(z.string(), z.json()).optional() })

const isLine = (key: string): boolean => {
  const [section = '', name = ''] = key.split('.')
  return Object.entries(catalogues.en).some(([known, lines]) => known === section && Object.hasOwn(lines, name))
}

const isText = (value: unknown): value is Text => {
  if (typeof value === 'string') return true
  const { data } = sentence.safeParse(value)
  if (!data || !isLine(data.say)) return false
  try {
    for (const language of languages) inWords(value as Text, language)
    return true
  } catch {
    return false
  }
}

/** A text that another process sent: it is believed when it names a line of ours and can be put into words. */
export const textSchema = z.custom<Text>(isText)
