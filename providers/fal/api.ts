import { createReader } from '../../src/core/read-answer.ts'

/** One call; its answer has to be there, body and all, within `timeoutMs`. */
interface ApiCall {
  method?: 'GET' | 'POST' | 'PUT'
  body?: string
  headers?: Record<string, string>
  timeoutMs?: number
  signal: AbortSignal
}

/** `path` is relative to the queue's URL. */
export type FalApi = (path: string, call: ApiCall) => Promise<Response>

const patienceMs = 30_000

/**
 * One plain request for one call: nothing is retried and no redirect is followed. The npm package `@fal-ai/client` is not
 * used: its queue client repeats a submit up to three times after a broken connection, whatever it is told.
 */
export const createApi = (fetcher: typeof fetch, settings: { key: string; queueUrl: string }): FalApi => {
  const base = new URL(settings.queueUrl.endsWith('/') ? settings.queueUrl : `${settings.queueUrl}/`)
  return async (path, { signal, timeoutMs = patienceMs, headers, ...init }) => {
    signal.throwIfAborted()
    return fetcher(new URL(path, base), {
      ...init,
      headers: { ...headers, authorization: `Key ${settings.key}` },
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
  }
}

export const { unanswered, readAnswer } = createReader('The provider fal does not answer as it should; please try again later.')
