/** One POST; its answer has to begin, and to end, within `timeoutMs`. */
export interface ApiCall {
  token: string
  body: string
  signal: AbortSignal
  timeoutMs?: number | undefined
}

/** `method` is a model and what is wanted of it: `veo-3.1-generate-001:predictLongRunning`. */
export type VeoApi = (method: string, call: ApiCall) => Promise<Response>

const patienceMs = 30_000

/** One plain request for one call: nothing is retried, no redirect is followed, and the token goes to the base URL only. */
export const createApi = (fetcher: typeof fetch, place: { baseUrl: string; project: string; location: string }): VeoApi => {
  const { baseUrl, project, location } = place
  const models = `${baseUrl.replace(/\/+$/, '')}/projects/${project}/locations/${location}/publishers/google/models`
  return async (method, { token, body, signal, timeoutMs = patienceMs }) => {
    signal.throwIfAborted()
    return fetcher(`${models}/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
  }
}
