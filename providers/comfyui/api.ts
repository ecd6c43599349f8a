import type { z } from 'zod'
import { MoodreelError } from '../../src/core/errors.ts'

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

/** Throws MoodreelError `provider_failed` unless the answer is a good one. */
export const expectGood = (response: Response): Response => {
  if (response.ok) return response
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  throw new MoodreelError('provider_failed', 'ComfyUI does not answer as it should; please try again later.', {
    cause: `HTTP ${response.status}`,
    ...(Number.isFinite(wait) ? { retryAfterMs: wait * 1000 } : {}),
  })
}

/** The body of a good answer, as far as it is read. Throws what `expectGood` throws, and for a body that is none. */
export const readAnswer = async <T>(response: Response, schema: z.ZodType<T>): Promise<T> => schema.parse(await expectGood(response).json())

/** What became of a call, with the word of the socket, such as ECONNRESET. Never a header or a body. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const code = socketCode(error)
  return code === undefined ? error.message : `${error.message}: ${code}`
}

const socketCode = ({ cause }: Error): string | undefined =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined

const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/** Whether a call failed before there was a connection, so that the server certainly never heard of it. */
export const wasNeverConnected = (error: unknown): boolean => error instanceof Error && neverConnected.has(socketCode(error) ?? '')
