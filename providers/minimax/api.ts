import { baseUrlOf, createCall, type VendorCall } from '../../src/core/vendor/call.ts'

/** `path` is what comes after the version, query and all. */
export const createApi = (fetcher: typeof fetch, { apiKey, baseUrl }: { apiKey: string; baseUrl: string }): VendorCall =>
  createCall(fetcher, {
    base: new URL('v1/', baseUrlOf(baseUrl)),
    name: 'MiniMax',
    authorize: () => ({ authorization: `Bearer ${apiKey}` }),
  })
