import { MoodreelError } from '../errors.ts'
import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import { aspectRatioPattern, isSameRatio, nearAsked } from '../ratio.ts'
import {
  type GenerationRequest,
  generationRequestSchema,
  mostTakes,
  type motions,
  type RequestDraft,
  type ResolvedRequest,
} from '../request.ts'
import { ownPrompt, shotsText } from '../shots.ts'
import { sameWord } from '../text/same-word.ts'
import { type Sentence, say, type Text } from '../words/sentence.ts'
import { canMake } from './can-make.ts'
import { checkContent } from './check-content.ts'
import { checkInputs } from './check-inputs.ts'
import { checkTogether } from './check-together.ts'
import { checkShots, timeShots } from './fit-shots.ts'
import { foldSeed } from './fold-seed.ts'

type Numbers = NonNullable<Model['duration']>

const invalid = (sentence: Sentence): MoodreelError => new MoodreelError('invalid_option', sentence)

const otherLength = (model: string, numbers: Numbers, asked: number): MoodreelError => {
  if (Array.isArray(numbers)) return invalid(say('fit.lengths', { model, lengths: numbers, asked }))
  const { min, max, step } = numbers
  return invalid(step ? say('fit.lengthInSteps', { model, min, max, step, asked }) : say('fit.lengthBetween', { model, min, max, asked }))
}

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

const isStill = ({ mode }: GenerationRequest): boolean => modeFacts[mode].makes === 'image'

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

const checkMode = ({ mode, continues }: GenerationRequest, row: Model, models: readonly Model[]): void => {
  const { name: model } = row
  if (continues && mode !== 'v2v') throw invalid(say('fit.continuesVideo', { mode }))
  if (canMake(row, { mode, continues })) return
  if (continues) throw invalid(say('fit.cannotContinue', { model }))
  const able = models.filter((candidate) => !candidate.unavailable && candidate.modes.includes(mode)).map(({ name }) => name)
  throw invalid(
    able.length === 0 ? say('fit.modelCannot', { model, mode }) : say('fit.othersCan', { model, mode, models: able.slice(0, 5) }),
  )
}

const checkPrompt = (request: GenerationRequest, model: Model): void => {
  const { mode, shots } = request
  const prompt = ownPrompt(request)
  const fromWords = mode === 't2v' || mode === 't2i'
  // It is what the source was made of, and no upscaler is asked for it.
  if (modeFacts[mode].upscales) return
  if (prompt.trim() === '' && !shots && (fromWords || !model.promptOptional)) {
    throw new MoodreelError(
      'missing_input',
      fromWords ? say('fit.promptForMode', { mode }) : say('fit.promptForModel', { model: model.name }),
    )
  }
  if (prompt.length > model.promptMaxLength) {
    throw invalid(say('fit.promptTooLong', { model: model.name, most: model.promptMaxLength, length: prompt.length }))
  }
}

const checkExtras = ({ extras }: GenerationRequest, { name: model, extras: inputs }: Model): void => {
  const name = Object.keys(extras).find((given) => !inputs.includes(given))
  if (name === undefined) return
  throw invalid(inputs.length === 0 ? say('fit.noInputs', { model, name }) : say('fit.noInput', { model, name, inputs }))
}

/** The row's own spelling of what was asked for. */
const checkWord = (
  words: readonly string[] | undefined,
  asked: string | undefined,
  refuse: (taken: readonly string[], asked: string) => MoodreelError,
): string | undefined => {
  if (asked === undefined) return undefined
  const known = words?.find((word) => sameWord(word, asked))
  if (known === undefined) throw refuse(words ?? [], asked)
  return known
}

/** The model's ratio that is the asked one, or is so near that it is what was meant: then it is said. */
const checkRatio = (asked: string | undefined, { name: model, aspectRatios = [] }: Model, warnings: Text[]): string | undefined => {
  if (asked === undefined) return undefined
  if (aspectRatios.length === 0) throw invalid(say('fit.noAspect', { model }))
  const same = aspectRatios.find((ratio) => ratio === asked || (aspectRatioPattern.test(ratio) && isSameRatio(ratio, asked)))
  if (same !== undefined) return same
  const near = nearAsked(
    asked,
    aspectRatios.filter((ratio) => aspectRatioPattern.test(ratio)),
  )
  if (near === undefined) throw invalid(say('fit.aspects', { model, ratios: aspectRatios, asked }))
  warnings.push(say('fit.aspectNear', { model, asked, taken: near }))
  return near
}

/** The size of what an upscale makes: what was asked for, or the model's first factor, or its first resolution. */
const checkSize = (
  { mode, factor, resolution }: GenerationRequest,
  { name: model, factors, resolutions, ownDefaults }: Model,
): Pick<GenerationRequest, 'factor' | 'resolution'> => {
  const asked = checkWord(resolutions, resolution, (sizes, asked) =>
    invalid(sizes.length === 0 ? say('fit.noResolution', { model }) : say('fit.resolutions', { model, sizes, asked })),
  )
  if (factor !== undefined && !(modeFacts[mode].upscales && factors)) throw invalid(say('fit.noFactor', { model }))
  if (factor !== undefined && !factors?.includes(factor))
    throw invalid(say('fit.factors', { model, factors: factors ?? [], asked: factor }))
  if (factor !== undefined && asked !== undefined) throw invalid(say('fit.factorOrResolution'))
  // A picture that is changed keeps its size, as near as the model makes it.
  if (factor !== undefined || asked !== undefined || ownDefaults || mode === 'i2i') return { factor, resolution: asked }
  return modeFacts[mode].upscales && factors ? { factor: factors[0] } : { resolution: resolutions?.[0] }
}

/** What decides the price or the look of a clip: refused when the model cannot take it. */
const checkShape = (request: GenerationRequest, model: Model, warnings: Text[]): Partial<GenerationRequest> => {
  const { durationSeconds, aspectRatio, generateAudio } = request
  const { name } = model
  const lengths = request.continues ? model.continues?.duration : model.duration
  if (durationSeconds !== undefined && (isStill(request) || !lengths)) {
    throw invalid(say('fit.noLength', { model: name }))
  }
  if (durationSeconds !== undefined && lengths && !allows(lengths, durationSeconds)) {
    throw otherLength(name, lengths, durationSeconds)
  }
  if (generateAudio && !model.generateAudio) throw invalid(say('fit.makesNoSound', { model: name }))
  const ratio = checkRatio(aspectRatio, model, warnings)
  const hasSource = request.firstFrame !== undefined || request.video !== undefined
  if (ratio !== undefined && hasSource && model.sourceShape === 'only') {
    throw invalid(request.video ? say('fit.keepsVideoShape', { model: name }) : say('fit.keepsImageShape', { model: name }))
  }
  return {
    // A video keeps its own length, and a picture or a video its shape, as near as the model makes it (`shapeBySource`).
    durationSeconds: isStill(request)
      ? undefined
      : (durationSeconds ?? (request.video && !request.continues ? undefined : defaultOf(model, lengths))),
    aspectRatio: ratio ?? (hasSource || model.ownDefaults ? undefined : model.aspectRatios?.[0]),
    ...checkSize(request, model),
    // A silent model asked for silence does what was asked.
    generateAudio: model.generateAudio ? generateAudio : undefined,
  }
}

const motionWords = (amount: (typeof motions)[number]): Sentence => say(`fit.motion_${amount}`)

/** Hints: the clip is still the clip without them, so a model that takes none only warns. A wrong value is refused. */
const checkHints = (request: GenerationRequest, model: Model, warnings: Text[]): Partial<GenerationRequest> => {
  const { negativePrompt, camera, fps, strength, motion, expandPrompt } = request
  const hasSource = request.mode === 'v2v' || request.mode === 'i2i'
  const { seed } = request
  const { name } = model
  if (seed !== undefined && model.seed && seed > model.maxSeed) {
    warnings.push(say('fit.seedFolded', { model: name, most: model.maxSeed, asked: seed, taken: foldSeed(seed, model.maxSeed) }))
  }
  if (seed !== undefined && !model.seed) warnings.push(say('fit.noSeed', { model: name }))
  if (negativePrompt !== undefined && !model.negativePrompt) warnings.push(say('fit.noNegativePrompt', { model: name }))
  if (camera !== undefined && !model.camera) warnings.push(say('fit.noCamera', { model: name }))
  if (fps !== undefined && !model.fps) warnings.push(say('fit.noFrameRate', { model: name }))
  const frames = fps !== undefined && model.fps ? nearestWhole(model.fps, fps) : undefined
  if (frames !== undefined && frames !== fps) {
    warnings.push(say('fit.frameRateNear', { model: name, asked: Math.round((fps ?? 0) * 1000) / 1000, taken: frames }))
  }
  if (strength !== undefined && !hasSource) warnings.push(say('fit.strengthUseless', { mode: request.mode }))
  else if (strength !== undefined && !model.strength) warnings.push(say('fit.noStrength', { model: name }))
  if (motion !== undefined && !model.motion) warnings.push(say('fit.noMotion', { model: name }))
  if (motion !== undefined && model.motion && !model.motion.includes(motion)) {
    throw invalid(say('fit.motions', { model: name, amounts: model.motion.map(motionWords), asked: motionWords(motion) }))
  }
  if (expandPrompt !== undefined && !model.expandPrompt) warnings.push(say('fit.noExpansion', { model: name }))
  const isListed = model.camera !== undefined && model.camera.length > 0
  const move = isListed
    ? checkWord(model.camera, camera, (moves, asked) => invalid(say('fit.cameraMoves', { model: name, moves, asked })))
    : camera
  return {
    negativePrompt: model.negativePrompt ? negativePrompt : undefined,
    camera: model.camera ? move : undefined,
    fps: frames ?? (isStill(request) ? undefined : defaultOf(model, model.fps)),
    strength: hasSource && model.strength ? strength : undefined,
    motion: model.motion ? motion : undefined,
    expandPrompt: model.expandPrompt ? expandPrompt : undefined,
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
    throw new MoodreelError('invalid_option', say('fit.impossible', { name: issue?.path.join('.') ?? '' }), { cause: parsed.error })
  }
  checkMode(parsed.data, model, models)
  const most = mostTakes[modeFacts[parsed.data.mode].makes]
  if (parsed.data.takes > most) throw new MoodreelError('invalid_option', say('fit.tooManyTakes', { most }))
  const request = checkShots(parsed.data, model)
  checkPrompt(request, model)
  checkInputs(request, model)
  checkExtras(request, model)
  const warnings: Text[] = []
  const shaped = {
    ...request,
    ...checkShape(request, model, warnings),
    ...checkHints(request, model, warnings),
    ...checkContent(request, model, warnings),
    takes: 1,
  }
  const { prompt, shots } = request
  const words = shots && prompt.trim() === '' ? { prompt: shotsText(shots) } : {}
  const fitting = { ...shaped, ...words, shots: timeShots(shaped, model) }
  checkTogether(fitting, model)
  return { requests: seedsOf(request.seed, request.takes, model, pickSeed).map((seed) => ({ ...fitting, seed })), warnings }
}
