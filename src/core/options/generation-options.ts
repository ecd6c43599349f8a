import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { MoodreelError } from '../errors.ts'
import type { Json } from '../json.ts'
import { aspectRatioPattern } from '../ratio.ts'
import { type Recipe, seedAgain } from '../recipe.ts'
import { namedReference } from '../reference.ts'
import { type Attachment, attachmentSchema, fastest, type Mode, maxSeed, mostTakes, motions, type RequestDraft } from '../request.ts'
import { ownPrompt, writeShots } from '../shots.ts'
import { say } from '../words/sentence.ts'
import { claimedKind } from './assign-attachments.ts'
import { namesOption } from './reference-option.ts'
import { readShots, shotsOption } from './shots-option.ts'
import { anySeed } from './spelling.ts'
import { templateOption } from './template-option.ts'

const prompt = z
  .string()
  .min(1)
  .max(4000)
  .meta({ about: say('optionAbout.prompt'), words: true } satisfies OptionHints)

/** What amounts of motion are called. */
const motionLabels = { low: say('fit.motion_low'), medium: say('fit.motion_medium'), high: say('fit.motion_high') } as const

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
    .meta({ about: say('optionAbout.fps'), spelling: 'frames', seldom: true, example: '24' } satisfies OptionHints),
  camera: z
    .string()
    .max(200)
    .optional()
    .meta({ about: say('optionAbout.camera'), words: true, example: '"push in"' } satisfies OptionHints),
  audio: z
    .boolean()
    .optional()
    .meta({ about: say('optionAbout.audio') } satisfies OptionHints),
  motion: z
    .enum(motions)
    .optional()
    .meta({ about: say('optionAbout.motion'), labels: motionLabels, example: 'low' } satisfies OptionHints),
  loop: z
    .boolean()
    .optional()
    .meta({ about: say('optionAbout.loop') } satisfies OptionHints),
  speech: z
    .string()
    .max(2000)
    .optional()
    .meta({
      about: say('optionAbout.speech'),
      flags: ['say'],
      words: true,
      sentences: true,
      example: '"Good evening."',
    } satisfies OptionHints),
  voice: z
    .string()
    .max(100)
    .optional()
    .meta({ about: say('optionAbout.voice'), seldom: true, example: '"an old man"' } satisfies OptionHints),
  expand: z
    .enum(['on', 'off'])
    .optional()
    .meta({
      about: say('optionAbout.expand'),
      flags: ['enhance', 'expand-prompt'],
      labels: { on: say('form.on'), off: say('form.off') },
      seldom: true,
      example: 'off',
    } satisfies OptionHints),
  takes: z
    .int()
    .min(1)
    .max(mostTakes.video)
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
  .meta({ about: say('optionAbout.ref'), attachment: 'image', also: ['video', 'audio'], kept: true, example: '2' } satisfies OptionHints)
const style = attachmentSchema.optional().meta({
  about: say('optionAbout.style'),
  attachment: 'image',
  named: true,
  kept: true,
  demand: say('option.beStyle'),
  example: '2',
} satisfies OptionHints)
const sound = attachmentSchema.optional().meta({ about: say('optionAbout.sound'), attachment: 'audio', example: '2' } satisfies OptionHints)

export const textToVideoOptions = {
  prompt: prompt
    .optional()
    .meta({ positional: true, unless: ['template', 'shots'], example: 'a paper boat in the rain' } satisfies OptionHints),
  shots: shotsOption.optional(),
  ...common,
  ref: references,
  with: namesOption.optional(),
  sound,
  style,
}

export const imageToVideoOptions = {
  image: attachmentSchema.meta({ about: say('optionAbout.image'), attachment: 'image', example: '1' } satisfies OptionHints),
  prompt: optionalPrompt,
  shots: shotsOption.optional(),
  ...common,
  last: attachmentSchema.optional().meta({ about: say('optionAbout.last'), attachment: 'image', example: '2' } satisfies OptionHints),
  ref: references,
  with: namesOption.optional(),
  sound,
  style,
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
  extend: z
    .boolean()
    .optional()
    .meta({ about: say('optionAbout.extend'), flags: ['continue'] } satisfies OptionHints),
  ref: references,
  with: namesOption.optional(),
  style,
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

/** References by what they are: a picture, or a video or a sound that was named as one. */
const referencesOf = (files: readonly Attachment[] = []): Pick<RequestDraft, 'referenceImages' | 'referenceVideos' | 'referenceAudios'> => {
  const ofKind = (wanted: 'video' | 'audio'): Attachment[] => files.filter((file) => claimedKind(file) === wanted)
  const [videos, audios] = [ofKind('video'), ofKind('audio')]
  const images = files.filter((file) => !videos.includes(file) && !audios.includes(file))
  return {
    ...(images.length > 0 && { referenceImages: images }),
    ...(videos.length > 0 && { referenceVideos: videos }),
    ...(audios.length > 0 && { referenceAudios: audios }),
  }
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
  ...referencesOf([...(options.ref ?? []), ...(options.with ?? []).map(namedReference)]),
  video: options.video,
  audio: options.sound,
  style: options.style,
  shots: options.shots === undefined ? undefined : readShots(options.shots),
  seed: options.seed === anySeed ? undefined : options.seed,
  anySeed: options.seed === anySeed || undefined,
  durationSeconds: options.duration,
  aspectRatio: options.aspect,
  resolution: options.resolution,
  fps: options.fps,
  generateAudio: options.audio,
  strength: options.strength,
  camera: options.camera,
  motion: options.motion,
  loop: options.loop,
  continues: options.extend,
  speech: options.speech,
  voice: options.voice,
  expandPrompt: options.expand === undefined ? undefined : options.expand === 'on',
  takes: options.takes,
  extras: extrasOf(options.set ?? []),
})

/** The options that ask for a recipe's clip again, without the files it started from. */
export const recipeOptions = (recipe: Recipe): Omit<GenerationOptions, 'image' | 'last' | 'ref' | 'with' | 'video' | 'sound' | 'style'> => {
  const { settings } = recipe
  const set = Object.entries(settings.extras).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return {
    prompt: ownPrompt({ prompt: recipe.prompt, shots: settings.shots }) || undefined,
    shots: settings.shots && writeShots(settings.shots),
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
    motion: settings.motion,
    loop: settings.loop,
    extend: settings.continues,
    speech: settings.speech,
    voice: settings.voice,
    expand: settings.expandPrompt === undefined ? undefined : settings.expandPrompt ? 'on' : 'off',
    set: set.length > 0 ? set : undefined,
  }
}
