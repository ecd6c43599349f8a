import { checkRequest } from './check-request.ts'
import { MoodreelError } from './errors.ts'
import type { grades, Model } from './model.ts'
import { estimateCredits } from './price.ts'
import type { RequestDraft } from './request.ts'

/** What people get who name no model: good clips at a fair price, rather than the best at any. */
const order: Record<(typeof grades)[number], number> = { standard: 0, premium: 1, draft: 2, preview: 3 }

/** Sorts choices of a model, the best first. Models that are alike stay in the order of the catalogue. */
export const byGradeAndPrice = (one: { model: Model; credits: number }, other: { model: Model; credits: number }): number =>
  order[one.model.grade] - order[other.model.grade] || one.credits - other.credits

/** What a draft would cost with a model, and whether it would get another shape or frame rate; null when the model cannot take it. */
const priceOf = (draft: RequestDraft, model: Model, models: readonly Model[]): { credits: number; bent: number } | null => {
  try {
    const { requests } = checkRequest({ ...draft, model: model.name }, model, models)
    const bent = requests.some(({ aspectRatio, fps }) => aspectRatio !== (draft.aspectRatio ?? aspectRatio) || fps !== (draft.fps ?? fps))
    return { credits: requests.reduce((sum, request) => sum + estimateCredits(request, model), 0), bent: Number(bent) }
  } catch (error) {
    if (error instanceof MoodreelError) return null
    throw error
  }
}

/** The models that can be had and can take a draft, files and all: the best choice first, by grade and then by price. */
export const rankModels = (draft: RequestDraft, models: readonly Model[]): Model[] =>
  models
    .filter((model) => !model.unavailable && model.modes.includes(draft.mode))
    .flatMap((model) => {
      const price = priceOf(draft, model, models)
      return price === null ? [] : [{ model, ...price }]
    })
    .toSorted((one, other) => one.bent - other.bent || byGradeAndPrice(one, other))
    .map(({ model }) => model)
