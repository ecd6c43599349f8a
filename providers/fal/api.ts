import { baseUrlOf, createCall, type VendorCall } from '../../src/core/vendor/call.ts'
import type { TheirClock } from '../../src/core/vendor/their-clock.ts'
import { vendorNamed } from '../../src/core/vendor/vendor-named.ts'

export const fal = vendorNamed('fal')

/**
 * Calls to the queue, `path` relative to its URL. The npm package `@fal-ai/client` is not used: its queue client repeats a submit
 * up to three times after a broken connection, whatever it is told.
 */
export const createApi = (
  fetcher: typeof fetch,
  { key, queueUrl, clock }: { key: string; queueUrl: string; clock: TheirClock },
): VendorCall =>
  createCall(fetcher, { base: baseUrlOf(queueUrl), name: fal.name, clock, authorize: () => ({ authorization: `Key ${key}` }) })

/** Calls to fal's price list, which knows accounts by the same key: https://fal.ai/docs/platform-apis. */
export const createPriceApi = (fetcher: typeof fetch, key: string): VendorCall =>
  createCall(fetcher, { base: baseUrlOf('https://api.fal.ai/v1'), name: fal.name, authorize: () => ({ authorization: `Key ${key}` }) })
