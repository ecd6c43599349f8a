import { costsNothing, estimateCredits, latelyOf } from '../core/fit/price.ts'
import type { Model } from '../core/model.ts'
import type { Invocation } from '../core/platform.ts'
import type { ResolvedRequest } from '../core/request.ts'
import type { Quote } from '../core/studio.ts'

/** What is held for requests together, in credits. */
export const creditsOf = (invocation: Invocation, model: Model, requests: readonly ResolvedRequest[]): number =>
  costsNothing(invocation, model) ? 0 : requests.reduce((sum, request) => sum + estimateCredits(request, model), 0)

/** What the like cost lately, together: the takes of a draft differ in nothing that has a price. */
export const latelyFor = (invocation: Invocation, model: Model, requests: readonly ResolvedRequest[]): Quote['lately'] => {
  const [request] = requests
  const each = request && !costsNothing(invocation, model) ? latelyOf(request, model) : null
  return each && { credits: each.credits * requests.length, clips: each.clips }
}
