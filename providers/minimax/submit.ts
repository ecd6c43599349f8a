import { z } from 'zod'
import type { Json } from '../../src/core/json.ts'
import type { Provider, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import type { Notes } from '../../src/core/vendor/before-call.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { misfit, paidCall, readCreated, rejected, stopped, unprepared } from '../../src/core/vendor/paid-call.ts'
import { unreadable } from '../../src/core/vendor/request-files.ts'
import { minimax } from './api.ts'
import { baseSchema, idSchema, refusal, refusalOf } from './codes.ts'
import { mapContent } from './map-content.ts'
import { mapRequest } from './map-request.ts'
import { isNewer, newerOperation } from './task.ts'

/** How long reading the files and the note may take. */
export const prepareMs = 120_000
/** Pictures go up inside the request, and before it answers MiniMax may look whether the callback URL is ours. */
export const createMs = 120_000

/** Version 2 answers with the task alone. */
const answerSchema = z.object({
  base_resp: baseSchema.shape.base_resp.optional(),
  task_id: idSchema.optional().catch(undefined),
})

interface Submit {
  api: VendorCall
  /** What was so before a paid call of a model, for version 2. */
  notesOf(model: string): Pick<Notes, 'take'>
  accountSince(): Promise<number>
  now(): number
}

/**
 * Maps a request and makes the one paid call. Whatever fails before that call is a rejection; what becomes of the call itself
 * is unknown unless MiniMax answers with a task, with a code that refuses, with 4xx, or was certainly never reached.
 */
export const createSubmit =
  ({ api, notesOf, accountSince, now }: Submit): Provider['submit'] =>
  async (given, attempt) => {
    if (attempt.signal.aborted) return stopped
    const startedAt = now()
    const { target } = given.model
    const version = isNewer(target) ? 2 : 1
    const map = version === 2 ? mapContent : mapRequest
    const mapped = await map(given).catch((error: unknown) => unprepared(error, unreadable, attempt.signal))
    if ('kind' in mapped) return mapped
    if ('problem' in mapped) return misfit(mapped.problem)
    if (version === 2) {
      await accountSince()
      await notesOf(target).take(attempt.id, attempt.webhookUrl !== undefined, attempt.signal)
    }
    // A task is looked for among those of a certain time, so none may be made later.
    if (now() - startedAt > prepareMs) return rejected({ ...unreadable, detail: 'reading took too long' })
    return attempt.signal.aborted ? stopped : create(api, version, mapped.fields, attempt)
  }

const create = async (
  api: VendorCall,
  version: 1 | 2,
  fields: Record<string, Json>,
  { webhookUrl, signal }: SubmitAttempt,
): Promise<SubmitResult> => {
  const json = { ...fields, ...(webhookUrl !== undefined && { callback_url: webhookUrl }) }
  return paidCall(async () => {
    const response = await api(`v${version}/video_generation`, { method: 'POST', json, signal, timeoutMs: createMs })
    return readCreated(response, { refusal, schema: answerSchema, accept: (answer) => readTask(version, answer, response.headers) })
  }, minimax.unreached)
}

/** Only a code that is known to refuse is a refusal; 0 without a task, and any other, say nothing certain. */
const readTask = (version: 1 | 2, { base_resp: base, task_id: taskId }: z.infer<typeof answerSchema>, headers: Headers): SubmitResult => {
  const error = base && refusalOf(base, headers)
  if (error) return rejected(error)
  const isGood = base ? base.status_code === 0 : version === 2
  if (isGood && taskId !== undefined) return { kind: 'accepted', operation: version === 2 ? newerOperation(taskId) : { taskId } }
  return { kind: 'unknown', reason: `code ${base?.status_code}${taskId === undefined ? ' without a task' : ''}` }
}
