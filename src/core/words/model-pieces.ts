import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import { say, type Text } from './sentence.ts'

type Numbers = NonNullable<Model['duration']>
type Price = Model['price']

const lengthOf = (lengths: Numbers): Text =>
  Array.isArray(lengths)
    ? say('modelCard.lengths', { lengths: lengths.toSorted((one, other) => one - other) })
    : say('modelCard.lengthBetween', { min: lengths.min, max: lengths.max })

const rateOf = (rates: Numbers): Text =>
  Array.isArray(rates)
    ? say('modelCard.frameRates', { rates: rates.toSorted((one, other) => one - other) })
    : say('modelCard.frameRatesBetween', { min: rates.min, max: rates.max })

const megabytes = (bytes: number): number => Math.floor(bytes / 1_000_000)

const filesOf = ({ image, video }: Model): Text[] => [
  ...(image.maxBytes === undefined ? [] : [say('modelCard.images', { megabytes: megabytes(image.maxBytes) })]),
  ...(video.minSeconds === undefined && video.maxSeconds === undefined
    ? []
    : [say('modelCard.videos', { min: video.minSeconds, max: video.maxSeconds })]),
]

const countsOf = (model: Model): Text[] =>
  (['referenceImages', 'referenceVideos', 'referenceAudios'] as const).flatMap((name) =>
    model[name] === 0 ? [] : [say('modelCard.upTo', { most: model[name], part: say(`part.${name}`) })],
  )

/** What a model takes or does not take at all, under the names of the parts of a request. */
const switchesOf = (model: Model): Text[] =>
  (['negativePrompt', 'lastFrame', 'style', 'mask', 'strength', 'loop', 'expandPrompt'] as const).flatMap((name) =>
    model[name] ? [say(`part.${name}`)] : [],
  )

const movesOf = ({ camera }: Model): Text[] =>
  camera === undefined ? [] : [camera.length === 0 ? say('modelCard.anyMove') : say('modelCard.moves', { moves: camera.length })]

/** What a model takes, in pieces of a few words. Whether it takes a seed is not among them. */
export const limitPieces = (model: Model): Text[] => {
  const { modes, duration, aspectRatios, resolutions, factors, fps, promptMaxLength } = model
  const makesClips = modes.some((mode) => modeFacts[mode].makes === 'video' && !modeFacts[mode].upscales)
  return [
    ...(duration ? [lengthOf(duration)] : makesClips ? [say('modelCard.ownLength')] : []),
    ...(aspectRatios ? [aspectRatios.join(' ')] : []),
    ...(resolutions ? [resolutions.join(' ')] : []),
    ...(factors ? [say('modelCard.larger', { factors })] : []),
    ...(fps ? [rateOf(fps)] : []),
    ...filesOf(model),
    ...countsOf(model),
    ...switchesOf(model),
    ...(model.audioInput ? [say('part.audio')] : []),
    ...(model.generateAudio ? [say('modelCard.makesSound')] : []),
    ...movesOf(model),
    ...(model.shots ? [say('modelCard.upTo', { most: model.shots.most, part: say('part.shots') })] : []),
    ...(['motion', 'continues', 'speech'] as const).flatMap((name) => (model[name] ? [say(`part.${name}`)] : [])),
    say('modelCard.promptLength', { most: promptMaxLength }),
  ]
}

const parts = { generateAudio: say('part.generateAudio'), speech: say('part.speech'), shots: say('part.shots') } as const
const references = { referenceImages: say('part.referenceImages'), referenceVideos: say('part.referenceVideos') } as const
const named = { ...parts, ...references, continues: say('part.continues') } as const

/** For which settings a price counts: `at 720p, without sound`. */
export const whenPieces = ({ mode, durationSeconds, resolution, factor, ...rest }: Price['cases'][number]['when']): Text[] => [
  ...(mode === undefined ? [] : [say('modelCard.inMode', { mode })]),
  ...(durationSeconds === undefined ? [] : [say('modelCard.forSeconds', { seconds: durationSeconds })]),
  ...(resolution === undefined ? [] : [say('modelCard.at', { size: resolution })]),
  ...(factor === undefined ? [] : [say('modelCard.timesLarger', { factor })]),
  ...(Object.keys(named) as (keyof typeof named)[]).flatMap((name) =>
    rest[name] === undefined ? [] : [say(rest[name] ? 'modelCard.withPart' : 'modelCard.withoutPart', { part: named[name] })],
  ),
]

/** What a model's clips may be used for. */
export const rightsWords = ({ rights }: Pick<Model, 'rights'>): Text =>
  say('modelCard.commercial', { may: rights?.commercial ?? 'ask', terms: rights?.terms, date: rights?.date })

/** Until when a model is there. */
export const retirementWords = ({ retires }: Pick<Model, 'retires'>): Text =>
  retires === undefined ? say('modelCard.staysOn') : say('modelCard.endsOn', retires)
