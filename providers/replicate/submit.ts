import { z } from 'zod'
import { MoodreelError } from '../../src/core/errors.ts'
import type { Json } from '../../src/core/json.ts'
import type { Log } from '../../src/core/log.ts'
import type { ProviderError, ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { isRefusal, paidCall, rejected, stopped } from '../../src/core/vendor/paid-call.ts'
import { bodyOf } from '../../src/core/vendor/read-answer.ts'
import { reasonOf } from '../../src/core/vendor/wire-fault.ts'
import type { Notes } from './before-call.ts'
import type { Descriptions } from './descriptions.ts'
import type { FreeCall } from './free-call.ts'
import { mapInput } from './map-input.ts'
import { operationSchema } from './prediction.ts'
import { refusal } from './refusal.ts'
import { createPath, parseTarget, type Target } from './target.ts'
import { linkFiles } from './upload-files.ts'

/** How long the free calls before the paid one may take, all together, and how long its answer may take. */
export const prepareMs = 120_000
export const createMs = 60_000

export interface SubmitTools {
  api: VendorCall
  freeCall: FreeCall
  descriptions: Descriptions
  notes: Notes
  accountSince(): Promise<number>
  now(): number
  log: Log
}

/**
 * Checks a request against the model's own schema, brings its files to Replicate, and makes the one paid call. Whatever
 * fails before that call is a rejection; what becomes of the call itself is unknown unless Replicate answers 2xx or 4xx.
 */
export const submit = async (tools: SubmitTools, given: ProviderRequest, attempt: SubmitAttempt): Promise<SubmitResult> => {
  const target = parseTarget(given.model.target)
  if (!target) return rejected({ class: 'invalid_input', message: 'A model of Replicate is called owner/name; tell the operator.' })
  const [prepared] = await Promise.all([
    prepare(tools, target, given, attempt.signal),
    tools.notes.take(attempt.id, attempt.webhookUrl !== undefined, attempt.signal),
  ])
  if (!('input' in prepared)) return prepared
  return attempt.signal.aborted ? stopped : create(tools, target, prepared.input, attempt)
}

const prepare = async (
  { freeCall, descriptions, accountSince, log }: SubmitTools,
  target: Target,
  given: ProviderRequest,
  signal: AbortSignal,
): Promise<SubmitResult | { input: Record<string, Json> }> => {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(prepareMs)])
  try {
    await accountSince()
    const described = await descriptions.of(target, patience)
    if ('error' in described) return rejected(described.error)
    const mapped = mapInput(given, described.schema)
    if ('problem' in mapped) return rejected({ class: 'invalid_input', message: mapped.problem })
    for (const note of mapped.notes) log.warn({ model: given.model.name, note }, 'the request was fitted to the model')
    const linked = await linkFiles(freeCall, mapped.files, patience)
    return 'error' in linked ? rejected(linked.error) : { input: { ...mapped.values, ...linked.links } }
  } catch (error) {
    if (signal.aborted) return stopped
    return rejected({
      class: 'transient',
      message: error instanceof MoodreelError ? error.userMessage : unreached.message,
      detail: reasonOf(error),
    })
  }
}

const create = async (
  { api, now }: SubmitTools,
  target: Target,
  input: Record<string, Json>,
  { webhookUrl, deadlineAt, signal }: SubmitAttempt,
): Promise<SubmitResult> => {
  const body = {
    ...(target.version === null ? {} : { version: target.version }),
    input,
    ...(webhookUrl === undefined ? {} : { webhook: webhookUrl, webhook_events_filter: ['start', 'completed'] }),
  }
  // A plain create answers at once; `Prefer: wait` would keep the answer, with the id in it, for up to a minute.
  const headers = { 'cancel-after': `${Math.max(shortestSeconds, Math.ceil((deadlineAt - now()) / 1000))}s` }
  return paidCall(async () => {
    const response = await api(createPath(target), { method: 'POST', json: body, headers, timeoutMs: createMs, signal })
    if (isRefusal(response.status)) return rejected(refusal(response, await bodyOf(response)))
    if (!response.ok) return { kind: 'unknown', reason: `HTTP ${response.status}` }
    const answer = operationSchema.safeParse(await response.json())
    return answer.success
      ? { kind: 'accepted', operation: { id: answer.data.id } }
      : { kind: 'unknown', reason: `HTTP ${response.status} without an id: ${z.prettifyError(answer.error)}` }
  }, unreached)
}

const unreached: ProviderError = { class: 'transient', message: 'Replicate cannot be reached; nothing was charged, please try again.' }

/** Replicate takes no shorter deadline. */
const shortestSeconds = 5
