import { baseUrlOf, createCall } from '../../src/core/vendor/call.ts'
import { vendorNamed } from '../../src/core/vendor/vendor-named.ts'

export const veo = vendorNamed('Veo')

/** Who lets us in, and whose models these are. */
export const google = vendorNamed('Google')

/** One POST; its answer has to begin, and to end, within `timeoutMs`. */
export interface ApiCall {
  token: string
  json: object
  signal: AbortSignal
  timeoutMs: number
}

/** `method` is a model and what is wanted of it: `veo-3.1-generate-001:predictLongRunning`. */
export type VeoApi = (method: string, call: ApiCall) => Promise<Response>

/** The token is a new one for each call, and goes to the base URL only. */
export const createApi = (fetcher: typeof fetch, place: { baseUrl: string; project: string; location: string }): VeoApi => {
  const { baseUrl, project, location } = place
  const base = new URL(`projects/${project}/locations/${location}/publishers/google/models/`, baseUrlOf(baseUrl))
  const call = createCall(fetcher, { base, name: google.name })
  // A colon in a relative path would be taken for a scheme.
  return (method, { token, ...rest }) => call(`./${method}`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, ...rest })
}
