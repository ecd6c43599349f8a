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

/** What a draft would cost with a model; null when the model cannot take it. */
const priceOf = (draft: RequestDraft, model: Model, models: readonly Model[]): number | null => {
  try {
    const { requests } = checkRequest({ ...draft, model: model.name }, model, models)
    return requests.reduce((sum, request) => sum + estimateCredits(request, model), 0)
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
      const credits = priceOf(draft, model, models)
      return credits === null ? [] : [{ model, credits }]
    })
    .toSorted(byGradeAndPrice)
    .map(({ model }) => model)
