import { baseUrlOf, createCall, type VendorCall } from '../../src/core/vendor/call.ts'
import { vendorNamed } from '../../src/core/vendor/vendor-named.ts'

export const minimax = vendorNamed('MiniMax')

/** `path` is what comes after the version, query and all. */
export const createApi = (fetcher: typeof fetch, { apiKey, baseUrl }: { apiKey: string; baseUrl: string }): VendorCall =>
  createCall(fetcher, {
    base: new URL('v1/', baseUrlOf(baseUrl)),
    name: minimax.name,
    authorize: () => ({ authorization: `Bearer ${apiKey}` }),
  })
