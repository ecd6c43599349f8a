import { z } from 'zod'
import { generationRequestSchema, maxSeed, modes } from './request.ts'

/**
 * Everything needed to make a clip again. It is kept in the database and, as JSON, in the comment tag of the
 * MP4 itself, so that a file which travelled can still tell how it was made. Inputs are named by hash: the
 * bytes and the chat's links stay out of it.
 */
export const recipeSchema = z.object({
  moodreel: z.literal(1),
  generationId: z.string(),
  parentId: z.string().nullable(),
  mode: z.enum(modes),
  model: z.string(),
  provider: z.string(),
  modelVersion: z.string().nullable(),
  prompt: z.string(),
  negativePrompt: z.string().nullable(),
  seedRequested: z.number().nullable(),
  /** What the provider says it used; null when the model takes no seed. */
  seedUsed: z.number().nullable(),
  settings: generationRequestSchema
    .pick({
      durationSeconds: true,
      aspectRatio: true,
      resolution: true,
      factor: true,
      fps: true,
      generateAudio: true,
      strength: true,
      camera: true,
      shots: true,
      motion: true,
      loop: true,
      continues: true,
      speech: true,
      voice: true,
      expandPrompt: true,
    })
    .extend({ extras: z.record(z.string(), z.json()) }),
  inputs: z.array(z.object({ role: z.string(), sha256: z.string(), mediaType: z.string() })),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
})
export type Recipe = z.infer<typeof recipeSchema>

const isSeed = (seed: number | null): seed is number => seed !== null && Number.isInteger(seed) && seed >= 0 && seed <= maxSeed

/** The seed that makes a recipe's clip again: the one that was used. Some vendors tell one that nobody could ask for. */
export const seedAgain = ({ seedUsed, seedRequested }: Pick<Recipe, 'seedUsed' | 'seedRequested'>): number | undefined =>
  seedUsed === null ? undefined : [seedUsed, seedRequested].find(isSeed)
