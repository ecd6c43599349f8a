import { baseUrlOf, createCall, type VendorCall } from '../../src/core/vendor/call.ts'
import type { TheirClock } from '../../src/core/vendor/their-clock.ts'
import { vendorNamed } from '../../src/core/vendor/vendor-named.ts'

export const replicate = vendorNamed('Replicate')

/**
 * Predictions are made, asked for, listed and canceled by this alone: the npm package `replicate` 1.4.0 repeats a create up to
 * six times when the connection breaks, and a failed GET as often without a pause. `free-call.ts` lends it to the package for
 * what it does well.
 */
export const createApi = (
  fetcher: typeof fetch,
  { token, baseUrl, clock }: { token: string; baseUrl: string; clock: TheirClock },
): VendorCall =>
  createCall(fetcher, { base: baseUrlOf(baseUrl), name: replicate.name, clock, authorize: () => ({ authorization: `Bearer ${token}` }) })
