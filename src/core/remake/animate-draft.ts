import { MoodreelError } from '../errors.ts'
import { canMake } from '../fit/can-make.ts'
import { checkRequest } from '../fit/check-request.ts'
import { unmet } from '../fit/unmet.ts'
import type { Generation } from '../generation.ts'
import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import type { AnimateOptions } from '../options/action-options.ts'
import { anySeed } from '../options/spelling.ts'
import type { Attachment, RequestDraft } from '../request.ts'
import { say, type Text } from '../words/sentence.ts'
import { continueClip } from './continue-clip.ts'

/** The picture that it begins with, and the one that it ends on where somebody named one. */
export interface Frames {
  first: Attachment
  last?: Attachment | undefined
}

/** What is asked for, before it is known who makes it. A still's own settings are those of a picture, and none of its clip. */
export const animateDraft = ({ request }: Generation, { first, last }: Frames, options: Omit<AnimateOptions, 'id'>): RequestDraft => ({
  mode: 'i2v',
  prompt: options.prompt ?? request.prompt,
  firstFrame: first,
  lastFrame: last,
  loop: options.ends?.toLowerCase() === 'loop' ? true : undefined,
  motion: options.motion,
  durationSeconds: options.duration,
  negativePrompt: options.no,
  seed: options.seed === anySeed ? undefined : options.seed,
  anySeed: options.seed === anySeed || undefined,
  model: options.model,
  quick: options.draft,
  takes: 1,
})

const takes = (draft: RequestDraft, model: Model, models: readonly Model[]): boolean => {
  if (model.unavailable || !canMake(model, draft)) return false
  try {
    checkRequest({ ...draft, model: model.name }, model, models)
    return true
  } catch (error) {
    if (error instanceof MoodreelError) return false
    throw error
  }
}

/** The quick model of a family, where it takes all that the full one was asked for. */
export const draftModel = (draft: RequestDraft, full: Model, models: readonly Model[]): Model | undefined => {
  const passedOver = unmet(draft, full).length
  return models.find((row) => row.draftOf === full.name && takes(draft, row, models) && unmet(draft, row).length <= passedOver)
}

/**
 * A clip with another motion: its own model and its look stay, where that model can. Null for a still, and where a draft is asked for or an
 * end that the model cannot make: then somebody has to choose.
 */
export const sameLook = (
  generation: Generation,
  draft: RequestDraft,
  options: Omit<AnimateOptions, 'id'>,
  models: readonly Model[],
): { draft: RequestDraft; notes: Text[] } | null => {
  const { firstFrame, lastFrame, loop } = draft
  if (modeFacts[generation.mode].makes === 'image' || options.draft !== undefined || !firstFrame) return null
  const own = models.find(({ name }) => name === generation.request.model)
  if (options.model === undefined && (lastFrame || loop) && !(own && takes(draft, own, models))) return null
  const { prompt, model, duration, seed } = options
  const { draft: looked, notes } = continueClip(generation, 'i2v', firstFrame, { prompt, model, duration, seed }, models)
  const asked = Object.entries(draft).filter(([name, value]) => value !== undefined && name !== 'model')
  return { draft: { ...looked, ...Object.fromEntries(asked) }, notes }
}

/** A draft by the quick model of the family of the best one, where it has one and nobody chose otherwise; Refine makes the full one. */
export const draftFirst = (draft: RequestDraft, full: Model, models: readonly Model[]): { draft: RequestDraft; notes: Text[] } => {
  const quick = draft.model === undefined && draft.quick === undefined ? draftModel(draft, full, models) : undefined
  if (!quick) return { draft: { ...draft, quick: draft.quick || undefined }, notes: [] }
  return { draft: { ...draft, model: quick.name }, notes: [say('member.draftFirst', { full: full.name })] }
}
