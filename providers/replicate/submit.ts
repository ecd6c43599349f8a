import { z } from 'zod'
import { MoodreelError } from '../../src/core/errors.ts'
import type { Json } from '../../src/core/json.ts'
import type { Log } from '../../src/core/log.ts'
import type { ProviderError, ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import { bodyOf } from '../../src/core/read-answer.ts'
import { reasonOf } from '../../src/core/wire-fault.ts'
import type { ReplicateApi } from './api.ts'
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
  api: ReplicateApi
  freeCall: FreeCall
  descriptions: Descriptions
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
  const prepared = await prepare(tools, target, given, attempt.signal)
  return 'input' in prepared ? create(tools, target, prepared.input, attempt) : prepared
}

const rejected = (error: ProviderError): SubmitResult => ({ kind: 'rejected', error })

const prepare = async (
  { freeCall, descriptions, log }: SubmitTools,
  target: Target,
  given: ProviderRequest,
  signal: AbortSignal,
): Promise<SubmitResult | { input: Record<string, Json> }> => {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(prepareMs)])
  try {
    const described = await descriptions.of(target, patience)
    if ('error' in described) return rejected(described.error)
    const mapped = mapInput(given, described.schema)
    if ('problem' in mapped) return rejected({ class: 'invalid_input', message: mapped.problem })
    for (const note of mapped.notes) log.warn({ model: given.model.name, note }, 'the request was fitted to the model')
    const linked = await linkFiles(freeCall, mapped.files, patience)
    return 'error' in linked ? rejected(linked.error) : { input: { ...mapped.values, ...linked.links } }
  } catch (error) {
    // Stopped by us: it is reconciled, found absent, and submitted again.
    if (signal.aborted) return { kind: 'unknown', reason: 'stopped before the paid call' }
    return rejected({
      class: 'transient',
      message: error instanceof MoodreelError ? error.userMessage : 'Replicate cannot be reached; nothing was charged, please try again.',
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
  const headers = {
    'content-type': 'application/json',
    prefer: 'respond-async',
    'cancel-after': `${Math.max(shortestSeconds, Math.ceil((deadlineAt - now()) / 1000))}s`,
  }
  try {
    const call = { method: 'POST', body: JSON.stringify(body), headers, timeoutMs: createMs, signal } as const
    const response = await api(createPath(target), call)
    const { status } = response
    // A 408 may come from a proxy after the request had gone through.
    if (status >= 400 && status < 500 && status !== 408) return rejected(refusal(response, await bodyOf(response)))
    if (!response.ok) return { kind: 'unknown', reason: `HTTP ${status}` }
    const answer = operationSchema.safeParse(await response.json())
    return answer.success
      ? { kind: 'accepted', operation: { id: answer.data.id } }
      : { kind: 'unknown', reason: `HTTP ${status} without an id: ${z.prettifyError(answer.error)}` }
  } catch (error) {
    return { kind: 'unknown', reason: reasonOf(error) }
  }
}

/** Replicate takes no shorter deadline. */
const shortestSeconds = 5
