import type { Model } from '../model.ts'
import type { RequestDraft } from '../request.ts'
import { sameWord } from '../text/same-word.ts'
import { type Sentence, say, type Text } from '../words/sentence.ts'
import { allows } from './check-request.ts'

/** A setting that a draft asks for and a model cannot take, with the words for it. */
interface Unmet {
  name: keyof RequestDraft
  words: Text
}

const knows = (known: readonly string[] | undefined, asked: string): boolean => known?.some((word) => sameWord(word, asked)) ?? false

/** Whether a model takes a ratio of a draft. Beside a picture or a video, some keep the shape of that. */
const takesRatio = ({ aspectRatio, firstFrame, video }: RequestDraft, { aspectRatios, sourceShape }: Model): boolean =>
  aspectRatio === undefined || (knows(aspectRatios, aspectRatio) && !(sourceShape === 'only' && (firstFrame ?? video) !== undefined))

/** The settings of a draft that a model cannot take, apart from its words, its seed and its files. */
export const unmetSettings = (draft: RequestDraft, model: Model): Unmet[] => {
  const { durationSeconds, resolution, factor, fps, generateAudio, camera, strength } = draft
  const openToMoves = model.camera?.length === 0
  const settings: [keyof RequestDraft, Sentence, boolean][] = [
    [
      'durationSeconds',
      say('fit.duration'),
      durationSeconds === undefined || (model.duration && allows(model.duration, durationSeconds)) === true,
    ],
    ['aspectRatio', say('fit.aspectRatio'), takesRatio(draft, model)],
    ['resolution', say('fit.resolution'), resolution === undefined || knows(model.resolutions, resolution)],
    ['factor', say('fit.factor'), factor === undefined || model.factors?.includes(factor) === true],
    ['fps', say('fit.frameRate'), fps === undefined || (model.fps && allows(model.fps, fps)) === true],
    ['generateAudio', say('fit.sound'), !generateAudio || model.generateAudio],
    ['camera', say('fit.cameraMove'), camera === undefined || openToMoves || knows(model.camera, camera)],
    ['strength', say('fit.strength'), strength === undefined || model.strength],
  ]
  return settings.flatMap(([name, words, fits]) => (fits ? [] : [{ name, words }]))
}

/** Everything that a draft asks for and a model cannot take, or passes over with a warning. */
export const unmet = (draft: RequestDraft, model: Model): (keyof RequestDraft)[] => {
  const { seed, negativePrompt, firstFrame, lastFrame, referenceImages = [], audio, mask } = draft
  const areAlone = referenceImages.length === 0 || firstFrame === undefined || !model.referencesAlone
  const others: [keyof RequestDraft, boolean][] = [
    ['seed', seed === undefined || model.seed],
    ['negativePrompt', negativePrompt === undefined || model.negativePrompt],
    ['lastFrame', lastFrame === undefined || model.lastFrame],
    ['referenceImages', areAlone && referenceImages.length <= model.referenceImages],
    ['audio', audio === undefined || model.audioInput],
    ['mask', mask === undefined || model.mask !== false],
    ['extras', Object.keys(draft.extras ?? {}).every((name) => model.extras.includes(name))],
  ]
  return [...unmetSettings(draft, model).map(({ name }) => name), ...others.flatMap(([name, fits]) => (fits ? [] : [name]))]
}
