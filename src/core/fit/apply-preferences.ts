import type { Preferences } from '../members.ts'
import type { Model } from '../model.ts'
import type { RequestDraft } from '../request.ts'
import { allows } from './check-request.ts'

/**
 * A draft with a member's preferences where nothing was said. They are nobody's order: what the model cannot take, or
 * what the source's own shape and length decide, is left out. `choose` finds the model that a draft means, and what it
 * throws is thrown.
 */
export const applyPreferences = (
  draft: RequestDraft,
  preferences: Preferences,
  models: readonly Model[],
  choose: (draft: RequestDraft, models: readonly Model[]) => Model,
): RequestDraft => {
  const { model: usual, aspect, duration } = preferences
  const canHave = models.some(({ name, unavailable, modes }) => name === usual && !unavailable && modes.includes(draft.mode))
  const wished = { ...draft, model: draft.model ?? (draft.quick || !canHave ? undefined : usual) }
  if (aspect === undefined && duration === undefined) return wished
  const row = choose(wished, models)
  const hasSource = draft.firstFrame !== undefined || draft.video !== undefined
  const isStill = draft.mode === 't2i' || draft.mode === 'i2i'
  if (aspect !== undefined && !hasSource && row.aspectRatios?.includes(aspect)) wished.aspectRatio ??= aspect
  if (duration !== undefined && !draft.video && !isStill && row.duration && allows(row.duration, duration)) {
    wished.durationSeconds ??= duration
  }
  return wished
}
