import type { Failure, finalStates } from '../../core/generation.ts'
import { kindOf } from '../../core/made.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { PriceBook } from '../admission/price-book.ts'
import type { WatchRoof } from '../admission/watch-roof.ts'
import { chargeOf, chargeOfEnd, type EndCharge } from '../charge.ts'
import type { Parts } from '../parts.ts'
import { dropCollected } from './collect.ts'

/**
 * Ends the generation in the ledger. A delivered clip costs what the provider says, or the estimate when it does
 * not say; what a run without a clip costs, `charge.ts` says.
 */
export const createSettle =
  (
    parts: Pick<Parts, 'attempts' | 'catalogue' | 'clock' | 'ledger' | 'log' | 'meter' | 'workPath'>,
    watchRoof: WatchRoof,
    book: Pick<PriceBook, 'charged'>,
  ) =>
  async (record: GenerationRecord, failure: Failure | null): Promise<void> => {
    const { generation, result } = record
    const state = endOf(failure)
    const charge = await chargeFor(parts, state, record)
    const { costCredits } = charge
    const now = parts.clock.now()
    if (!(await parts.ledger.close(generation.id, { state, ...charge, failure, now }))) return
    if (charge.billedCredits > generation.heldCredits) await watchRoof()
    if (state !== 'delivered') await dropCollected(parts, generation.id)
    else if (result?.costUsd !== undefined && !parts.catalogue.rowOf(generation)?.price.nominal) {
      await book.charged(generation.model, generation.request, result.costUsd).catch((cause: unknown) => {
        parts.log.warn({ err: cause, generation: generation.id }, 'what a clip cost could not be kept for the price of the next')
      })
    }
    const deliveryMs = state === 'delivered' && result ? now - result.seenAt : null
    parts.meter.left(generation.state, generation.provider, now - generation.stateAt)
    parts.meter.ended({ provider: generation.provider, kind: kindOf(generation), state, failure, costCredits, deliveryMs })
    parts.log.info(
      { generation: generation.id, state, costCredits, code: failure?.code, deliveryMs, elapsedMs: now - generation.createdAt },
      'generation ended',
    )
  }

const endOf = (failure: Failure | null): (typeof finalStates)[number] => {
  if (!failure) return 'delivered'
  return failure.code === 'canceled' ? 'canceled' : 'failed'
}

const chargeFor = async (
  parts: Pick<Parts, 'attempts' | 'catalogue'>,
  state: (typeof finalStates)[number],
  record: GenerationRecord,
): Promise<EndCharge> => {
  const { id } = record.generation
  const row = parts.catalogue.rowOf(record.generation)
  if (state !== 'delivered') return chargeOfEnd(record, await parts.attempts.latest(id), row)
  const costCredits = chargeOf(record, row ? [row] : [])
  return { costCredits, billedCredits: costCredits, counts: true }
}
