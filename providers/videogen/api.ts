import { createReader } from '../../src/core/read-answer.ts'

/** One call; its answer has to be there, body and all, within `timeoutMs`. */
interface ApiCall {
  method?: 'GET' | 'POST'
  /** Sent as JSON. */
  body?: object
  timeoutMs?: number
  signal: AbortSignal
}

/** `path` is relative to the base URL, such as `tools/executions/vg_tool_1`. */
export type VideoGenApi = (path: string, call: ApiCall) => Promise<Response>

const patienceMs = 30_000

/** One plain request for one call: nothing is retried and no redirect is followed. */
export const createApi = (fetcher: typeof fetch, settings: { key: string; baseUrl: URL }): VideoGenApi => {
  const base = new URL('v1/', settings.baseUrl)
  return async (path, { method = 'GET', body, signal, timeoutMs = patienceMs }) => {
    signal.throwIfAborted()
    return fetcher(new URL(path, base), {
      method,
      headers: { authorization: `Bearer ${settings.key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
  }
}

export const { unanswered, readAnswer } = createReader('VideoGen does not answer as it should; please try again later.')
