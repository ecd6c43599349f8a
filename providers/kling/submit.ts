import type { ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { misfit, paidCall, rejected, stopped, unprepared } from '../../src/core/vendor/paid-call.ts'
import { bodyOf } from '../../src/core/vendor/read-answer.ts'
import { unreadable } from '../../src/core/vendor/request-files.ts'
import { envelopeIn, kling } from './api.ts'
import { addFiles, type KlingBody, mapRequest } from './map-request.ts'
import { refusal } from './refusal.ts'
import { type Kind, pathOf, taskIdSchema } from './task.ts'

/** How long reading the files may take, and how long the answer to the paid call may. */
export const prepareMs = 120_000
export const createMs = 60_000

/**
 * Makes the one paid call. The attempt is the task's own name at Kling, by which it can be found again. Whatever fails
 * before that call is a rejection; what becomes of the call itself is unknown unless Kling takes it or refuses it.
 */
export const submit = async (
  { api, accountSince, now }: { api: VendorCall; accountSince(): Promise<number>; now(): number },
  given: ProviderRequest,
  attempt: SubmitAttempt,
): Promise<SubmitResult> => {
  const startedAt = now()
  const mapped = mapRequest(given)
  if ('problem' in mapped) return misfit(mapped.problem)
  await accountSince()
  const body = await addFiles(mapped.body, given.inputs).catch((error: unknown) => unprepared(error, unreadable, attempt.signal))
  if ('kind' in body) return body
  // A task is looked for among those of a certain time, so none may be made later.
  if (now() - startedAt > prepareMs) return rejected({ ...unreadable, detail: 'reading took too long' })
  return attempt.signal.aborted ? stopped : create(api, mapped.kind, body, attempt)
}

const create = async (api: VendorCall, kind: Kind, body: KlingBody, { id, webhookUrl, signal }: SubmitAttempt): Promise<SubmitResult> => {
  const json = { ...body, external_task_id: id, ...(webhookUrl !== undefined && { callback_url: webhookUrl }) }
  return paidCall(async () => {
    const response = await api(pathOf(kind), { method: 'POST', json, timeoutMs: createMs, signal })
    const answer = await bodyOf(response)
    const envelope = envelopeIn(answer)
    const error = refusal(response, answer)
    if (error) return rejected(error)
    const task = response.ok && envelope?.code === 0 ? taskIdSchema.safeParse(envelope.data) : null
    if (task?.success) return { kind: 'accepted', operation: { id: task.data.task_id, kind } }
    return {
      kind: 'unknown',
      reason: `HTTP ${response.status}${envelope ? ` code ${envelope.code}` : ' without an answer that can be read'}`,
    }
  }, kling.unreached)
}
