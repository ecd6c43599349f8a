import { MoodreelError } from '../errors.ts'
import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import type { RequestDraft } from '../request.ts'
import { ownPrompt } from '../shots.ts'
import type { Template } from '../template.ts'
import { say, type Text } from '../words/sentence.ts'
import { carrySettings } from './carry-settings.ts'

/** Stands in a template's prompt for the words that are typed, and in these for the template's. */
const slot = '{prompt}'

const mergedPrompt = (typed: string, template: Template): string => {
  const { name } = template
  const prompt = ownPrompt(template)
  if (typed === '' && prompt.includes(slot)) {
    throw new MoodreelError('missing_input', say('fit.templateNeedsPrompt', { name }))
  }
  if (typed === '') return prompt
  return prompt.includes(slot) ? prompt.replaceAll(slot, () => typed) : typed.replaceAll(slot, () => prompt)
}

/** What a template has to say in another mode than its own: what a source decides itself stays with the source. */
const settingsFor = ({ mode, prompt }: RequestDraft, template: Template): Partial<RequestDraft> => {
  const { negativePrompt, seed, durationSeconds, aspectRatio, resolution, fps, generateAudio, strength, camera } = template
  const { source, makes } = modeFacts[mode]
  const sourceDecides = mode !== template.mode && source !== undefined
  const isFilm = makes === 'video'
  const { shots, motion, loop, speech, voice, expandPrompt } = template
  return {
    negativePrompt,
    seed,
    durationSeconds: isFilm && !(sourceDecides && source === 'video') ? durationSeconds : undefined,
    aspectRatio: sourceDecides ? undefined : aspectRatio,
    resolution,
    fps: isFilm ? fps : undefined,
    generateAudio: isFilm ? generateAudio : undefined,
    strength: mode === 'v2v' || mode === 'i2i' ? strength : undefined,
    camera,
    shots: isFilm && source !== 'video' && prompt === '' ? shots : undefined,
    motion: isFilm ? motion : undefined,
    loop: isFilm ? loop : undefined,
    speech: isFilm ? speech : undefined,
    voice: isFilm ? voice : undefined,
    expandPrompt,
  }
}

/**
 * A draft with a template where nothing was typed. The template's model makes it where `canMake`; where it cannot or another was
 * named, what that one does not take is left to its own, and `notes` says so. `choose` finds the model that a draft means.
 * Throws MoodreelError `missing_input` for a template that waits for words, and what `choose` throws.
 */
export const fillFromTemplate = (
  draft: RequestDraft,
  template: Template,
  canMake: boolean,
  choose: (draft: RequestDraft) => Model,
): { draft: RequestDraft; model: Model; notes: Text[] } => {
  const { mode } = draft
  const prompt = mergedPrompt(draft.prompt, template)
  const typed = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined))
  const untyped = Object.fromEntries(
    Object.entries(settingsFor(draft, template)).filter(([name]) => !(name in typed || (name === 'seed' && draft.anySeed))),
  )
  // What the template asks for counts where another model has to be found for it.
  const model = choose({ ...untyped, ...typed, mode, prompt, model: draft.model ?? (canMake ? template.model : undefined) })
  const typedExtras = draft.extras ?? {}
  const source = { firstFrame: draft.firstFrame, video: draft.video }
  const extras = Object.fromEntries(Object.entries(template.extras).filter(([name]) => !(name in typedExtras)))
  const carried = carrySettings({ ...untyped, ...source, mode, prompt, model: template.model, extras }, model, 'template')
  return {
    draft: { ...carried.draft, ...typed, mode, prompt, model: model.name, extras: { ...carried.draft.extras, ...typedExtras } },
    model,
    notes: [
      ...(draft.model === undefined && !canMake
        ? [say('fit.templateModelCannot', { model: template.model, mode, other: model.name })]
        : []),
      ...carried.notes,
    ],
  }
}
