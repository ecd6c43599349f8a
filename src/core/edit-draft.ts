import type { EditOptions } from './action-options.ts'
import { carrySettings } from './carry-settings.ts'
import { chooseModel } from './choose-model.ts'
import { toDraft } from './generation-options.ts'
import type { Model } from './model.ts'
import type { Form } from './platform.ts'
import type { RequestDraft } from './request.ts'

type Field = Exclude<keyof EditOptions, 'id' | 'takes' | 'set'>

/** What each field of the form is called in a request, in the order of the form. */
const fields = {
  prompt: 'prompt',
  seed: 'seed',
  model: 'model',
  duration: 'durationSeconds',
  aspect: 'aspectRatio',
  resolution: 'resolution',
  no: 'negativePrompt',
  camera: 'camera',
  audio: 'generateAudio',
  fps: 'fps',
  strength: 'strength',
} as const satisfies Record<Field, keyof RequestDraft>

/** The values of a clip's settings as its form shows them: those that its model has. */
export const editValues = (draft: RequestDraft, model: Model | undefined): Form['values'] =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const value = draft[field]
      return value === undefined || (name === 'seed' && !model?.seed) ? [] : [[name, value]]
    }),
  )

/**
 * The draft of a clip with changes. Where the model changes, settings that were left as they were and that the new
 * one cannot take become its own, which `notes` says; what a person asked for anew is kept for `checkRequest` to
 * judge. `emptied` are the fields that were emptied in a form: they go back to the model's own. Throws MoodreelError
 * `unknown_model`, `model_unavailable` and `invalid_option`.
 */
export const editDraft = (
  before: RequestDraft,
  options: Omit<EditOptions, 'id'>,
  emptied: ReadonlySet<string>,
  models: readonly Model[],
): { draft: RequestDraft; notes: string[] } => {
  const given = toDraft(before.mode, options)
  const asked = emptied.has('model') ? undefined : (options.model ?? before.model)
  const model = chooseModel({ ...before, model: asked }, models)
  const carried = model.name === before.model ? { draft: before, notes: [] } : carrySettings(before, model)
  const changes = Object.entries(fields).flatMap(([name, field]): [string, unknown][] => {
    if (name === 'model') return []
    const isEmpty = emptied.has(name) && options[name as Field] === undefined
    if (isEmpty || (name === 'seed' && given.anySeed)) return [[field, name === 'prompt' ? '' : undefined]]
    const value = given[field]
    // A form sends everything that stands in it, also what nobody touched.
    return value === undefined || value === '' || value === before[field] ? [] : [[field, value]]
  })
  return {
    draft: {
      ...carried.draft,
      ...Object.fromEntries(changes),
      takes: options.takes ?? 1,
      extras: { ...carried.draft.extras, ...given.extras },
    },
    notes: carried.notes,
  }
}
