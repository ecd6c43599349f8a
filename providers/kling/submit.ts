import type { ProviderError, ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { paidCall, rejected, stopped } from '../../src/core/vendor/paid-call.ts'
import { bodyOf } from '../../src/core/vendor/read-answer.ts'
import { retryAfterMs } from '../../src/core/vendor/retry-after.ts'
import { reasonOf } from '../../src/core/vendor/wire-fault.ts'
import { envelopeIn } from './api.ts'
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
  if ('problem' in mapped) return rejected({ class: 'invalid_input', message: mapped.problem })
  try {
    await accountSince()
    const body = await addFiles(mapped.body, given.inputs)
    // A task is looked for among those of a certain time, so none may be made later.
    if (now() - startedAt > prepareMs) return rejected({ ...unread, detail: 'reading took too long' })
    if (attempt.signal.aborted) return stopped
    return await create(api, mapped.kind, body, attempt)
  } catch (error) {
    return rejected({ ...unread, detail: reasonOf(error) })
  }
}

const unread: ProviderError = {
  class: 'transient',
  message: 'The files of this clip could not be read in time; nothing was charged, please try again.',
}

const create = async (api: VendorCall, kind: Kind, body: KlingBody, { id, webhookUrl, signal }: SubmitAttempt): Promise<SubmitResult> => {
  const named = { ...body, external_task_id: id, ...(webhookUrl === undefined ? {} : { callback_url: webhookUrl }) }
  return paidCall(async () => {
    const response = await api(pathOf(kind), { method: 'POST', json: named, timeoutMs: createMs, signal })
    const answer = await bodyOf(response)
    const envelope = envelopeIn(answer)
    const error = refusal(response.status, answer, retryAfterMs(response.headers))
    if (error) return rejected(error)
    const task = response.ok && envelope?.code === 0 ? taskIdSchema.safeParse(envelope.data) : null
    if (task?.success) return { kind: 'accepted', operation: { id: task.data.task_id, kind } }
    return {
      kind: 'unknown',
      reason: `HTTP ${response.status}${envelope ? ` code ${envelope.code}` : ' without an answer that can be read'}`,
    }
  }, unreached)
}

const unreached: ProviderError = { class: 'transient', message: 'Kling cannot be reached; nothing was charged, please try again.' }
