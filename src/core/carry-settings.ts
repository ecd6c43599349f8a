import { allows } from './check-request.ts'
import type { Model } from './model.ts'
import type { RequestDraft } from './request.ts'
import { oneOf } from './wording.ts'

const knows = (words: readonly string[] | undefined, word: string): boolean =>
  words?.some((known) => known.toLowerCase() === word.toLowerCase()) ?? false

/** The settings of a draft that a model cannot take, with the words for them. */
const misfits = (draft: RequestDraft, model: Model): [keyof RequestDraft, string][] => {
  const { durationSeconds, aspectRatio, resolution, fps, generateAudio, camera, strength } = draft
  const openToMoves = model.camera?.length === 0
  const settings: [keyof RequestDraft, string, boolean][] = [
    ['durationSeconds', 'duration', durationSeconds === undefined || (model.duration && allows(model.duration, durationSeconds)) === true],
    ['aspectRatio', 'aspect ratio', aspectRatio === undefined || knows(model.aspectRatios, aspectRatio)],
    ['resolution', 'resolution', resolution === undefined || knows(model.resolutions, resolution)],
    ['fps', 'frame rate', fps === undefined || (model.fps && allows(model.fps, fps)) === true],
    ['generateAudio', 'sound', !generateAudio || model.generateAudio],
    ['camera', 'camera move', camera === undefined || openToMoves || knows(model.camera, camera)],
    ['strength', 'strength', strength === undefined || model.strength],
  ]
  return settings.flatMap(([name, words, fits]) => (fits ? [] : [[name, words]]))
}

/**
 * A draft handed to a model that it was not written for: settings that this model cannot take are left to its own
 * defaults, and `notes` names them, so that nobody is refused for what was chosen for another model. The words, the
 * seed and the files stay; `checkRequest` judges these.
 */
export const carrySettings = (draft: RequestDraft, model: Model, whose = "that clip's"): { draft: RequestDraft; notes: string[] } => {
  const unfit = misfits(draft, model)
  // Two models may call different things by one name.
  const extras = model.name === draft.model ? (draft.extras ?? {}) : {}
  const left = [...unfit.map(([, words]) => words), ...Object.keys(draft.extras ?? {}).filter((name) => !(name in extras))]
  return {
    draft: { ...draft, ...Object.fromEntries(unfit.map(([name]) => [name, undefined])), model: model.name, extras },
    notes: left.length > 0 ? [`${model.name} does not take ${whose} ${oneOf(left)}; its own is used.`] : [],
  }
}
