import { z } from 'zod'
import { MoodreelError } from '../../src/core/errors.ts'

interface CogCall {
  method?: 'GET' | 'POST' | 'PUT'
  body?: string
  headers?: Record<string, string>
  timeoutMs?: number
  signal: AbortSignal
}

/** One request to one predictor, `path` relative to its URL. Nothing is retried and no redirect is followed. */
export type CogApi = (predictor: URL, path: string, call: CogCall) => Promise<Response>

const patienceMs = 15_000

export const createApi =
  (fetcher: typeof fetch): CogApi =>
  async (predictor, path, { signal, timeoutMs = patienceMs, ...init }) => {
    signal.throwIfAborted()
    return fetcher(new URL(path, predictor), {
      ...init,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
  }

/** A fault: the question is asked again later. */
export const unanswered = (cause: unknown): MoodreelError =>
  new MoodreelError('provider_failed', 'The predictor does not answer as it should; please try again later.', { cause })

const healthSchema = z.object({ status: z.string() })

/** `READY`, `BUSY`, `STARTING` and so on. Throws MoodreelError `provider_failed` when it cannot be learnt. */
export const healthOf = async (api: CogApi, predictor: URL, signal: AbortSignal): Promise<string> => {
  const response = await api(predictor, 'health-check', { signal })
  const health = response.ok ? healthSchema.safeParse(await response.json()) : null
  if (!health?.success) throw unanswered(`HTTP ${response.status} for the health`)
  return health.data.status
}
