import { z } from 'zod'
import type { Json } from '../../src/core/json.ts'
import { type Model, modelSchema } from '../../src/core/model.ts'
import { type InputRole, type Mode, maxSeed } from '../../src/core/request.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { fieldFor, type Word, wordAliases } from './aliases.ts'
import { referencesOf } from './find-drift.ts'
import type { InputField, InputSchema } from './input-schema.ts'
import { type Target, targetName } from './target.ts'

/** A model as `GET /models/{owner}/{name}` describes it: https://replicate.com/docs/reference/http#models.get. */
export const modelPageSchema = z.object({
  owner: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  default_example: z.object({ output: z.unknown().optional() }).nullish().catch(null),
})
export type ModelPage = z.infer<typeof modelPageSchema>

/**
 * The row of a model that no catalogue lists, read off its page and its inputs; null for one that makes no video, as far as
 * one can tell. What cannot be told in our words can still be set as an extra; its price is on its page only.
 */
export const modelRow = (target: Target, page: ModelPage, schema: InputSchema): Model | null => {
  const modes = modesOf(schema)
  if (modes.length === 0 || !makesVideo(page, schema)) return null
  const used = new Set<string>()
  const take = (part: Word | InputRole): InputField | undefined => {
    const field = fieldFor(schema, part)
    if (field) used.add(field.name)
    return field
  }
  /** What the row then says of the field; without a word of ours it stays an extra. */
  const offer = <Offered>(
    part: Word,
    read: (field: InputField) => Offered | undefined,
    field = fieldFor(schema, part),
  ): Offered | undefined => {
    const offered = field && read(field)
    if (field && offered !== undefined) used.add(field.name)
    return offered
  }
  const prompt = take('prompt')
  for (const role of ['firstFrame', 'video', 'referenceImages'] as const) take(role)
  const name = `${target.owner}/${target.name}`
  const row = {
    name: name.toLowerCase(),
    title: name,
    provider: 'replicate',
    target: targetName(target),
    modes,
    about: about(page),
    label: say('provider.unlisted'),
    ownDefaults: true,
    seed: take('seed') !== undefined,
    maxSeed: maxSeedOf(fieldFor(schema, 'seed')),
    duration: offer('durationSeconds', numbersIn),
    aspectRatios: offer('aspectRatio', wordsIn(/^\d{1,2}:\d{1,2}$/)),
    sourceShape: keepsShape(fieldFor(schema, 'aspectRatio')) ? 'kept' : 'nearest',
    resolutions: offer('resolution', wordsIn(/^\d{3,4}p$/i)) ?? offer('resolution', translatedResolutions, schema.fields.get('mode')),
    fps: offer('fps', numbersIn),
    negativePrompt: take('negativePrompt') !== undefined,
    lastFrame: take('lastFrame') !== undefined,
    referenceImages: referencesOf(schema) ?? 0,
    audioInput: take('audio') !== undefined,
    generateAudio: take('generateAudio') !== undefined,
    strength: take('strength') !== undefined,
    camera: offer('camera', ({ choices }) => choices?.map((choice) => `${choice}`.replaceAll('_', ' '))),
    promptMaxLength: Math.min(prompt?.maxLength ?? longestPrompt, longestPrompt),
    promptOptional: !prompt || !schema.required.includes(prompt.name),
  }
  return modelSchema.parse({ ...row, extras: [...schema.fields.keys()].filter((field) => !used.has(field)) })
}

const maxSeedOf = (field: InputField | undefined): number | undefined =>
  field?.maximum !== undefined && field.maximum >= leastMaxSeed ? Math.min(field.maximum, maxSeed) : undefined

/** A field with fewer seeds is not worth a note on each clip; what lies beyond is folded when the clip is made. */
const leastMaxSeed = 9

/** A usual value such as `adaptive` or `match_input_image` that is no ratio takes the source's shape by itself. */
const keepsShape = (field: InputField | undefined): boolean => typeof field?.default === 'string' && !/^\d+:\d+$/.test(field.default)

/** What a request may have at most: `src/core/request.ts`. */
const longestPrompt = 4000
const longestAbout = 200

const about = ({ description }: ModelPage): Text => {
  const words = (description ?? '').replaceAll(/\s+/g, ' ').trim()
  const short = words.length > longestAbout ? `${words.slice(0, longestAbout - 1).trimEnd()}…` : words
  return say('provider.unlistedAbout', { description: short })
}

const modesOf = (schema: InputSchema): Mode[] => {
  const image = fieldFor(schema, 'firstFrame')
  const video = fieldFor(schema, 'video')
  const needs = (field: InputField | undefined): boolean => field !== undefined && schema.required.includes(field.name)
  const modes: Mode[] = []
  if (fieldFor(schema, 'prompt') && !needs(image) && !needs(video)) modes.push('t2v')
  if (image && !needs(video)) modes.push('i2v')
  if (video && !needs(image)) modes.push('v2v')
  return modes
}

const videoEnding = /\.(mp4|webm|mov|mkv|gif)(\?|$)/i
const otherEnding = /\.(png|jpe?g|webp|svg|mp3|wav|ogg|flac|m4a|txt|json|zip|glb|ply)(\?|$)/i
/** Inputs that only moving pictures have. */
const movingFields = [...wordAliases.durationSeconds.fields, ...wordAliases.fps.fields, 'num_frames', 'max_frames', 'video_length']

/** Replicate says of an output only that it is a link; the model's own example shows to what, or else its words and inputs must do. */
const makesVideo = ({ name, description, default_example: example }: ModelPage, schema: InputSchema): boolean => {
  const links = [example?.output].flat().filter((link) => typeof link === 'string')
  if (links.some((link) => videoEnding.test(link))) return true
  if (links.some((link) => otherEnding.test(link))) return false
  return /video|animat|\b[ti]2v\b|\bv2v\b/i.test(`${name} ${description ?? ''}`) && movingFields.some((field) => schema.fields.has(field))
}

/** The usual value first, for a row's first is its default. */
const usualFirst = <Value>(values: Value[], usual: Value | undefined): Value[] =>
  usual !== undefined && values.includes(usual) ? [usual, ...values.filter((value) => value !== usual)] : values

const numberOf = (value: Json | undefined): number | undefined =>
  (typeof value === 'number' || (typeof value === 'string' && value !== '')) && Number.isFinite(Number(value)) ? Number(value) : undefined

const numbersIn = ({ type, choices, minimum, maximum, default: usual }: InputField): Model['duration'] => {
  const least = numberOf(usual)
  if (choices) {
    const numbers = choices.flatMap((choice) => numberOf(choice) ?? []).filter((number) => number > 0)
    return numbers.length > 0 ? usualFirst(numbers, least) : undefined
  }
  if (minimum === undefined || maximum === undefined || maximum <= 0) return undefined
  const min = Math.max(minimum, 1)
  return { min, max: maximum, default: least !== undefined && least >= min ? least : min, ...(type === 'integer' && { step: 1 }) }
}

const wordsIn =
  (pattern: RegExp) =>
  ({ choices, default: usual }: InputField): string[] | undefined => {
    const words = (choices ?? []).map((choice) => `${choice}`.toLowerCase()).filter((word) => pattern.test(word))
    return words.length > 0 ? usualFirst(words, `${usual}`.toLowerCase()) : undefined
  }

/** Resolutions that go by names of the model's own. */
const translatedResolutions = ({ choices, default: usual }: InputField): string[] | undefined => {
  const known = Object.entries(wordAliases.resolution.translated?.values ?? {}).filter(([, word]) => choices?.includes(word))
  const words = known.map(([resolution]) => resolution)
  return words.length > 0 ? usualFirst(words, known.find(([, word]) => word === usual)?.[0]) : undefined
}
