import { z } from 'zod'
import { modeFacts } from '../../src/core/mode-facts.ts'
import { generationRequestSchema, inputRoles, maxSeed, modes } from '../../src/core/request.ts'
import { textSchema } from '../../src/core/words/text-schema.ts'

/** The longest clip it draws, and the longest video it redraws, in seconds. */
export const longestClipSeconds = 10
export const longestSourceSeconds = 30
const mostLines = 1440

/** The longest side of a still and of a video that it makes by upscaling. */
export const longestSide = { image: 4096, video: 2560 } as const

/** What a job's file holds: the request with every value that the renderer needs, and the files of its inputs. */
export const jobSchema = z.object({
  request: generationRequestSchema
    .pick({ prompt: true, aspectRatio: true, strength: true, camera: true, motion: true, loop: true, shots: true, factor: true })
    .extend({
      mode: z.enum(modes),
      seed: z.int().min(0).max(maxSeed),
      durationSeconds: z.number().min(0.2).max(longestClipSeconds).default(4),
      fps: z.int().min(12).max(30).default(24),
      resolution: z
        .string()
        .regex(/^\d{3,4}p$/)
        .refine((resolution) => Number.parseInt(resolution, 10) <= mostLines)
        .optional(),
    }),
  inputs: z.array(z.object({ role: z.enum(inputRoles), file: z.string() })),
})
export type Job = z.infer<typeof jobSchema>

/** The file that a job ends with. */
export const outputName = ({ request: { mode } }: Job): string => (modeFacts[mode].makes === 'image' ? 'output.png' : 'output.mp4')

/** Why a job gave no clip. */
export const failureSchema = z.object({
  class: z.enum(['invalid_input', 'resource', 'internal']),
  message: textSchema,
  detail: z.string().optional(),
})
export type RenderError = z.infer<typeof failureSchema>

/** What the renderer says to the provider that started it. */
export const renderMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), fraction: z.number() }),
  z.object({
    kind: z.literal('failed'),
    error: failureSchema,
  }),
])
export type RenderMessage = z.infer<typeof renderMessageSchema>
