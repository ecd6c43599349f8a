import { baseUrlOf, createCall, type VendorCall } from '../../src/core/vendor/call.ts'
import { vendorNamed } from '../../src/core/vendor/vendor-named.ts'

export const minimax = vendorNamed('MiniMax')

/** `path` begins with the version, such as `v1/video_generation`. */
export const createApi = (fetcher: typeof fetch, { apiKey, baseUrl }: { apiKey: string; baseUrl: string }): VendorCall =>
  createCall(fetcher, { base: baseUrlOf(baseUrl), name: minimax.name, authorize: () => ({ authorization: `Bearer ${apiKey}` }) })
