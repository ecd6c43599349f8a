import type { Generation } from '../../core/generation.ts'
import { creditsFromUsd } from '../../core/ledger.ts'
import type { Parts } from '../parts.ts'
import type { PriceBook } from './price-book.ts'
import type { PriceNews } from './tell-prices.ts'

/** What a vendor says, when it takes a clip, that it may cost at most, in US dollars. Never fails. */
export type HeedEstimate = (
  generation: Pick<Generation, 'id' | 'model' | 'createdAt' | 'request' | 'heldCredits'>,
  usd: number,
) => Promise<void>

/**
 * The clip that was taken keeps its hold, for it is made already; of the next such clip so much is held as the vendor says, where that is more
 * than its row says. Those who run the bot are told once.
 */
export const createHeedEstimate =
  (parts: Pick<Parts, 'catalogue' | 'log'>, book: Pick<PriceBook, 'told'>, news: Pick<PriceNews, 'estimate'>): HeedEstimate =>
  async ({ id, heldCredits, request, ...generation }, usd) => {
    const row = parts.catalogue.rowOf(generation)
    if (!row || row.price.nominal) return
    try {
      await book.told(row, request, usd)
      if (creditsFromUsd(usd) > heldCredits) await news.estimate(row, request, { heldCredits, usd })
    } catch (cause) {
      parts.log.warn({ err: cause, generation: id }, 'what a vendor says that a clip may cost could not be kept')
    }
  }
