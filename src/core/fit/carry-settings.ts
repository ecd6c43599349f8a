import type { Model } from '../model.ts'
import type { RequestDraft } from '../request.ts'
import { shotsText } from '../shots.ts'
import { say, type Text } from '../words/sentence.ts'
import { unmetSettings } from './unmet.ts'

/**
 * A draft handed to a model that it was not written for: settings that this model cannot take are left to its own
 * defaults, and `notes` names them, so that nobody is refused for what was chosen for another model. The words, the
 * seed and the files stay; `checkRequest` judges these.
 */
export const carrySettings = (
  draft: RequestDraft,
  model: Model,
  whose: 'clip' | 'template' = 'clip',
): { draft: RequestDraft; notes: Text[] } => {
  const unfit = unmetSettings(draft, model)
  // Two models may call different things by one name.
  const extras = model.name === draft.model ? (draft.extras ?? {}) : {}
  const left = [...unfit.map(({ words }) => words), ...Object.keys(draft.extras ?? {}).filter((name) => !(name in extras))]
  const isDropped = (wanted: keyof RequestDraft): boolean => unfit.some(({ name }) => name === wanted)
  // A clip in shots has no other words: one shot is made of all of them.
  const prompt = isDropped('shots') && draft.prompt.trim() === '' ? shotsText(draft.shots) : draft.prompt
  return {
    draft: { ...draft, ...Object.fromEntries(unfit.map(({ name }) => [name, undefined])), prompt, model: model.name, extras },
    notes: left.length > 0 ? [say(`fit.${whose}SettingsLeft`, { model: model.name, settings: left })] : [],
  }
}
