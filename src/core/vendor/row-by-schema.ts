import type { z } from 'zod'
import type { Json } from '../json.ts'
import { modeFacts } from '../mode-facts.ts'
import type { Model, modelSchema } from '../model.ts'
import { type Mode, maxSeed } from '../request.ts'
import { secondsIn } from './fit-value.ts'
import { findField, type InputField, type InputSchema } from './input-schema.ts'
import { referencesOf } from './references-of.ts'
import type { Aliases, Vocabulary, Word } from './vocabulary.ts'

/** What a row says beside what it is called and costs. */
type Features = Partial<z.input<typeof modelSchema>> & { extras: string[] }

/**
 * What a model takes, as its row would say it, read off its own inputs. What cannot be told in our words can still be set as an extra, and
 * what nobody sets the model decides.
 */
export const rowBySchema = (schema: InputSchema, vocabulary: Vocabulary): Features => {
  const { files } = vocabulary
  const words = (word: Word): Aliases => vocabulary.words[word] ?? { fields: [] }
  const used = new Set<string>()
  const take = ({ fields }: Aliases): InputField | undefined => {
    const field = findField(schema, fields)
    if (field) used.add(field.name)
    return field
  }
  /** What the row then says of the field; without a word of ours it stays an extra. */
  const offer = <Offered>(names: readonly string[], read: (field: InputField) => Offered | undefined): Offered | undefined => {
    const field = findField(schema, names)
    const offered = field && read(field)
    if (field && offered !== undefined) used.add(field.name)
    return offered
  }
  const { translated } = words('resolution')
  const prompt = take(words('prompt'))
  for (const role of ['firstFrame', 'video', 'referenceImages'] as const) take(files[role])
  const ratio = findField(schema, words('aspectRatio').fields)
  const features = {
    ownDefaults: true,
    seed: take(words('seed')) !== undefined,
    maxSeed: maxSeedOf(findField(schema, words('seed').fields)),
    duration: offer(words('durationSeconds').fields, numbersIn),
    aspectRatios: offer(words('aspectRatio').fields, wordsIn(/^[1-9]\d?:[1-9]\d?$/)),
    sourceShape: keepsShape(ratio) ? ('kept' as const) : ('nearest' as const),
    resolutions:
      offer(words('resolution').fields, wordsIn(/^\d{3,4}p$/i, words('resolution').synonyms)) ??
      (translated && offer([translated.field], translatedWords(translated.values))),
    factors: offer(words('factor').fields, factorsIn),
    fps: offer(words('fps').fields, numbersIn),
    negativePrompt: take(words('negativePrompt')) !== undefined,
    lastFrame: take(files.lastFrame) !== undefined,
    referenceImages: referencesOf(schema, vocabulary) ?? 0,
    audioInput: take(files.audio) !== undefined,
    mask: maskOf(take(files.mask), schema),
    generateAudio: take(words('generateAudio')) !== undefined,
    strength: take(words('strength')) !== undefined,
    camera: offer(words('camera').fields, ({ choices }) => choices?.map((choice) => `${choice}`.replaceAll('_', ' '))),
    style: take(files.style) !== undefined,
    shots: take(words('shots')) && { timed: true },
    referenceVideos: countOf(take(files.referenceVideos)),
    referenceAudios: countOf(take(files.referenceAudios)),
    loop: take(words('loop')) !== undefined,
    expandPrompt: take(words('expandPrompt')) !== undefined,
    promptMaxLength: Math.min(prompt?.maxLength ?? longestPrompt, longestPrompt),
    promptOptional: !prompt || !schema.required.includes(prompt.name),
  }
  return { ...features, extras: [...schema.fields.keys()].filter((field) => !used.has(field)) }
}

/** Which of some modes a model has, by the files that it takes and needs. */
export const modesBySchema = (schema: InputSchema, { words, files }: Vocabulary, among: readonly Mode[]): Mode[] => {
  const needs = (field: InputField | undefined): boolean => field !== undefined && schema.required.includes(field.name)
  const [image, video] = [findField(schema, files.firstFrame.fields), findField(schema, files.video.fields)]
  const sources = { firstFrame: image, video }
  return among.filter((mode) => {
    const { source } = modeFacts[mode]
    if (source === undefined) return findField(schema, words.prompt?.fields ?? []) !== undefined && !needs(image) && !needs(video)
    return sources[source] !== undefined && !needs(sources[source === 'video' ? 'firstFrame' : 'video'])
  })
}

const maxSeedOf = (field: InputField | undefined): number | undefined =>
  field?.maximum !== undefined && Number.isInteger(field.maximum) && field.maximum >= leastMaxSeed
    ? Math.min(field.maximum, maxSeed)
    : undefined

/** A field with fewer seeds is not worth a note on each clip; what lies beyond is folded when the clip is made. */
const leastMaxSeed = 9

/** How many videos, or sounds, a request may have as references: `src/core/request.ts`. */
const mostReferences = 3

const countOf = (field: InputField | undefined): number =>
  field === undefined ? 0 : field.type === 'array' ? Math.min(field.maxItems ?? mostReferences, mostReferences) : 1

const maskOf = (field: InputField | undefined, { required }: InputSchema): Model['mask'] =>
  field === undefined ? false : required.includes(field.name) ? 'needed' : true

/** A usual value such as `adaptive` or `match_input_image` that is no ratio takes the source's shape by itself. */
const keepsShape = (field: InputField | undefined): boolean => typeof field?.default === 'string' && !/^\d+:\d+$/.test(field.default)

/** What a request may have at most: `src/core/request.ts`. */
const longestPrompt = 4000
const longestSeconds = 600
const largestFactor = 8

/** The usual value first, for a row's first is its default. */
const usualFirst = <Value>(values: Value[], usual: Value | undefined): Value[] =>
  usual !== undefined && values.includes(usual) ? [usual, ...values.filter((value) => value !== usual)] : values

const numbersIn = ({ type, choices, minimum, maximum, default: usual }: InputField): Model['duration'] => {
  const least = secondsIn(usual)
  if (choices) {
    const numbers = choices.flatMap((choice) => secondsIn(choice) ?? []).filter((number) => number > 0)
    return numbers.length > 0 ? usualFirst(numbers, least) : undefined
  }
  if (minimum === undefined || maximum === undefined || maximum <= 0 || maximum > longestSeconds || minimum > maximum) return undefined
  const min = Math.max(minimum, 1)
  return { min, max: maximum, default: least !== undefined && least >= min ? least : min, ...(type === 'integer' && { step: 1 }) }
}

const wordsIn =
  (pattern: RegExp, synonyms: Record<string, string> = {}) =>
  ({ choices, default: usual }: InputField): string[] | undefined => {
    const ours = (choice: Json | undefined): string => {
      const word = `${choice}`.toLowerCase()
      return Object.keys(synonyms).find((known) => synonyms[known] === word) ?? word
    }
    const words = (choices ?? []).map(ours).filter((word) => pattern.test(word))
    return words.length > 0 ? usualFirst(words, ours(usual)) : undefined
  }

/** Values that go by words of the model's own. */
const translatedWords =
  (values: Record<string, string>) =>
  ({ choices, some, default: usual }: InputField): string[] | undefined => {
    const known = Object.entries(values).filter(([, word]) => (choices ?? some)?.includes(word))
    const words = known.map(([value]) => value)
    return words.length > 0 ? usualFirst(words, known.find(([, word]) => word === usual)?.[0]) : undefined
  }

/** Whole factors, the usual one first. */
const factorsIn = ({ choices, minimum = 1, maximum = largestFactor, default: usual }: InputField): number[] | undefined => {
  const all = Array.from({ length: largestFactor }, (_, index) => index + 1)
  const listed = choices?.flatMap((choice) => secondsIn(choice) ?? [])
  const factors = all.filter((factor) => factor > 1 && factor >= minimum && factor <= maximum && (listed?.includes(factor) ?? true))
  return factors.length > 0 ? usualFirst(factors, secondsIn(usual)) : undefined
}
