/** One call; its answer has to be there, body and all, within `timeoutMs`. */
export interface ApiCall {
  /** The JSON of a POST; without one it is a GET. */
  body?: string
  timeoutMs?: number
  signal: AbortSignal
}

/** `path` is what comes after the version, query and all. */
export type MinimaxApi = (path: string, call: ApiCall) => Promise<Response>

const patienceMs = 30_000

/** One plain request for one call: nothing is retried, no redirect is followed, and the key goes to the base URL only. */
export const createApi = (fetcher: typeof fetch, settings: { apiKey: string; baseUrl: string }): MinimaxApi => {
  const base = settings.baseUrl.replace(/\/+$/, '')
  return async (path, { body, signal, timeoutMs = patienceMs }) => {
    signal.throwIfAborted()
    return fetcher(`${base}/v1/${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body }),
      headers: { authorization: `Bearer ${settings.apiKey}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
  }
}
