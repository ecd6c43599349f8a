import { createCall, type VendorCall } from '../../src/core/vendor/call.ts'
import { createReader } from '../../src/core/vendor/read-answer.ts'

/** `path` is relative to the base URL and its version, such as `tools/executions/vg_tool_1`. */
export const createApi = (fetcher: typeof fetch, { key, baseUrl }: { key: string; baseUrl: URL }): VendorCall =>
  createCall(fetcher, { base: new URL('v1/', baseUrl), name: 'VideoGen', authorize: () => ({ authorization: `Bearer ${key}` }) })

export const { unanswered, readAnswer } = createReader('VideoGen does not answer as it should; please try again later.')
