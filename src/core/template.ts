import { z } from 'zod'
import type { Invocation } from './platform.ts'
import { generationRequestSchema } from './request.ts'

/** The settings and the words of a clip, kept under a name for everybody of a workspace. */
export const templateSchema = generationRequestSchema
  .pick({
    mode: true,
    model: true,
    prompt: true,
    negativePrompt: true,
    /** Only when it was asked for: a template is mostly for other clips. */
    seed: true,
    durationSeconds: true,
    aspectRatio: true,
    resolution: true,
    fps: true,
    generateAudio: true,
    strength: true,
    camera: true,
    shots: true,
    motion: true,
    loop: true,
    speech: true,
    voice: true,
    expandPrompt: true,
    extras: true,
  })
  .extend({
    name: z.string(),
    /** The member who saved it: with the moderators the only one who may replace it or take it away. */
    ownerId: z.string(),
    ownerName: z.string(),
    savedAt: z.number(),
  })
export type Template = z.infer<typeof templateSchema>

/** The names of a workspace's templates: for their completion, before anything was said. */
export type TemplatesOf = (key: { platform: string; workspace: string }) => Promise<readonly string[]>

/** The templates of the invocation's workspace. Every method throws MoodreelError with a sentence for the person. */
export interface Templates {
  /** By name. */
  list(invocation: Invocation): Promise<readonly Template[]>
  /** Keeps what a clip was made with; `prompt` in place of its words. A name that is taken is replaced by who may. */
  save(
    invocation: Invocation,
    wanted: { name: string; generationId: string; prompt?: string | undefined; withSeed: boolean },
  ): Promise<{ template: Template; replaced: boolean }>
  remove(invocation: Invocation, name: string): Promise<void>
}
