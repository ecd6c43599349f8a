import { baseUrlOf, createCall, type VendorCall } from '../../src/core/vendor/call.ts'
import { vendorNamed } from '../../src/core/vendor/vendor-named.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'

const vendor = vendorNamed('Vercel AI Gateway')

export const vercel = {
  ...vendor,
  notListed: (target: string): Text => say('provider.notListed', { vendor: vendor.name, target }),
}

/** `path` is relative to the gateway's origin, such as `v4/ai/video-model/start`. */
export const createApi = (fetcher: typeof fetch, { key, baseUrl }: { key: string; baseUrl: string }): VendorCall =>
  createCall(fetcher, { base: baseUrlOf(baseUrl), name: vercel.name, authorize: () => ({ authorization: `Bearer ${key}` }) })

/** What every call about a video carries: the model stands in a header, and a call without the version of the protocol is answered 400. */
export const videoHeaders = (target: string): Record<string, string> => ({
  'ai-gateway-protocol-version': '0.0.1',
  'ai-gateway-auth-method': 'api-key',
  'ai-video-model-specification-version': '4',
  'ai-model-id': target,
})
