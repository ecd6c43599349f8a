import { baseUrlOf, createCall, type VendorCall } from '../../src/core/vendor/call.ts'
import { vendorNamed } from '../../src/core/vendor/vendor-named.ts'

export const comfyui = vendorNamed('ComfyUI')

/** Calls to the operator's own ComfyUI and nowhere else. `path` is relative to its URL and begins without a slash. */
export const createApi = (fetcher: typeof fetch, address: string): VendorCall =>
  createCall(fetcher, { base: baseUrlOf(address), name: comfyui.name })

/** Throws MoodreelError `provider_failed` unless the answer is a good one. */
export const expectGood = (response: Response): Response => {
  if (!response.ok) throw comfyui.unanswered(`HTTP ${response.status}`, response.headers)
  return response
}
