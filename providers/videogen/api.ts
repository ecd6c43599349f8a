import { createCall, type VendorCall } from '../../src/core/vendor/call.ts'
import { vendorNamed } from '../../src/core/vendor/vendor-named.ts'

export const videogen = vendorNamed('VideoGen')

/** `path` is relative to the base URL and its version, such as `tools/executions/vg_tool_1`. */
export const createApi = (fetcher: typeof fetch, { key, baseUrl }: { key: string; baseUrl: URL }): VendorCall =>
  createCall(fetcher, { base: new URL('v1/', baseUrl), name: videogen.name, authorize: () => ({ authorization: `Bearer ${key}` }) })
