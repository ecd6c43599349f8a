import { createReader } from '../../src/core/read-answer.ts'

interface ApiCall {
  method?: 'GET' | 'POST'
  json?: unknown
  form?: FormData
  /** Within which the answer has to begin; null where only the signal ends it. */
  timeoutMs?: number | null
  signal: AbortSignal
}

/** `path` is relative to the base URL and begins without a slash. */
export type ComfyApi = (path: string, call: ApiCall) => Promise<Response>

const patienceMs = 30_000

/** One plain request for one call, to the operator's own ComfyUI and nowhere else: no retry, no redirect. */
export const createApi = (fetcher: typeof fetch, base: URL): ComfyApi => {
  return async (path, { signal, json, form, method = 'GET', timeoutMs = patienceMs }) => {
    signal.throwIfAborted()
    return fetcher(new URL(path, base), {
      method,
      redirect: 'error',
      signal: timeoutMs === null ? signal : AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      ...(json === undefined ? {} : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
      ...(form === undefined ? {} : { body: form }),
    })
  }
}

export const { unanswered, readAnswer } = createReader('ComfyUI does not answer as it should; please try again later.')

/** Throws MoodreelError `provider_failed` unless the answer is a good one. */
export const expectGood = (response: Response): Response => {
  if (!response.ok) throw unanswered(`HTTP ${response.status}`, response.headers)
  return response
}
