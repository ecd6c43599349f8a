import { z } from 'zod'
import { MoodreelError } from '../errors.ts'
import { carrySettings } from '../fit/carry-settings.ts'
import { chooseModel } from '../fit/choose-model.ts'
import type { Model } from '../model.ts'
import { type EditOptions, editOptions } from '../options/action-options.ts'
import { formatField } from '../options/format-options.ts'
import { toDraft } from '../options/generation-options.ts'
import { flagsInFields } from '../options/read-options.ts'
import type { Form, Invocation } from '../platform.ts'
import type { RequestDraft } from '../request.ts'
import { say, type Text } from '../words/sentence.ts'

type Field = Exclude<keyof EditOptions, 'id' | 'add' | 'takes' | 'set' | 'image' | 'video'>

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

const command = { name: 'edit', options: editOptions }

/** Words are written so that their field reads them back as they are. */
const asShown = (name: string, value: string | number | boolean): string | number | boolean =>
  typeof value === 'string' && wordFields.has(name) ? formatField(command, name, value) : value
const wordFields = new Set(['prompt', 'no', 'camera'])

/** The values of a clip's settings as its form shows them: those that its model has. */
export const editValues = (draft: RequestDraft, model: Model | undefined): Form['values'] =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const value = draft[field]
      return value === undefined || (name === 'seed' && !model?.seed) ? [] : [[name, asShown(name, value)]]
    }),
  )

/**
 * The options that the form of a clip does not ask for: a file of a kind that the clip was not made from, how far to leave a video that
 * there is none of, and words to add to a prompt that stands in it.
 */
export const editWithout = ({ firstFrame, video }: RequestDraft): string[] => [
  'add',
  ...(firstFrame ? [] : ['image']),
  ...(video ? [] : ['video', 'strength']),
]

/**
 * The draft with another file in the place of the one that it started from. The shape and the length that the old one gave go with it.
 * Throws MoodreelError `invalid_option` for a clip that was made from no such file.
 */
const withFile = (before: RequestDraft, { image, video }: Pick<EditOptions, 'image' | 'video'>): RequestDraft => {
  const kind = image && !before.firstFrame ? 'image' : video && !before.video ? 'video' : null
  if (kind) throw new MoodreelError('invalid_option', say('member.editWithoutFile', { kind }))
  return {
    ...before,
    ...(image && { firstFrame: image, aspectRatio: undefined }),
    ...(video && { video, aspectRatio: undefined, durationSeconds: undefined }),
  }
}

/** The options with what is added to the prompt at its end. */
const withAdded = ({ prompt: before }: RequestDraft, { add, ...options }: Omit<EditOptions, 'id'>): Omit<EditOptions, 'id'> => {
  if (add === undefined) return options
  const prompt = (options.prompt ?? before).replace(/[\s,;.。]+$/u, '')
  return { ...options, prompt: prompt === '' ? add : `${prompt}, ${add}` }
}

/** The options of a form with the flags among its words in place of what stood in their fields before and nobody touched. */
export const withFlags = (
  before: RequestDraft,
  options: Omit<EditOptions, 'id'>,
  said: Pick<Invocation, 'input'>,
): Omit<EditOptions, 'id'> => {
  const untouched = Object.entries(flagsInFields(command, said)).filter(([name]) => {
    const field = Object.entries(fields).find(([option]) => option === name)?.[1]
    return field !== undefined && options[name as Field] === before[field]
  })
  return { ...options, ...z.object(editOptions).partial().parse(Object.fromEntries(untouched)) }
}

/**
 * The draft of a clip with changes. Where the model changes, settings that were left as they were and that the new
 * one cannot take become its own, which `notes` says; what a person asked for this time is kept for `checkRequest` to
 * judge. `emptied` are the fields that were emptied in a form: they go back to the model's own. Throws MoodreelError
 * `unknown_model`, `model_unavailable` and `invalid_option`.
 */
export const editDraft = (
  before: RequestDraft,
  wished: Omit<EditOptions, 'id'>,
  emptied: ReadonlySet<string>,
  models: readonly Model[],
): { draft: RequestDraft; notes: Text[] } => {
  const options = withAdded(before, wished)
  const given = toDraft(before.mode, options)
  const source = withFile(before, options)
  const asked = emptied.has('model') ? undefined : (options.model ?? before.model)
  // A clip's own model stays, also where it is gone: who asks for the clip may get its successor (`handOver`).
  const isKept = asked !== undefined && asked === before.model && !source.quick
  const model = isKept ? undefined : chooseModel({ ...source, model: asked }, models)
  const carried = !model || model.name === before.model ? { draft: source, notes: [] } : carrySettings(source, model)
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
