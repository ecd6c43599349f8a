import type { z } from 'zod'
import type { Json } from '../../src/core/json.ts'
import type { Provider, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { misfit, paidCall, readCreated, rejected, stopped, unprepared } from '../../src/core/vendor/paid-call.ts'
import { unreadable } from '../../src/core/vendor/request-files.ts'
import { minimax } from './api.ts'
import { baseSchema, idSchema, refusal, refusalOf } from './codes.ts'
import { mapRequest } from './map-request.ts'

/** Pictures go up inside the request, and before it answers MiniMax may look whether the callback URL is ours. */
const createMs = 120_000

const answerSchema = baseSchema.extend({ task_id: idSchema.optional().catch(undefined) })

/**
 * Maps a request and makes the one paid call. Whatever fails before that call is a rejection; what becomes of the call itself
 * is unknown unless MiniMax answers with a task, with a code that refuses, with 4xx, or was certainly never reached.
 */
export const createSubmit =
  (api: VendorCall): Provider['submit'] =>
  async (given, attempt) => {
    if (attempt.signal.aborted) return stopped
    const mapped = await mapRequest(given).catch((error: unknown) => unprepared(error, unreadable, attempt.signal))
    if ('kind' in mapped) return mapped
    if ('problem' in mapped) return misfit(mapped.problem)
    return attempt.signal.aborted ? stopped : create(api, mapped.fields, attempt)
  }

const create = async (api: VendorCall, fields: Record<string, Json>, { webhookUrl, signal }: SubmitAttempt): Promise<SubmitResult> => {
  const json = { ...fields, ...(webhookUrl !== undefined && { callback_url: webhookUrl }) }
  return paidCall(async () => {
    const response = await api('video_generation', { method: 'POST', json, signal, timeoutMs: createMs })
    return readCreated(response, { refusal, schema: answerSchema, accept: (answer) => readTask(answer, response.headers) })
  }, minimax.unreached)
}

/** Only a code that is known to refuse is a refusal; 0 without a task, and any other, say nothing certain. */
const readTask = ({ base_resp: base, task_id: taskId }: z.infer<typeof answerSchema>, headers: Headers): SubmitResult => {
  const error = refusalOf(base, headers)
  if (error) return rejected(error)
  if (base.status_code === 0 && taskId !== undefined) return { kind: 'accepted', operation: { taskId } }
  return { kind: 'unknown', reason: `code ${base.status_code}${taskId === undefined ? ' without a task' : ''}` }
}
