import { MoodreelError } from '../../src/core/errors.ts'
import { isBeneath } from '../../src/core/is-beneath.ts'
import { createReader } from '../../src/core/read-answer.ts'

/** One call; its answer has to be there, body and all, within `timeoutMs`. */
export interface ApiCall {
  method?: 'GET' | 'POST'
  body?: string | FormData
  headers?: Record<string, string>
  timeoutMs?: number
  signal: AbortSignal
}

/** `path` is relative to the base URL, or an address that Replicate itself named, such as the next page. */
export type ReplicateApi = (path: string, call: ApiCall) => Promise<Response>

const patienceMs = 30_000

/**
 * One plain request for one call: nothing is retried and no redirect is followed. Predictions are made, asked for, listed
 * and canceled by this alone: the npm package `replicate` 1.4.0 repeats a create up to six times when the connection
 * breaks, and a failed GET as often without a pause. `free-call.ts` lends it to the package for what it does well. The
 * token goes to what lies beneath the base URL: a call elsewhere throws before it is made.
 */
export const createApi = (fetcher: typeof fetch, settings: { token: string; baseUrl: string }): ReplicateApi => {
  const base = new URL(settings.baseUrl.endsWith('/') ? settings.baseUrl : `${settings.baseUrl}/`)
  return async (path, { signal, timeoutMs = patienceMs, headers, ...init }) => {
    const url = new URL(path, base)
    if (!isBeneath(base, url))
      throw new MoodreelError('fetch_refused', 'Replicate named an address that is not its own; tell the operator.')
    signal.throwIfAborted()
    return fetcher(url, {
      ...init,
      headers: { ...headers, authorization: `Bearer ${settings.token}` },
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
  }
}

export const { unanswered, readAnswer } = createReader('Replicate does not answer as it should; please try again later.')
