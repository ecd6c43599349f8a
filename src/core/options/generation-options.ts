import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { MoodreelError } from '../errors.ts'
import type { Json } from '../json.ts'
import { aspectRatioPattern } from '../ratio.ts'
import { type Recipe, seedAgain } from '../recipe.ts'
import { attachmentSchema, fastest, type Mode, maxSeed, type RequestDraft } from '../request.ts'
import { say } from '../words/sentence.ts'
import { anySeed } from './spelling.ts'
import { templateOption } from './template-option.ts'

const prompt = z
  .string()
  .min(1)
  .max(4000)
  .meta({ about: say('optionAbout.prompt'), words: true } satisfies OptionHints)

/** Options of every mode that makes a clip. */
const common = {
  seed: z
    .int()
    .min(anySeed)
    .max(maxSeed)
    .optional()
    .meta({ about: say('optionAbout.seed'), spelling: 'seed', example: '42' } satisfies OptionHints),
  duration: z
    .number()
    .min(0.1)
    .max(600)
    .optional()
    .meta({ about: say('optionAbout.duration'), flags: ['seconds'], spelling: 'seconds', example: '5' } satisfies OptionHints),
  aspect: z
    .string()
    .regex(aspectRatioPattern)
    .optional()
    .meta({
      about: say('optionAbout.aspect'),
      flags: ['ar', 'aspect-ratio'],
      completion: 'aspectRatio',
      spelling: 'ratio',
      demand: say('option.beShape'),
      example: '16:9',
    } satisfies OptionHints),
  model: z
    .string()
    .max(100)
    .optional()
    .meta({ about: say('optionAbout.model'), completion: 'model', example: 'local' } satisfies OptionHints),
  template: templateOption.optional().meta({ about: say('optionAbout.template') } satisfies OptionHints),
  draft: z
    .boolean()
    .optional()
    .meta({ about: say('optionAbout.draft') } satisfies OptionHints),
  no: z
    .string()
    .max(2000)
    .optional()
    .meta({
      about: say('optionAbout.no'),
      flags: ['negative', 'negative-prompt'],
      words: true,
      example: '"blur, text"',
    } satisfies OptionHints),
  resolution: z
    .string()
    .toLowerCase()
    .regex(/^\d{3,4}p$/)
    .optional()
    .meta({
      about: say('optionAbout.resolution'),
      flags: ['res'],
      completion: 'resolution',
      spelling: 'resolution',
      demand: say('option.beHeight'),
      example: '720p',
    } satisfies OptionHints),
  fps: z
    .number()
    .min(1)
    .max(fastest)
    .optional()
    .meta({ about: say('optionAbout.fps'), spelling: 'frames', example: '24' } satisfies OptionHints),
  camera: z
    .string()
    .max(200)
    .optional()
    .meta({ about: say('optionAbout.camera'), words: true, example: '"push in"' } satisfies OptionHints),
  audio: z
    .boolean()
    .optional()
    .meta({ about: say('optionAbout.audio') } satisfies OptionHints),
  takes: z
    .int()
    .min(1)
    .max(4)
    .optional()
    .meta({ about: say('optionAbout.takes'), spelling: 'count', example: '3' } satisfies OptionHints),
  set: z
    .array(
      z
        .string()
        .max(1000)
        .regex(/^[A-Za-z][\w.-]*=.+$/s),
    )
    .max(20)
    .optional()
    .meta({ about: say('optionAbout.set'), demand: say('option.beSetting'), example: 'steps=30' } satisfies OptionHints),
}

const optionalPrompt = prompt.optional().meta({ positional: true, example: 'slow push-in' } satisfies OptionHints)
const references = z
  .array(attachmentSchema)
  .max(9)
  .optional()
  .meta({ about: say('optionAbout.ref'), attachment: 'image', example: '2' } satisfies OptionHints)
const sound = attachmentSchema.optional().meta({ about: say('optionAbout.sound'), attachment: 'audio', example: '2' } satisfies OptionHints)

export const textToVideoOptions = {
  prompt: prompt.optional().meta({ positional: true, unless: 'template', example: 'a paper boat in the rain' } satisfies OptionHints),
  ...common,
  ref: references,
  sound,
}

export const imageToVideoOptions = {
  image: attachmentSchema.meta({ about: say('optionAbout.image'), attachment: 'image', example: '1' } satisfies OptionHints),
  prompt: optionalPrompt,
  ...common,
  last: attachmentSchema.optional().meta({ about: say('optionAbout.last'), attachment: 'image', example: '2' } satisfies OptionHints),
  ref: references,
  sound,
}

export const videoToVideoOptions = {
  video: attachmentSchema.meta({ about: say('optionAbout.video'), attachment: 'video', example: '1' } satisfies OptionHints),
  prompt: optionalPrompt,
  ...common,
  strength: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .meta({ about: say('optionAbout.strength'), spelling: 'share', example: '0.6' } satisfies OptionHints),
  ref: references,
}

/** The options of any mode, as a command read them. */
export type GenerationOptions = Partial<z.infer<z.ZodObject<typeof imageToVideoOptions>> & z.infer<z.ZodObject<typeof videoToVideoOptions>>>

/** The value of a `--set name=value`: a number or a switch where it reads as one, words otherwise. */
const settingValue = (text: string): Json => {
  if (text === 'true' || text === 'false') return text === 'true'
  const number = Number(text)
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text) && Math.abs(number) <= Number.MAX_SAFE_INTEGER
  return isNumber ? number : text
}

const extrasOf = (settings: readonly string[]): Record<string, Json> => {
  const extras = new Map<string, Json>()
  for (const setting of settings) {
    const equals = setting.indexOf('=')
    const name = setting.slice(0, equals)
    if (extras.has(name)) throw new MoodreelError('invalid_option', say('option.settingTwice', { name }))
    extras.set(name, settingValue(setting.slice(equals + 1)))
  }
  return Object.fromEntries(extras)
}

/**
 * What a generating command asks for, in the words of a request. Throws MoodreelError `invalid_option` when one
 * provider input is set twice.
 */
export const toDraft = (mode: Mode, options: GenerationOptions): RequestDraft => ({
  mode,
  model: options.model,
  quick: options.draft,
  template: options.template,
  prompt: options.prompt ?? '',
  negativePrompt: options.no,
  firstFrame: options.image,
  lastFrame: options.last,
  referenceImages: options.ref,
  video: options.video,
  audio: options.sound,
  seed: options.seed === anySeed ? undefined : options.seed,
  anySeed: options.seed === anySeed || undefined,
  durationSeconds: options.duration,
  aspectRatio: options.aspect,
  resolution: options.resolution,
  fps: options.fps,
  generateAudio: options.audio,
  strength: options.strength,
  camera: options.camera,
  takes: options.takes,
  extras: extrasOf(options.set ?? []),
})

/** The options that ask for a recipe's clip again, without the files it started from. */
export const recipeOptions = (recipe: Recipe): Omit<GenerationOptions, 'image' | 'last' | 'ref' | 'video' | 'sound'> => {
  const { settings } = recipe
  const set = Object.entries(settings.extras).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return {
    prompt: recipe.prompt || undefined,
    model: recipe.model,
    seed: seedAgain(recipe),
    duration: settings.durationSeconds,
    aspect: settings.aspectRatio,
    resolution: settings.resolution,
    fps: settings.fps,
    no: recipe.negativePrompt ?? undefined,
    camera: settings.camera,
    audio: settings.generateAudio,
    strength: settings.strength,
    set: set.length > 0 ? set : undefined,
  }
}
