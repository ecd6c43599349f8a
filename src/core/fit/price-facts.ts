import { z } from 'zod'
import type { Model } from '../model.ts'
import { modes, type ResolvedRequest } from '../request.ts'

export type Priced = Pick<ResolvedRequest, 'mode' | 'durationSeconds' | 'resolution' | 'generateAudio' | 'factor'> &
  Partial<Pick<ResolvedRequest, 'continues' | 'speech' | 'shots' | 'referenceImages' | 'referenceVideos'>>

/** What a price may hang on. Undefined is what the provider decides. */
export type Facts = Model['price']['cases'][number]['when']

/** What of a request decides its price. */
export const priceFacts = (request: Priced): Facts => ({
  mode: request.mode,
  durationSeconds: request.durationSeconds,
  resolution: request.resolution,
  generateAudio: request.generateAudio,
  factor: request.factor,
  continues: request.continues ?? false,
  speech: request.speech !== undefined,
  shots: request.shots !== undefined,
  referenceImages: (request.referenceImages ?? []).length > 0,
  referenceVideos: (request.referenceVideos ?? []).length > 0,
})

/** The same as one text, by which clips are kept together that may cost the same. */
export const settingsOf = (request: Priced): string => {
  const { generateAudio, ...facts } = priceFacts(request)
  // A silent clip is another one than one of whose sound nobody said a word; of the others nothing is the same as no.
  const told = Object.entries(facts).filter(([, value]) => value !== undefined && value !== false)
  return JSON.stringify({ ...Object.fromEntries(told), ...(generateAudio !== undefined && { generateAudio }) })
}

const shownSchema = z.object({
  mode: z.enum(modes),
  durationSeconds: z.number().optional(),
  resolution: z.string().optional(),
  generateAudio: z.boolean().optional(),
})

/** What `settingsOf` wrote, as far as people are shown it; null for what another version wrote otherwise. */
export const readSettings = (text: string): z.infer<typeof shownSchema> | null => {
  try {
    return shownSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
