import { z } from 'zod'
import { listUsd } from '../../core/fit/price.ts'
import { type Priced, settingsOf } from '../../core/fit/price-facts.ts'
import { type LearntPrice, type ListPrice, type Model, modelSchema } from '../../core/model.ts'
import type { Parts } from '../parts.ts'
import type { Catalogue } from './catalogue.ts'

/** How soon a process hears what another one learnt. */
const everyMs = 60_000
/** How soon it counts what a clip cost: a rush of clips is read once. */
const soonMs = 2_000

const publishedKey = 'published-prices'
const listPriceSchema: z.ZodType<ListPrice> = modelSchema.shape.price.unwrap().pick({ usdPerClip: true, usdPerSecond: true, cases: true })
const publishedSchema = z.record(z.string(), listPriceSchema)

const medianOf = (sorted: readonly number[]): number => {
  const middle = Math.floor(sorted.length / 2)
  const [below = 0, above = below] = sorted.length % 2 === 1 ? [sorted[middle]] : [sorted[middle - 1], sorted[middle]]
  return (below + above) / 2
}

export type PriceBook = ReturnType<typeof createPriceBook>

/**
 * What is learnt of prices: what clips cost in the end, what vendors say that one may cost, and what they publish. It is written down, and
 * the rows of the catalogue of each process carry it (`Model.learnt`), so that whoever asks for a price gets it by the same rule.
 */
export const createPriceBook = (
  parts: Pick<Parts, 'clock' | 'costs' | 'log' | 'memory'> & { catalogue: Pick<Catalogue, 'learnPrices'> },
) => {
  const { catalogue, clock, costs, log, memory } = parts
  let timer: NodeJS.Timeout | null = null
  let soon: NodeJS.Timeout | null = null
  let reading: Promise<void> = Promise.resolve()

  const publishedNow = async (): Promise<Record<string, ListPrice>> => publishedSchema.safeParse(await memory.get(publishedKey)).data ?? {}

  const readAll = async (): Promise<void> => {
    const prices = new Map<
      string,
      { published?: ListPrice; lately: Record<string, { usd: number; clips: number }>; told: Record<string, number> }
    >()
    const of = (model: string) => {
      const one = prices.get(model) ?? { lately: {}, told: {} }
      prices.set(model, one)
      return one
    }
    for (const { model, settings, charged, told } of await costs.known(clock.now())) {
      const sorted = charged.toSorted((one, other) => one - other)
      if (sorted.length > 0) of(model).lately[settings] = { usd: medianOf(sorted), clips: sorted.length }
      if (told !== null) of(model).told[settings] = told
    }
    for (const [model, published] of Object.entries(await publishedNow())) of(model).published = published
    catalogue.learnPrices(prices satisfies Map<string, LearntPrice>)
  }

  /** One after the other, so that what was read last counts. */
  const read = (): Promise<void> => {
    reading = reading.then(readAll).catch((cause: unknown) => log.warn({ err: cause }, 'what was learnt of prices could not be read'))
    return reading
  }

  return {
    read,

    /** What a clip of such settings cost in the end. */
    async charged(model: string, request: Priced, usd: number): Promise<void> {
      await costs.charged({ model, settings: settingsOf(request) }, usd, clock.now())
      soon ??= setTimeout(() => {
        soon = null
        void read()
      }, soonMs).unref()
    },

    /** What a vendor says that a clip which it took may cost at most: kept for the next one where it is more than the row says. */
    async told(model: Model, request: Priced, usd: number): Promise<void> {
      const settings = settingsOf(request)
      const isMore = usd > listUsd(request, model)
      if (!isMore && model.learnt?.told[settings] === undefined) return
      await costs.told({ model: model.name, settings }, isMore ? usd : null, clock.now())
      await read()
    },

    /** What vendors publish, by row, where that is more than ours in some case; in place of what was known before. */
    async published(prices: ReadonlyMap<string, ListPrice>): Promise<void> {
      await memory.set(publishedKey, JSON.parse(JSON.stringify(Object.fromEntries(prices))))
      await read()
    },

    publishedNow,

    async start(): Promise<void> {
      await read()
      timer = setInterval(() => void read(), everyMs).unref()
    },

    async stop(): Promise<void> {
      if (timer) clearInterval(timer)
      if (soon) clearTimeout(soon)
      await reading
    },
  }
}
