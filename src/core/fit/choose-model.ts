import { MoodreelError } from '../errors.ts'
import type { Model } from '../model.ts'
import type { RequestDraft } from '../request.ts'
import { nearest } from '../text/nearest.ts'
import { type Sentence, say } from '../words/sentence.ts'
import { modelCalled } from './model-called.ts'
import { rankModels } from './rank-models.ts'
import { unmet } from './unmet.ts'

const unavailable = (sentence: Sentence): MoodreelError => new MoodreelError('model_unavailable', sentence)

/** What to take in place of a model that is not available: its successor, or else the best that can make the draft. */
const insteadOf = ({ unavailable }: Model, draft: RequestDraft, models: readonly Model[]): string | undefined => {
  const successor = unavailable?.successor === undefined ? undefined : modelCalled(unavailable.successor, models, draft.mode)
  if (successor && !successor.unavailable && successor.modes.includes(draft.mode)) return successor.name
  return rankModels({ ...draft, model: undefined }, models)[0]?.name ?? successor?.name
}

/**
 * The row that a draft names. Throws MoodreelError `unknown_model` with the nearest name, and `model_unavailable` with the reason and what
 * to take instead.
 */
const named = (draft: RequestDraft, name: string, models: readonly Model[]): Model => {
  const model = modelCalled(name, models, draft.mode)
  if (!model) {
    const meant = nearest(
      name,
      models.flatMap((candidate) => [candidate.name, ...candidate.aliases]),
    )
    throw new MoodreelError('unknown_model', meant ? say('fit.meantModel', { name, meant }) : say('fit.noModel', { name }))
  }
  if (!model.unavailable) return model
  const { reason } = model.unavailable
  const successor = insteadOf(model, draft, models)
  throw unavailable(
    successor === undefined
      ? say('fit.modelUnavailable', { model: model.name, reason })
      : say('fit.modelReplaced', { model: model.name, reason, successor }),
  )
}

const isQuick = ({ grade, draftOf }: Model): boolean => grade === 'draft' || draftOf !== undefined

/** The quick model of a model's family. */
const quickOf = (draft: RequestDraft, full: Model, models: readonly Model[]): Model => {
  if (isQuick(full)) return full
  const [quick] = rankModels(
    draft,
    models.filter(({ draftOf }) => draftOf === full.name),
  )
  if (quick) return quick
  throw unavailable(say('fit.noQuickVersion', { model: full.name, mode: draft.mode }))
}

/** The model whose sentence says best what is wrong with a draft that none takes: the one that lacks least. */
const nearestTo = (draft: RequestDraft, models: readonly Model[]): Model | undefined =>
  models
    .filter((model) => !model.unavailable && model.modes.includes(draft.mode))
    .map((model) => ({ model, lack: unmet(draft, model).length + (model.grade === 'preview' ? 1 : 0) }))
    .toSorted((one, other) => one.lack - other.lack)[0]?.model

/**
 * The model that a draft means: the one it names, or else the best of those that can take it (`rankModels`), and the
 * quick one of a family where a quick one is asked for. Throws MoodreelError `unknown_model` with the nearest name, and
 * `model_unavailable` with a reason.
 */
export const chooseModel = (draft: RequestDraft, models: readonly Model[]): Model => {
  if (draft.model !== undefined) {
    const model = named(draft, draft.model.toLowerCase(), models)
    return draft.quick ? quickOf({ ...draft, model: undefined }, model, models) : model
  }
  const [first] = rankModels(draft, draft.quick ? models.filter(isQuick) : models)
  if (first) return first
  if (draft.quick && rankModels(draft, models).length > 0) {
    throw unavailable(say('fit.noQuickModel', { mode: draft.mode }))
  }
  const able = nearestTo(draft, models)
  if (able) return able
  throw unavailable(say('fit.noModelFor', { mode: draft.mode }))
}
