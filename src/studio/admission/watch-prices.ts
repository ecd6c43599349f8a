import { MoodreelError } from '../../core/errors.ts'
import { comparePrice } from '../../core/fit/compare-price.ts'
import type { ListPrice, Model } from '../../core/model.ts'
import type { Parts } from '../parts.ts'
import type { Catalogue } from './catalogue.ts'
import type { PriceBook } from './price-book.ts'
import type { PriceNews } from './tell-prices.ts'

const firstMs = 60_000
const everyMs = 3_600_000
const dueMs = 24 * 3_600_000
const patienceMs = 30_000

const checkedKey = 'prices-checked-at'

/**
 * Compares the rows with what their vendors publish for everybody, once a day and by one process. A row is never changed by it: where the
 * vendor asks for more, holds count the vendor's price until the operator's row says as much (docs/decisions/0015); both are told once.
 */
export const createPriceWatch = (
  parts: Pick<Parts, 'clock' | 'log' | 'memory' | 'providers'> & { catalogue: Pick<Catalogue, 'watched'> },
  book: Pick<PriceBook, 'published' | 'publishedNow'>,
  news: Pick<PriceNews, 'published'>,
) => {
  const { catalogue, clock, log, memory, providers } = parts
  const stopped = new AbortController()
  let timer: NodeJS.Timeout | null = null
  let looking: Promise<void> = Promise.resolve()

  /** What is published of a row; undefined where nobody says, and where it could not be learnt now. */
  const askFor = async (row: Model): Promise<ListPrice | null | undefined> => {
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(patienceMs)])
    try {
      return await providers.get(row.provider)?.prices?.(row, signal)
    } catch (cause) {
      const code = cause instanceof MoodreelError ? cause.code : 'internal'
      if (!stopped.signal.aborted) log.debug({ model: row.name, code, err: cause }, 'a published price could not be learnt')
      return undefined
    }
  }

  const lookAtAll = async (): Promise<void> => {
    const before = await book.publishedNow()
    const dearer = new Map<string, ListPrice>()
    for (const row of catalogue.watched()) {
      if (stopped.signal.aborted || !providers.get(row.provider)?.prices) continue
      const published = await askFor(row)
      // Who cannot be asked today asks for what it did yesterday.
      const price = published === undefined ? before[row.name] : published
      if (!price) continue
      const differences = comparePrice(row, price)
      if (differences.some(({ ours, theirs }) => theirs > ours)) dearer.set(row.name, price)
      if (differences.length > 0 && published) await news.published(row, differences)
    }
    if (!stopped.signal.aborted) await book.published(dearer)
  }

  const lookIfDue = async (): Promise<void> => {
    const checkedAt = await memory.get(checkedKey)
    if (typeof checkedAt === 'number' && clock.now() - checkedAt < dueMs) return
    await lookAtAll()
    await memory.set(checkedKey, clock.now())
  }

  const plan = (ms: number): void => {
    timer = setTimeout(() => {
      looking = lookIfDue()
        .catch((cause: unknown) => log.warn({ err: cause }, 'the prices could not be compared with those of the vendors'))
        .then(() => {
          if (!stopped.signal.aborted) plan(everyMs)
        })
    }, ms).unref()
  }

  return {
    lookAtAll,
    start: (): void => plan(firstMs),
    async stop(): Promise<void> {
      stopped.abort()
      if (timer) clearTimeout(timer)
      await looking
    },
  }
}
