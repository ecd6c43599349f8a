import { MoodreelError } from '../errors.ts'
import type { grades, Model } from '../model.ts'
import type { RequestDraft } from '../request.ts'
import { canMake } from './can-make.ts'
import { checkRequest } from './check-request.ts'
import { estimateCredits } from './price.ts'
import { unmet } from './unmet.ts'

/** What people get who name no model: good clips at a fair price, rather than the best at any. */
const order: Record<(typeof grades)[number], number> = { standard: 0, premium: 1, draft: 2, preview: 3 }

/** A model that can make a clip, what that costs, and how much of what was asked for it passes over. */
export interface Choice {
  model: Model
  credits: number
  unmet: number
}

const isPreview = ({ model }: Choice): boolean => model.grade === 'preview'

/**
 * Sorts choices of a model, the best first: what was asked for counts before the grade, the grade before the price. A preview, which
 * is no clip of a model, comes after all others. Choices that are alike stay in the order in which they stand: a caller that knows
 * what people like puts that first.
 */
export const byFit = (one: Choice, other: Choice): number =>
  Number(isPreview(one)) - Number(isPreview(other)) ||
  one.unmet - other.unmet ||
  order[one.model.grade] - order[other.model.grade] ||
  one.credits - other.credits

/** How much more a clip may cost for having a seed, with which it can be made again. */
const seedWorth = 2

/** The choices with one that takes a seed before a best one that takes none, where it does as much and costs no more than twice as much. */
const seedsFirst = (ranked: readonly Choice[]): Choice[] => {
  const [best] = ranked
  if (!best || best.model.seed) return [...ranked]
  const seeded = ranked.find(
    (choice) =>
      choice.model.seed &&
      isPreview(choice) === isPreview(best) &&
      choice.unmet === best.unmet &&
      choice.credits <= seedWorth * best.credits,
  )
  return seeded ? [seeded, ...ranked.filter((choice) => choice !== seeded)] : [...ranked]
}

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

/** The models that are available and can take a draft, files and all, the best choice first. */
export const rankModels = (draft: RequestDraft, models: readonly Model[]): Model[] => {
  const choices = models
    .filter((model) => !model.unavailable && canMake(model, draft))
    .flatMap((model): Choice[] => {
      const credits = priceOf(draft, model, models)
      return credits === null ? [] : [{ model, credits, unmet: unmet(draft, model).length }]
    })
  return seedsFirst(choices.toSorted(byFit)).map(({ model }) => model)
}
