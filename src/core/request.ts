import { z } from 'zod'
import { aspectRatioPattern } from './ratio.ts'

export const modes = ['t2v', 'i2v', 'v2v', 't2i', 'i2i', 'upscale-video', 'upscale-still'] as const
/** What goes in and what comes out: t text, i image, v video. The last two make the same larger; `mode-facts.ts` has what each needs. */
export type Mode = (typeof modes)[number]

/** The largest seed anybody may ask for: the top of an unsigned 32-bit integer. */
export const maxSeed = 4_294_967_295

/** The roles a file may play in a request. */
export const inputRoles = [
  'firstFrame',
  'lastFrame',
  'referenceImages',
  'video',
  'audio',
  'style',
  'referenceVideos',
  'referenceAudios',
  'mask',
] as const
export type InputRole = (typeof inputRoles)[number]

/**
 * A file as a person gave it. `url` is what the platform named: `https:` for a chat's CDN,
 * `media:<key>` for bytes that are in our store already, or a scheme that only its platform opens.
 */
export const attachmentSchema = z.object({
  url: z.string().min(1),
  name: z.string().max(255),
  /** As claimed by the platform; the truth is sniffed at ingest. */
  mediaType: z.string().optional(),
  sizeBytes: z.int().nonnegative().optional(),
  /** The word of the workspace under which it is kept, without its `@`. */
  reference: z.string().max(64).optional(),
})
export type Attachment = z.infer<typeof attachmentSchema>

/** How much moves in a clip. */
export const motions = ['low', 'medium', 'high'] as const

/** The most shots that anybody may ask for in one clip. */
export const mostShots = 6

/** One of several scenes that a clip cuts between: what is seen, and for how long where somebody said so. */
const shotSchema = z.object({ prompt: z.string().min(1).max(1000), seconds: z.number().positive().max(60).optional() })
export type Shot = z.infer<typeof shotSchema>

/** The most frames a second that anybody may ask for. */
export const fastest = 240

/** The most clips, and the most stills, that one command may ask for. */
export const mostTakes = { video: 4, image: 10 } as const

/** The most times larger that anybody may ask for. */
export const largest = 8

const resolutionPattern = /^\d{3,4}p$/

/**
 * One clip to make, in the field's words and platform-neutral. Which values a model really takes is the
 * business of its catalogue row (`check-request.ts`); this schema only says what the words mean.
 */
export const generationRequestSchema = z.object({
  mode: z.enum(modes),
  /** The name of a catalogue row. */
  model: z.string().min(1),
  prompt: z.string().max(4000),
  negativePrompt: z.string().max(2000).optional(),
  firstFrame: attachmentSchema.optional(),
  lastFrame: attachmentSchema.optional(),
  referenceImages: z.array(attachmentSchema).max(9).optional(),
  video: attachmentSchema.optional(),
  audio: attachmentSchema.optional(),
  /** A picture whose look the clip should have, and nothing of what it shows. */
  style: attachmentSchema.optional(),
  /** Videos and sounds that are material for the clip, as the reference images are; `video` and `audio` are its source. */
  referenceVideos: z.array(attachmentSchema).max(9).optional(),
  referenceAudios: z.array(attachmentSchema).max(9).optional(),
  /** The scenes of the clip in their order, cut after each. The prompt, where there is one beside them, holds for all. */
  shots: z.array(shotSchema).min(2).max(mostShots).optional(),
  /** Which part of the first frame an i2i makes anew: white is changed, black stays. Of the same size as the frame. */
  mask: attachmentSchema.optional(),
  /** Always present once a request is resolved: the bot picks one when nobody did. 0 is a seed. */
  seed: z.int().min(0).max(maxSeed).optional(),
  durationSeconds: z.number().positive().max(600).optional(),
  /** `16:9` and the like. */
  aspectRatio: z.string().regex(aspectRatioPattern).optional(),
  /** `720p`: the length of the shorter side; of an upscale, that of what comes out. */
  resolution: z.string().regex(resolutionPattern).optional(),
  /** How many times larger an upscale makes each side; never beside a resolution. */
  factor: z.number().min(1).max(largest).optional(),
  /** As asked for in a draft; a whole number once a model was found. */
  fps: z.number().min(1).max(fastest).optional(),
  /** Whether the model should make sound. */
  generateAudio: z.boolean().optional(),
  /** How far a video-to-video model may leave its source, 0 to 1. */
  strength: z.number().min(0).max(1).optional(),
  /** A camera move, in the model's words. */
  camera: z.string().max(200).optional(),
  motion: z.enum(motions).optional(),
  /** Whether the clip should end as it begins, so that it can be played in a circle. */
  loop: z.boolean().optional(),
  /** Of a `v2v`: the clip goes on where the video ends, and `durationSeconds` is what is added. */
  continues: z.boolean().optional(),
  /** Words that somebody in the clip says: of a `v2v`, to whose lips they are fitted. */
  speech: z.string().min(1).max(2000).optional(),
  /** Who says them, in the model's words. */
  voice: z.string().max(100).optional(),
  /** Whether the model may write the prompt anew before it makes the clip. */
  expandPrompt: z.boolean().optional(),
  /** Nobody named the model: another may make the clip when its provider refuses work. */
  anyModel: z.boolean().optional(),
  /** How many generations one command asks for, each with a seed of its own. */
  takes: z.int().min(1).max(mostTakes.image).default(1),
  /** Inputs of the provider's own that have no common name. */
  extras: z.record(z.string(), z.json()).default({}),
})
export type GenerationRequest = z.infer<typeof generationRequestSchema>

/** A request as a command wrote it, before a model was chosen and its defaults filled in. */
export type RequestDraft = Omit<z.input<typeof generationRequestSchema>, 'model' | 'anyModel'> & {
  model?: string | undefined
  /** Asks for the quick model of a family. */
  quick?: boolean | undefined
  /** The name of a template of the workspace, for what is not said here. */
  template?: string | undefined
  /** Asks for a new seed, whatever a template or a clip before it had. */
  anySeed?: boolean | undefined
}

/** A request that fits its model: every value that the model takes is set, the seed too. */
export type ResolvedRequest = GenerationRequest & { seed: number }
