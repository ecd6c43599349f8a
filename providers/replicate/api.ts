import { baseUrlOf, createCall, type VendorCall } from '../../src/core/vendor/call.ts'
import { createReader } from '../../src/core/vendor/read-answer.ts'
import type { TheirClock } from '../../src/core/vendor/their-clock.ts'

/**
 * Predictions are made, asked for, listed and canceled by this alone: the npm package `replicate` 1.4.0 repeats a create up to
 * six times when the connection breaks, and a failed GET as often without a pause. `free-call.ts` lends it to the package for
 * what it does well.
 */
export const createApi = (
  fetcher: typeof fetch,
  { token, baseUrl, clock }: { token: string; baseUrl: string; clock: TheirClock },
): VendorCall =>
  createCall(fetcher, { base: baseUrlOf(baseUrl), name: 'Replicate', clock, authorize: () => ({ authorization: `Bearer ${token}` }) })

export const { unanswered, readAnswer } = createReader('Replicate does not answer as it should; please try again later.')
