import { creditsFromUsd } from '../core/ledger.ts'
import type { Model } from '../core/model.ts'
import { estimateCredits } from '../core/price.ts'
import type { GenerationRecord } from '../storage/generation-rows.ts'

/**
 * What a delivered clip costs, in credits: what the provider says, or the estimate where it does not say. A clip that was
 * handed on costs what the model costs that made it, and never more than was held.
 */
export const chargeOf = ({ generation, result }: Pick<GenerationRecord, 'generation' | 'result'>, models: readonly Model[]): number => {
  if (result?.costUsd !== undefined) return creditsFromUsd(result.costUsd)
  const row = models.find(({ name }) => name === generation.model)
  return row ? Math.min(generation.heldCredits, estimateCredits(generation.request, row)) : generation.heldCredits
}
