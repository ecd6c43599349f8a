import { baseUrlOf, createCall, type VendorCall } from '../../src/core/vendor/call.ts'
import { createReader } from '../../src/core/vendor/read-answer.ts'

/** Calls to the operator's own ComfyUI and nowhere else. `path` is relative to its URL and begins without a slash. */
export const createApi = (fetcher: typeof fetch, address: string): VendorCall =>
  createCall(fetcher, { base: baseUrlOf(address), name: 'ComfyUI' })

export const { unanswered, readAnswer } = createReader('ComfyUI does not answer as it should; please try again later.')

/** Throws MoodreelError `provider_failed` unless the answer is a good one. */
export const expectGood = (response: Response): Response => {
  if (!response.ok) throw unanswered(`HTTP ${response.status}`, response.headers)
  return response
}
