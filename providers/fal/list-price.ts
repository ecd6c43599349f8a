import { z } from 'zod'
import type { Log } from '../../src/core/log.ts'
import type { Model } from '../../src/core/model.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import type { InputSchema } from '../../src/core/vendor/input-schema.ts'
import { reasonOf } from '../../src/core/vendor/wire-fault.ts'
import { fal } from './api.ts'

const answerSchema = z.object({
  prices: z.array(z.object({ endpoint_id: z.string(), unit_price: z.number().nonnegative(), unit: z.string(), currency: z.string() })),
})

const perSecond = /^(video |output )?seconds?$/i
const perClip = /^(videos?|images?|generations?|requests?)$/i

/** fal's list has the price of an endpoint's cheapest settings, to which size and sound are added: its own pages show up to these. */
const forSize = 4
const forSound = 2

/**
 * What an endpoint may cost by fal's own list, at most: https://fal.ai/docs/platform-apis/v1/models/pricing. Empty where the list has units
 * that say nothing of a clip before it is made, such as tokens, and where it cannot be read now.
 */
export const listPrice = async (
  { api, log }: { api: VendorCall; log: Log },
  endpoint: string,
  schema: InputSchema,
  signal: AbortSignal,
): Promise<Partial<Model['price']>> => {
  try {
    const response = await api(`models/pricing?endpoint_id=${encodeURIComponent(endpoint)}`, { signal })
    const { prices } = await fal.readAnswer(response, answerSchema)
    const price = prices.find((one) => one.endpoint_id === endpoint && one.currency.toUpperCase() === 'USD')
    if (!price || price.unit_price === 0) return {}
    const has = (pattern: RegExp): boolean => [...schema.fields.keys()].some((name) => pattern.test(name))
    const most = price.unit_price * (has(/resolution|size|width|upscale/) ? forSize : 1) * (has(/audio|sound/) ? forSound : 1)
    const source = `fal's list: ${price.unit_price} for each of its ${price.unit}, and more for size and sound`
    if (perSecond.test(price.unit)) return { usdPerSecond: most, source }
    return perClip.test(price.unit) ? { usdPerClip: most, source } : {}
  } catch (error) {
    if (signal.aborted) throw error
    log.warn({ endpoint, reason: reasonOf(error) }, 'the price of an endpoint could not be read')
    return {}
  }
}
