import { z } from 'zod'
import { generationRequestSchema, largest, maxSeed, modes, mostShots, motions } from './request.ts'
import { textSchema } from './words/text-schema.ts'

const range = z.object({ min: z.number(), max: z.number(), step: z.number().positive().optional(), default: z.number() })
/** Either any value of a range, or one of a list whose first entry is the default. */
const numbers = z.union([range, z.array(z.number()).min(1)])
const imageLimits = z.object({
  maxBytes: z.int().positive().optional(),
  maxPixels: z.int().positive().optional(),
  /** The least that each side of a picture must have, in pixels: a smaller one is scaled up, which the post says. */
  minSide: z.int().positive().optional(),
})
const videoLimits = z.object({
  maxBytes: z.int().positive().optional(),
  minSeconds: z.number().optional(),
  maxSeconds: z.number().optional(),
  /** The least and the most that each side of a video may have, in pixels. */
  minSide: z.int().positive().optional(),
  maxSide: z.int().positive().optional(),
})

/** Native continuation: what of a video can be gone on from, and what comes. */
const continuation = z.strictObject({
  /** How many seconds it adds; absent: it decides that itself. */
  duration: numbers.optional(),
  /** Whether the clip that comes begins with the video that it goes on from. */
  whole: z.boolean().default(false),
  /** How long that video must and may be, in seconds. */
  minSeconds: z.number().positive().optional(),
  maxSeconds: z.number().positive().optional(),
})

const usd = { usdPerSecond: z.number().nonnegative().optional(), usdPerClip: z.number().nonnegative().optional() }

/**
 * How sure a fact of the catalogue is. A: the vendor's own page, SDK or a client that is well kept. B: several third parties. C: one of
 * them, or a guess. Where it is not A, a price is rather too high, so that no hold is too small.
 */
const sureness = ['A', 'B', 'C'] as const

/** May a clip be used to earn money? `ask`: nobody here knows, so whoever wants to asks the vendor. */
export const rightsSchema = z.strictObject({
  commercial: z.enum(['yes', 'no', 'ask']),
  /** By which terms or licence, or where to look. */
  terms: textSchema.optional(),
  /** When they were read. */
  date: z.iso.date().optional(),
})

const retiresSchema = z.strictObject({
  /** The last day on which its vendor makes clips with it. */
  date: z.iso.date(),
  /** The vendor says "or later": then the date alone switches nothing off, only the vendor's own word that the model is gone does. */
  orLater: z.boolean().default(false),
  /** The model that makes the clips then, where it takes all that is asked and costs no more. */
  successor: z.string().optional(),
})

/** From what only shows that the bot works to the best that money buys. */
export const grades = ['preview', 'draft', 'standard', 'premium'] as const

/**
 * One row of `config/models.yaml`: a name people type, the provider that makes it, and what it takes. A field
 * that is absent is something the model cannot take; asking for it is refused or warned about, never dropped.
 */
export const modelSchema = z.strictObject({
  /** A colon stands after the name of a provider that was asked for a model of its own: `fal:owner/name`. */
  name: z.string().regex(/^[a-z0-9][a-z0-9.:/_-]*$/),
  title: z.string(),
  /** What people call it beside its name and its title, such as a whole family's name. Only letters and digits count (`modelCalled`). */
  aliases: z.array(z.string()).default([]),
  provider: z.string(),
  /** The provider's own name for the model, such as `owner/name`. */
  target: z.string(),
  modes: z.array(z.enum(modes)).min(1),
  /** How good its clips are, for who names no model: standard before premium before draft before preview. */
  grade: z.enum(grades).default('standard'),
  /** The full model of the same family: this row is its quick one, for `--draft`, and Refine goes back there. */
  draftOf: z.string().optional(),
  /** Who makes the clip when this one's provider refuses work for reasons of its own, in this order. */
  fallbacks: z.array(z.string()).default([]),
  about: textSchema.optional(),
  /** Said on every post of this model, such as "preview renderer, not AI". */
  label: textSchema.optional(),
  seed: z.boolean().default(false),
  /** The largest seed that it takes; a larger one is folded into its range, which the post says. */
  maxSeed: z.int().min(9).max(maxSeed).default(maxSeed),
  /** Whether seeds that lie near each other make clips that look alike. With most models they do not. */
  nearbySeeds: z.boolean().default(false),
  duration: numbers.optional(),
  /** The first is the default where a clip starts from words. */
  aspectRatios: z.array(z.string()).min(1).optional(),
  /**
   * The shape of a clip that starts from a picture or a video where no ratio is asked for. `nearest`: that of `aspectRatios` which is
   * nearest to the source's. `kept`: the source's own. `only`: the source's own, and no ratio is taken beside a source.
   */
  sourceShape: z.enum(['nearest', 'kept', 'only']).default('nearest'),
  /** The first is the default. */
  resolutions: z.array(z.string()).min(1).optional(),
  fps: numbers.optional(),
  /** Whether the model decides what nobody sets: its row was read off its own inputs, and no default here is chosen by anybody. */
  ownDefaults: z.boolean().default(false),
  /** Settings that do not go together: a request with every word of one of these is refused. */
  never: z
    .array(generationRequestSchema.pick({ mode: true, durationSeconds: true, aspectRatio: true, resolution: true, fps: true }).partial())
    .default([]),
  negativePrompt: z.boolean().default(false),
  lastFrame: z.boolean().default(false),
  referenceImages: z.int().min(0).max(9).default(0),
  /** Whether reference images go with no first frame. */
  referencesAlone: z.boolean().default(false),
  /** How many videos and sounds it takes as references, and how long each may be, in seconds. */
  referenceVideos: z.int().min(0).max(9).default(0),
  referenceAudios: z.int().min(0).max(9).default(0),
  referenceMaxSeconds: z.number().positive().optional(),
  /** Whether it takes a picture for the look alone. */
  style: z.boolean().default(false),
  audioInput: z.boolean().default(false),
  /** Whether an i2i of it changes only the part that a mask shows. `needed`: it does nothing else, such as an inpainting model. */
  mask: z.union([z.boolean(), z.literal('needed')]).default(false),
  /** How many times larger it makes a picture or a video; the first is the default. `resolutions` are what it upscales to. */
  factors: z.array(z.number().min(1).max(largest)).min(1).optional(),
  generateAudio: z.boolean().default(false),
  strength: z.boolean().default(false),
  /** Absent: none. Empty: any words. */
  camera: z.array(z.string()).optional(),
  /** Several scenes in one clip: how many, how many characters for each, whether each can have a length of its own; in every mode, or in these. */
  shots: z
    .strictObject({
      most: z.int().min(2).max(mostShots).default(mostShots),
      maxLength: z.int().positive().default(512),
      timed: z.boolean().default(false),
      modes: z.array(z.enum(modes)).min(1).optional(),
      /** Whether there may be a prompt beside them. */
      beside: z.boolean().default(false),
    })
    .optional(),
  /** How much moves: the amounts that it knows. */
  motion: z.array(z.enum(motions)).min(1).optional(),
  /** Whether it has a switch of its own for a loop, in every mode or in these. Without one a model with a last frame makes it in i2v. */
  loop: z.union([z.boolean(), z.array(z.enum(modes)).min(1)]).default(false),
  /** Native continuation of a video (`/extend`); the row needs no `v2v` for it. Absent: from the last frame. */
  continues: continuation.optional(),
  /**
   * Words that it lets somebody say. `field`: an input of its own; `prompt`: its vendor says that it speaks what stands in quotes in the
   * prompt. `voices` absent: none can be chosen. Empty: any name.
   */
  speech: z
    .strictObject({
      by: z.enum(['field', 'prompt']).default('field'),
      modes: z.array(z.enum(modes)).min(1).optional(),
      maxLength: z.int().positive().default(1000),
      voices: z.array(z.string()).optional(),
    })
    .optional(),
  /** Whether its writing the prompt anew can be turned on and off. */
  expandPrompt: z.boolean().default(false),
  promptMaxLength: z.int().positive().default(2000),
  /** Whether a prompt is needed at all in i2v and v2v. */
  promptOptional: z.boolean().default(false),
  image: imageLimits.default({}),
  video: videoLimits.default({}),
  /** Names of provider inputs that `--set name=value` may pass through. */
  extras: z.array(z.string()).default([]),
  price: z
    .strictObject({
      ...usd,
      /** Other prices for some settings: the first case whose every word is the request's counts instead. */
      cases: z
        .array(
          z.strictObject({
            when: generationRequestSchema
              .pick({ mode: true, durationSeconds: true, resolution: true, generateAudio: true, continues: true, factor: true })
              // Whether there are any.
              .extend({ speech: z.boolean(), shots: z.boolean(), referenceImages: z.boolean(), referenceVideos: z.boolean() })
              .partial(),
            ...usd,
          }),
        )
        .default([]),
      /** Nobody bills it: the price is there so that limits count, and is no money. */
      nominal: z.boolean().optional(),
      source: z.string().optional(),
      date: z.iso.date().optional(),
      sure: z.enum(sureness).default('C'),
    })
    .prefault({}),
  /** Whether its vendor bills for what its own content check refuses. Absent: what its provider's entry says, or else nobody knows. */
  billsRefusals: z.boolean().optional(),
  /** Absent: what its provider's entry says, or else nothing is known. */
  rights: rightsSchema.optional(),
  /** Absent: no end of it is known. */
  retires: retiresSchema.optional(),
  /** How long a clip takes before anything was measured, in seconds. */
  typicalSeconds: z.number().positive().default(60),
  /** When the bot gives up waiting for this model, in seconds from the submit. */
  timeoutSeconds: z.number().positive().default(3600),
  nsfw: z.boolean().default(false),
  /** Why it is not available, when it is not; said to members who ask for it. */
  unavailable: z.strictObject({ reason: textSchema, successor: z.string().optional() }).optional(),
})
type Row = z.infer<typeof modelSchema>

/** A price as a vendor publishes it. */
export type ListPrice = Pick<Row['price'], 'usdPerClip' | 'usdPerSecond' | 'cases'>

/** What is learnt of a row's price while the program runs. By settings: `settingsOf` of `fit/price-facts.ts`. In US dollars. */
export interface LearntPrice {
  /** The vendor's own list, where it asks for more than the row in some case. */
  published?: ListPrice | undefined
  /** What the last clips cost in the end: the median, and of how many. */
  lately: Readonly<Record<string, { usd: number; clips: number }>>
  /** The most that the vendor said of the last one when it took it, where that is more than the row's price. */
  told: Readonly<Record<string, number>>
}

export type Model = Row & { learnt?: LearntPrice | undefined }
