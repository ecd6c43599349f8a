import { MoodreelError } from './errors.ts'
import type { Model } from './model.ts'
import { nearest } from './nearest.ts'
import type { RequestDraft } from './request.ts'

/**
 * The model that a draft means: the one it names, or else the first of the catalogue that can be had and offers
 * the mode. Throws MoodreelError `unknown_model` with the nearest name, and `model_unavailable` with the reason and
 * the successor.
 */
export const chooseModel = (draft: Pick<RequestDraft, 'mode' | 'model'>, models: readonly Model[]): Model => {
  const name = draft.model?.toLowerCase()
  if (name === undefined) {
    const first = models.find((model) => !model.unavailable && model.modes.includes(draft.mode))
    if (first) return first
    throw new MoodreelError('model_unavailable', `No model here can do ${draft.mode} at the moment; /models lists what there is.`)
  }
  const model = models.find((candidate) => candidate.name === name)
  if (!model) {
    const meant = nearest(
      name,
      models.map((candidate) => candidate.name),
    )
    throw new MoodreelError(
      'unknown_model',
      `There is no model ${name}; ${meant ? `did you mean ${meant}?` : '/models lists what there is.'}`,
    )
  }
  if (model.unavailable) {
    const { reason, successor } = model.unavailable
    const next = successor ? `use ${successor} instead` : '/models lists what there is'
    throw new MoodreelError('model_unavailable', `${model.name} cannot be had: ${reason.replace(/\.$/, '')}; ${next}.`)
  }
  return model
}
