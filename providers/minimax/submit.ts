import { z } from 'zod'
import type { Json } from '../../src/core/json.ts'
import type { Provider, ProviderError, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import { bodyOf } from '../../src/core/read-answer.ts'
import { retryAfterMs } from '../../src/core/retry-after.ts'
import { reasonOf, wasNeverConnected } from '../../src/core/wire-fault.ts'
import type { MinimaxApi } from './api.ts'
import { baseSchema, idSchema, refusal, refusalOf } from './codes.ts'
import { mapRequest } from './map-request.ts'

/** Pictures go up inside the request, and before it answers MiniMax may look whether the callback URL is ours. */
const createMs = 120_000

const createdSchema = z.object({ task_id: idSchema })

/**
 * Maps a request and makes the one paid call. Whatever fails before that call is a rejection; what becomes of the call itself
 * is unknown unless MiniMax answers with a task, with a code that refuses, with 4xx, or was certainly never reached.
 */
export const createSubmit =
  (api: MinimaxApi): Provider['submit'] =>
  async (given, attempt) => {
    if (attempt.signal.aborted) return rejected(stopped)
    const mapped = await mapRequest(given).catch(unreadable)
    if ('error' in mapped) return rejected(mapped.error)
    if ('problem' in mapped) return rejected({ class: 'invalid_input', message: mapped.problem })
    if (attempt.signal.aborted) return rejected(stopped)
    return create(api, mapped.fields, attempt)
  }

const create = async (api: MinimaxApi, fields: Record<string, Json>, { webhookUrl, signal }: SubmitAttempt): Promise<SubmitResult> => {
  const body = JSON.stringify({ ...fields, ...(webhookUrl !== undefined && { callback_url: webhookUrl }) })
  try {
    const response = await api('video_generation', { body, signal, timeoutMs: createMs })
    const { status } = response
    // A 408 may come from a proxy after the request had gone through.
    if (status >= 400 && status < 500 && status !== 408) return rejected(refusal(response, await bodyOf(response)))
    if (!response.ok) return { kind: 'unknown', reason: `HTTP ${status}` }
    return readCreated(await response.json(), response.headers)
  } catch (error) {
    return wasNeverConnected(error) ? rejected({ ...unreached, detail: reasonOf(error) }) : { kind: 'unknown', reason: reasonOf(error) }
  }
}

/** Only a code that is known to refuse is a refusal; 0 without a task, and any other, say nothing certain. */
const readCreated = (answer: unknown, headers: Headers): SubmitResult => {
  const base = baseSchema.safeParse(answer)
  if (!base.success) return { kind: 'unknown', reason: 'HTTP 200 without a code' }
  const { status_code: code } = base.data.base_resp
  const error = refusalOf(base.data.base_resp)
  if (error) return rejected(error.class === 'rate_limited' ? { ...error, retryAfterMs: retryAfterMs(headers) } : error)
  const created = createdSchema.safeParse(answer)
  if (code !== 0 || !created.success) return { kind: 'unknown', reason: `code ${code}${created.success ? '' : ' without a task'}` }
  return { kind: 'accepted', operation: { taskId: created.data.task_id } }
}

const rejected = (error: ProviderError): SubmitResult => ({ kind: 'rejected', error })

/** Nothing was asked for yet, and there is nothing to reconcile by: it is to be submitted again once the bot runs again. */
const stopped: ProviderError = {
  class: 'rate_limited',
  message: 'The bot was stopped before it asked MiniMax; the clip waits its turn.',
  retryAfterMs: 1_000,
}

const unreached: ProviderError = { class: 'transient', message: 'MiniMax cannot be reached; nothing was charged, please try again.' }

const unreadable = (error: unknown): { error: ProviderError } => ({
  error: { class: 'transient', message: 'A picture of this request could not be read; please try again.', detail: reasonOf(error) },
})
