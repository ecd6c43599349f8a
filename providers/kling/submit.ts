import type { ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { misfit, paidCall, rejected, stopped, unprepared } from '../../src/core/vendor/paid-call.ts'
import { bodyOf } from '../../src/core/vendor/read-answer.ts'
import { unreadable } from '../../src/core/vendor/request-files.ts'
import { say } from '../../src/core/words/sentence.ts'
import { envelopeIn, kling } from './api.ts'
import { mapNewer } from './map-newer.ts'
import { mapOlder } from './map-older.ts'
import type { Mapped } from './mapped.ts'
import { refusal } from './refusal.ts'
import { needsKey, taskIdSchema } from './task.ts'

/** How long reading the files may take, and how long the answer to the paid call may. */
export const prepareMs = 120_000
export const createMs = 60_000

interface Submit {
  api: VendorCall
  accountSince(): Promise<number>
  /** Whether this account is asked with a key, and not with the older pair. */
  hasKey: boolean
  now(): number
}

/**
 * Makes the one paid call. The attempt is the task's own name at Kling, by which it can be found again. Whatever fails
 * before that call is a rejection; what becomes of the call itself is unknown unless Kling takes it or refuses it.
 */
export const submit = async (
  { api, accountSince, hasKey, now }: Submit,
  given: ProviderRequest,
  attempt: SubmitAttempt,
): Promise<SubmitResult> => {
  const startedAt = now()
  const isNewer = needsKey(given.model.target)
  if (isNewer && !hasKey) {
    return rejected(kling.refused('model_gone', { message: say('provider.needsKey', { model: given.model.name }) }))
  }
  const mapped = isNewer ? mapNewer(given) : mapOlder(given)
  if ('problem' in mapped) return misfit(mapped.problem)
  await accountSince()
  const read = await mapped.body(attempt.id, attempt.webhookUrl).then(
    (json) => ({ json }),
    (error: unknown) => unprepared(error, unreadable, attempt.signal),
  )
  if (!('json' in read)) return read
  // A task is looked for among those of a certain time, so none may be made later.
  if (now() - startedAt > prepareMs) return rejected({ ...unreadable, detail: 'reading took too long' })
  return attempt.signal.aborted ? stopped : create(api, mapped, read.json, attempt.signal)
}

const create = async (api: VendorCall, { kind, path }: Mapped, json: object, signal: AbortSignal): Promise<SubmitResult> =>
  paidCall(async () => {
    const response = await api(path, { method: 'POST', json, timeoutMs: createMs, signal })
    const answer = await bodyOf(response)
    const envelope = envelopeIn(answer)
    const error = refusal(response, answer)
    if (error) return rejected(error)
    const task = response.ok && envelope?.code === 0 ? taskIdSchema.safeParse(envelope.data) : null
    if (task?.success) return { kind: 'accepted', operation: { id: task.data.id, kind } }
    return {
      kind: 'unknown',
      reason: `HTTP ${response.status}${envelope ? ` code ${envelope.code}` : ' without an answer that can be read'}`,
    }
  }, kling.unreached)
