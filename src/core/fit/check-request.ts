import { MoodreelError } from '../errors.ts'
import type { Model } from '../model.ts'
import { aspectRatioPattern, isSameRatio, nearAsked } from '../ratio.ts'
import { type GenerationRequest, generationRequestSchema, type RequestDraft, type ResolvedRequest } from '../request.ts'
import { sameWord } from '../text/same-word.ts'
import type { Text } from '../words/sentence.ts'
import { oneOf } from '../words/wording.ts'
import { checkInputs } from './check-inputs.ts'
import { checkTogether } from './check-together.ts'
import { foldSeed } from './fold-seed.ts'

type Numbers = NonNullable<Model['duration']>

const invalid = (sentence: string): MoodreelError => new MoodreelError('invalid_option', sentence)

/** `4, 6 or 8 seconds`, or `2 to 15 seconds in steps of 0.5`. */
const amountWords = (numbers: Numbers, unit: string): string =>
  Array.isArray(numbers)
    ? `${oneOf(numbers)} ${unit}`
    : `${numbers.min} to ${numbers.max} ${unit}${numbers.step ? ` in steps of ${numbers.step}` : ''}`

/** Whether a model makes this many seconds, or frames a second. */
export const allows = (numbers: Numbers, value: number): boolean => {
  if (Array.isArray(numbers)) return numbers.includes(value)
  const steps = (value - numbers.min) / (numbers.step ?? 1)
  return value >= numbers.min && value <= numbers.max && (!numbers.step || Math.abs(steps - Math.round(steps)) < 1e-6)
}

/** The number of frames a second that a model makes and that is nearest to another. Frames are whole. */
const nearestWhole = (numbers: Numbers, value: number): number => {
  if (Array.isArray(numbers)) return numbers.toSorted((one, other) => Math.abs(one - value) - Math.abs(other - value))[0] ?? value
  const { min, max, step = 1 } = numbers
  return Math.min(max, Math.max(min, min + Math.round((value - min) / step) * step))
}

const defaultOf = ({ ownDefaults }: Model, numbers: Numbers | undefined): number | undefined =>
  ownDefaults ? undefined : Array.isArray(numbers) ? numbers[0] : numbers?.default

const isStill = (request: GenerationRequest): boolean => request.mode === 't2i' || request.mode === 'i2i'

/** Seeds that are picked lie in the range that every vendor takes, so that another model can make the clip with the same one. */
const pickedMax = 2_147_483_647

const randomSeed = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % (pickedMax + 1)

/** A seed for each take, all different and in the model's range: counted up from the asked one, or picked. */
const seedsOf = (asked: number | undefined, takes: number, { maxSeed }: Model, pickSeed: () => number): number[] => {
  const seeds: number[] = []
  for (let take = 0; take < takes; take += 1) {
    let seed = foldSeed(asked === undefined ? pickSeed() : asked + take, maxSeed)
    while (seeds.includes(seed)) seed = foldSeed(seed + 1, maxSeed)
    seeds.push(seed)
  }
  return seeds
}

const checkMode = (request: GenerationRequest, model: Model, models: readonly Model[]): void => {
  if (model.modes.includes(request.mode)) return
  const able = models.filter((candidate) => !candidate.unavailable && candidate.modes.includes(request.mode)).map(({ name }) => name)
  const others = able.length === 0 ? 'no model here can' : `choose ${oneOf(able.slice(0, 5))}`
  throw new MoodreelError('invalid_option', `${model.name} cannot do ${request.mode}; ${others}.`)
}

const checkPrompt = ({ mode, prompt }: GenerationRequest, model: Model): void => {
  const fromWords = mode === 't2v' || mode === 't2i'
  if (prompt.trim() === '' && (fromWords || !model.promptOptional)) {
    throw new MoodreelError('missing_input', `${fromWords ? mode : model.name} needs a prompt; say what should happen.`)
  }
  if (prompt.length > model.promptMaxLength) {
    throw invalid(`A prompt for ${model.name} may have ${model.promptMaxLength} characters at most; yours has ${prompt.length}.`)
  }
}

const checkExtras = ({ extras }: GenerationRequest, model: Model): void => {
  const unknown = Object.keys(extras).find((name) => !model.extras.includes(name))
  if (unknown === undefined) return
  throw invalid(
    `${model.name} has no input ${unknown} to set; ${model.extras.length === 0 ? 'it has none' : `it has ${model.extras.join(', ')}`}.`,
  )
}

/** The row's own spelling of what was asked for. */
const checkWord = (
  words: readonly string[] | undefined,
  asked: string | undefined,
  refuse: (taken: readonly string[]) => MoodreelError,
): string | undefined => {
  if (asked === undefined) return undefined
  const known = words?.find((word) => sameWord(word, asked))
  if (known === undefined) throw refuse(words ?? [])
  return known
}

/** The model's ratio that is the asked one, or is so near that it is what was meant: then it is said. */
const checkRatio = (asked: string | undefined, { name, aspectRatios = [] }: Model, warnings: Text[]): string | undefined => {
  if (asked === undefined) return undefined
  if (aspectRatios.length === 0) throw invalid(`${name} takes no aspect ratio; leave it out.`)
  const same = aspectRatios.find((ratio) => ratio === asked || (aspectRatioPattern.test(ratio) && isSameRatio(ratio, asked)))
  if (same !== undefined) return same
  const near = nearAsked(
    asked,
    aspectRatios.filter((ratio) => aspectRatioPattern.test(ratio)),
  )
  if (near === undefined) throw invalid(`${name} makes ${oneOf(aspectRatios)}; you asked for ${asked}.`)
  warnings.push(`${name} makes no ${asked}; ${near} is the nearest and was taken.`)
  return near
}

/** What decides the price or the look of a clip: refused when the model cannot take it. */
const checkShape = (request: GenerationRequest, model: Model, warnings: Text[]): Partial<GenerationRequest> => {
  const { durationSeconds, aspectRatio, resolution, generateAudio } = request
  if (durationSeconds !== undefined && (isStill(request) || !model.duration)) {
    throw invalid(`${model.name} decides the length of a clip itself; leave the duration out.`)
  }
  if (durationSeconds !== undefined && model.duration && !allows(model.duration, durationSeconds)) {
    throw invalid(`A clip of ${model.name} may last ${amountWords(model.duration, 'seconds')}; you asked for ${durationSeconds}.`)
  }
  if (generateAudio && !model.generateAudio) throw invalid(`${model.name} makes no sound; leave audio out or choose a model that does.`)
  const ratio = checkRatio(aspectRatio, model, warnings)
  const size = checkWord(model.resolutions, resolution, (taken) =>
    invalid(
      taken.length === 0
        ? `${model.name} takes no resolution; leave it out.`
        : `${model.name} makes ${oneOf(taken)}; you asked for ${resolution}.`,
    ),
  )
  const hasSource = request.firstFrame !== undefined || request.video !== undefined
  if (ratio !== undefined && hasSource && model.sourceShape === 'only') {
    throw invalid(`${model.name} keeps the shape of the ${request.video ? 'video' : 'picture'}; leave the aspect ratio out.`)
  }
  return {
    // A video keeps its own length, and a picture or a video its shape, as near as the model makes it (`shapeBySource`).
    durationSeconds: isStill(request) ? undefined : (durationSeconds ?? (request.video ? undefined : defaultOf(model, model.duration))),
    aspectRatio: ratio ?? (hasSource || model.ownDefaults ? undefined : model.aspectRatios?.[0]),
    resolution: size ?? (model.ownDefaults ? undefined : model.resolutions?.[0]),
    // A silent model asked for silence does what was asked.
    generateAudio: model.generateAudio ? generateAudio : undefined,
  }
}

/** Hints: the clip is still the clip without them, so a model that takes none only warns. A wrong value is refused. */
const checkHints = (request: GenerationRequest, model: Model, warnings: Text[]): Partial<GenerationRequest> => {
  const { negativePrompt, camera, fps, strength } = request
  const hasSource = request.mode === 'v2v' || request.mode === 'i2i'
  const { seed } = request
  if (seed !== undefined && model.seed && seed > model.maxSeed) {
    warnings.push(`${model.name} takes seeds up to ${model.maxSeed}; ${foldSeed(seed, model.maxSeed)} is used for ${seed}.`)
  }
  if (seed !== undefined && !model.seed) warnings.push(`${model.name} takes no seed; the clip cannot be repeated exactly.`)
  if (negativePrompt !== undefined && !model.negativePrompt) warnings.push(`${model.name} takes no negative prompt; it was left out.`)
  if (camera !== undefined && !model.camera) warnings.push(`${model.name} takes no camera move; say it in the prompt instead.`)
  if (fps !== undefined && !model.fps) warnings.push(`${model.name} takes no frame rate; it chooses its own.`)
  const frames = fps !== undefined && model.fps ? nearestWhole(model.fps, fps) : undefined
  if (frames !== undefined && frames !== fps) {
    warnings.push(`${model.name} makes ${frames} frames a second, the nearest to ${Math.round((fps ?? 0) * 1000) / 1000}.`)
  }
  if (strength !== undefined && !hasSource) warnings.push(`strength means nothing in ${request.mode}; it was left out.`)
  else if (strength !== undefined && !model.strength) warnings.push(`${model.name} takes no strength; it was left out.`)
  const isListed = model.camera !== undefined && model.camera.length > 0
  const move = isListed
    ? checkWord(model.camera, camera, (taken) => invalid(`${model.name} knows the camera moves ${oneOf(taken)}; you asked for ${camera}.`))
    : camera
  return {
    negativePrompt: model.negativePrompt ? negativePrompt : undefined,
    camera: model.camera ? move : undefined,
    fps: frames ?? (isStill(request) ? undefined : defaultOf(model, model.fps)),
    strength: hasSource && model.strength ? strength : undefined,
  }
}

/**
 * Makes a draft fit its model: the model's defaults filled in, one request for each take, each with a seed of its
 * own (the first keeps the one that was asked for). What the model cannot take is refused when it would change what
 * is made or paid (files, duration, shape, sound, the provider's own inputs), and is a warning when it was a hint.
 * `models` is the catalogue, to name others. Throws MoodreelError `invalid_option`, `missing_input` or `too_large`.
 */
export const checkRequest = (
  draft: RequestDraft,
  model: Model,
  models: readonly Model[],
  pickSeed: () => number = randomSeed,
): { requests: ResolvedRequest[]; warnings: Text[] } => {
  const parsed = generationRequestSchema.safeParse({ ...draft, model: model.name })
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new MoodreelError('invalid_option', `${issue?.path.join('.')} is not a value that a clip can have; ask for another.`, {
      cause: parsed.error,
    })
  }
  const request = parsed.data
  checkMode(request, model, models)
  checkPrompt(request, model)
  checkInputs(request, model)
  checkExtras(request, model)
  const warnings: Text[] = []
  const fitting = { ...request, ...checkShape(request, model, warnings), ...checkHints(request, model, warnings), takes: 1 }
  checkTogether(fitting, model)
  return { requests: seedsOf(request.seed, request.takes, model, pickSeed).map((seed) => ({ ...fitting, seed })), warnings }
}
