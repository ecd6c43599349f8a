import type { z } from 'zod'
import { MoodreelError } from '../../src/core/errors.ts'

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

/** A fault: the question is asked again later. */
export const unanswered = (cause: string, headers = new Headers()): MoodreelError => {
  const wait = retryAfterMs(headers)
  return new MoodreelError('provider_failed', 'VideoGen does not answer as it should; please try again later.', {
    cause,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  })
}

/** The body of a good answer, as far as it is read. Throws MoodreelError `provider_failed` for any other. */
export const readAnswer = async <T>(response: Response, schema: z.ZodType<T>): Promise<T> => {
  if (!response.ok) throw unanswered(`HTTP ${response.status}`, response.headers)
  const parsed = schema.safeParse(await response.json())
  if (!parsed.success) throw unanswered(`an answer of another form: ${parsed.error.issues[0]?.path.join('.')}`)
  return parsed.data
}

/** `Retry-After` in milliseconds, given in seconds or as a date; undefined without one. */
export const retryAfterMs = (headers: Headers, now: number = Date.now()): number | undefined => {
  const value = headers.get('retry-after')
  if (value === null) return undefined
  const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isFinite(wait) ? Math.max(0, Math.ceil(wait)) : undefined
}
