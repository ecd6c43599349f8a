import { z } from 'zod'
import type { Json } from '../../src/core/json.ts'
import type { Provider, ProviderError, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { isRefusal, paidCall, rejected, stopped } from '../../src/core/vendor/paid-call.ts'
import { bodyOf } from '../../src/core/vendor/read-answer.ts'
import { retryAfterMs } from '../../src/core/vendor/retry-after.ts'
import { reasonOf } from '../../src/core/vendor/wire-fault.ts'
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
  (api: VendorCall): Provider['submit'] =>
  async (given, attempt) => {
    if (attempt.signal.aborted) return stopped
    const mapped = await mapRequest(given).catch(unreadable)
    if ('error' in mapped) return rejected(mapped.error)
    if ('problem' in mapped) return rejected({ class: 'invalid_input', message: mapped.problem })
    if (attempt.signal.aborted) return stopped
    return create(api, mapped.fields, attempt)
  }

const create = async (api: VendorCall, fields: Record<string, Json>, { webhookUrl, signal }: SubmitAttempt): Promise<SubmitResult> => {
  const json = { ...fields, ...(webhookUrl !== undefined && { callback_url: webhookUrl }) }
  return paidCall(async () => {
    const response = await api('video_generation', { method: 'POST', json, signal, timeoutMs: createMs })
    if (isRefusal(response.status)) return rejected(refusal(response, await bodyOf(response)))
    if (!response.ok) return { kind: 'unknown', reason: `HTTP ${response.status}` }
    return readCreated(await response.json(), response.headers)
  }, unreached)
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

const unreached: ProviderError = { class: 'transient', message: 'MiniMax cannot be reached; nothing was charged, please try again.' }

const unreadable = (error: unknown): { error: ProviderError } => ({
  error: { class: 'transient', message: 'A picture of this request could not be read; please try again.', detail: reasonOf(error) },
})
