import { estimateCredits } from '../core/fit/price.ts'
import { creditsFromUsd } from '../core/ledger.ts'
import type { Model } from '../core/model.ts'
import type { Attempt } from '../storage/attempts.ts'
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

/** What the end of a generation without a delivered clip comes to, in credits. */
export interface EndCharge {
  costCredits: number
  /** What may have been billed. */
  billedCredits: number
  /** It counts for the day. */
  counts: boolean
}

/**
 * What is charged for a run that gave its member nothing. One that a paid provider took costs what the provider says, and all that was
 * held where it does not say; one that gave a clip nobody could be shown costs what a clip costs. What a provider may have taken
 * without ever saying so is not the member's, but counts as spent at the operator's roof. Whatever was certainly not taken is free,
 * and so is what nobody bills.
 */
export const chargeOfEnd = (record: GenerationRecord, attempt: Pick<Attempt, 'state'> | null, row: Model | undefined): EndCharge => {
  const { generation, result } = record
  const told = generation.costCredits
  if (row?.price.nominal) return { costCredits: told ?? 0, billedCredits: told ?? 0, counts: false }
  if (attempt?.state === 'accepted') {
    const costCredits = result ? chargeOf(record, row ? [row] : []) : (told ?? generation.heldCredits)
    return { costCredits, billedCredits: costCredits, counts: true }
  }
  if (attempt?.state === 'unknown' || attempt?.state === 'written')
    return { costCredits: 0, billedCredits: generation.heldCredits, counts: true }
  return { costCredits: 0, billedCredits: 0, counts: false }
}
