import type { Model } from '../model.ts'
import type { RequestDraft } from '../request.ts'
import { oneOf } from '../words/wording.ts'
import { unmetSettings } from './unmet.ts'

/**
 * A draft handed to a model that it was not written for: settings that this model cannot take are left to its own
 * defaults, and `notes` names them, so that nobody is refused for what was chosen for another model. The words, the
 * seed and the files stay; `checkRequest` judges these.
 */
export const carrySettings = (draft: RequestDraft, model: Model, whose = "that clip's"): { draft: RequestDraft; notes: string[] } => {
  const unfit = unmetSettings(draft, model)
  // Two models may call different things by one name.
  const extras = model.name === draft.model ? (draft.extras ?? {}) : {}
  const left = [...unfit.map(({ words }) => words), ...Object.keys(draft.extras ?? {}).filter((name) => !(name in extras))]
  return {
    draft: { ...draft, ...Object.fromEntries(unfit.map(({ name }) => [name, undefined])), model: model.name, extras },
    notes: left.length > 0 ? [`${model.name} does not take ${whose} ${oneOf(left)}; its own is used.`] : [],
  }
}
