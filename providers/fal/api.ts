import { baseUrlOf, createCall, type VendorCall } from '../../src/core/vendor/call.ts'
import { createReader } from '../../src/core/vendor/read-answer.ts'
import type { TheirClock } from '../../src/core/vendor/their-clock.ts'

/**
 * Calls to the queue, `path` relative to its URL. The npm package `@fal-ai/client` is not used: its queue client repeats a submit
 * up to three times after a broken connection, whatever it is told.
 */
export const createApi = (
  fetcher: typeof fetch,
  { key, queueUrl, clock }: { key: string; queueUrl: string; clock: TheirClock },
): VendorCall =>
  createCall(fetcher, { base: baseUrlOf(queueUrl), name: 'The provider fal', clock, authorize: () => ({ authorization: `Key ${key}` }) })

export const { unanswered, readAnswer } = createReader('The provider fal does not answer as it should; please try again later.')
