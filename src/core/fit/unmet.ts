import type { Model } from '../model.ts'
import type { RequestDraft } from '../request.ts'
import { ownPrompt } from '../shots.ts'
import { sameWord } from '../text/same-word.ts'
import { type Sentence, say, type Text } from '../words/sentence.ts'
import { speaks } from './check-content.ts'
import { allows } from './check-request.ts'
import { cutsIn } from './fit-shots.ts'
import { loopWay } from './loop-way.ts'

/** A setting that a draft asks for and a model cannot take, with the words for it. */
interface Unmet {
  name: keyof RequestDraft
  words: Text
}

const knows = (known: readonly string[] | undefined, asked: string): boolean => known?.some((word) => sameWord(word, asked)) ?? false

/** Whether a model takes a ratio of a draft. Beside a picture or a video, some keep the shape of that. */
const takesRatio = ({ aspectRatio, firstFrame, video }: RequestDraft, { aspectRatios, sourceShape }: Model): boolean =>
  aspectRatio === undefined || (knows(aspectRatios, aspectRatio) && !(sourceShape === 'only' && (firstFrame ?? video) !== undefined))

const takesShots = ({ mode, shots, prompt }: RequestDraft, { shots: taken }: Model): boolean =>
  shots === undefined ||
  (taken !== undefined &&
    cutsIn({ shots: taken }, { mode }) &&
    shots.length <= taken.most &&
    shots.every(({ prompt: words, seconds }) => words.length <= taken.maxLength && (taken.timed || seconds === undefined)) &&
    (taken.beside || ownPrompt({ prompt, shots }).trim() === ''))

const takesVoice = (draft: RequestDraft, { speech, ...model }: Model): boolean => {
  const { voice } = draft
  if (voice === undefined) return true
  return speaks({ speech, ...model }, draft) && (speech?.voices?.length === 0 || knows(speech?.voices, voice))
}

/** What happens in a clip: nobody who asked for it wants a clip without it. */
export const content: ReadonlySet<keyof RequestDraft> = new Set<keyof RequestDraft>(['shots', 'loop', 'speech', 'voice'])

/** The settings of a draft that a model cannot take, apart from its words, its seed and its files. */
export const unmetSettings = (draft: RequestDraft, model: Model): Unmet[] => {
  const { durationSeconds, resolution, factor, fps, generateAudio, camera, strength, motion, loop, expandPrompt } = draft
  const lengths = draft.continues ? model.continues?.duration : model.duration
  const openToMoves = model.camera?.length === 0
  const settings: [keyof RequestDraft, Sentence, boolean][] = [
    ['durationSeconds', say('fit.duration'), durationSeconds === undefined || (lengths && allows(lengths, durationSeconds)) === true],
    ['aspectRatio', say('fit.aspectRatio'), takesRatio(draft, model)],
    ['resolution', say('fit.resolution'), resolution === undefined || knows(model.resolutions, resolution)],
    ['factor', say('fit.factor'), factor === undefined || model.factors?.includes(factor) === true],
    ['fps', say('fit.frameRate'), fps === undefined || (model.fps && allows(model.fps, fps)) === true],
    ['generateAudio', say('fit.sound'), !generateAudio || model.generateAudio],
    ['camera', say('fit.cameraMove'), camera === undefined || openToMoves || knows(model.camera, camera)],
    ['strength', say('fit.strength'), strength === undefined || model.strength],
    ['shots', say('fit.shots'), takesShots(draft, model)],
    ['motion', say('fit.motion'), motion === undefined || model.motion?.includes(motion) === true],
    ['loop', say('fit.loop'), !loop || loopWay(model, draft) !== null],
    ['speech', say('fit.speech'), draft.speech === undefined || speaks(model, draft)],
    ['voice', say('fit.voice'), takesVoice(draft, model)],
    ['expandPrompt', say('fit.expansion'), expandPrompt === undefined || model.expandPrompt],
  ]
  return settings.flatMap(([name, words, fits]) => (fits ? [] : [{ name, words }]))
}

/** Everything that a draft asks for and a model cannot take, or passes over with a warning. */
export const unmet = (draft: RequestDraft, model: Model): (keyof RequestDraft)[] => {
  const { seed, negativePrompt, firstFrame, lastFrame, referenceImages = [], referenceVideos = [], referenceAudios = [] } = draft
  const { audio, mask, style, continues } = draft
  const areAlone = referenceImages.length === 0 || firstFrame === undefined || !model.referencesAlone
  const others: [keyof RequestDraft, boolean][] = [
    ['seed', seed === undefined || model.seed],
    ['negativePrompt', negativePrompt === undefined || model.negativePrompt],
    ['lastFrame', lastFrame === undefined || model.lastFrame],
    ['referenceImages', areAlone && referenceImages.length <= model.referenceImages],
    ['audio', audio === undefined || model.audioInput],
    ['style', style === undefined || model.style],
    ['referenceVideos', referenceVideos.length <= model.referenceVideos],
    ['referenceAudios', referenceAudios.length <= model.referenceAudios],
    ['continues', !continues || model.continues !== undefined],
    ['mask', mask === undefined || model.mask !== false],
    ['extras', Object.keys(draft.extras ?? {}).every((name) => model.extras.includes(name))],
  ]
  return [...unmetSettings(draft, model).map(({ name }) => name), ...others.flatMap(([name, fits]) => (fits ? [] : [name]))]
}
