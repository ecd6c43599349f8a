import type { Json } from '../../src/core/json.ts'
import type { Log } from '../../src/core/log.ts'
import type { ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import type { Descriptions } from '../../src/core/vendor/descriptions.ts'
import { mapBySchema } from '../../src/core/vendor/map-by-schema.ts'
import { misfit, paidCall, readCreated, rejected, stopped, unprepared } from '../../src/core/vendor/paid-call.ts'
import { linkFields } from '../../src/core/vendor/request-files.ts'
import { say } from '../../src/core/words/sentence.ts'
import { aliases } from './aliases.ts'
import { replicate } from './api.ts'
import type { Notes } from './before-call.ts'
import type { FreeCall } from './free-call.ts'
import { operationSchema } from './prediction.ts'
import { refusal } from './refusal.ts'
import { createPath, parseTarget, type Target } from './target.ts'
import { uploadFile } from './upload-file.ts'

/** How long the free calls before the paid one may take, all together, and how long its answer may take. */
export const prepareMs = 120_000
export const createMs = 60_000

export interface SubmitTools {
  api: VendorCall
  freeCall: FreeCall
  descriptions: Descriptions<Target>
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
  if (!target) return misfit(say('provider.badTarget', { vendor: replicate.name, target: given.model.target }))
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
    const mapped = mapBySchema(given, described.schema, aliases)
    if ('problem' in mapped) return misfit(mapped.problem)
    for (const note of mapped.notes) log.warn({ model: given.model.name, note }, 'the request was fitted to the model')
    const linked = await linkFields(mapped.files, (input) => uploadFile(freeCall, input, patience))
    return 'error' in linked ? rejected(linked.error) : { input: { ...mapped.values, ...linked.links } }
  } catch (error) {
    return unprepared(error, replicate.unreached, signal)
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
    return readCreated(response, { refusal, schema: operationSchema, accept: ({ id }) => ({ kind: 'accepted', operation: { id } }) })
  }, replicate.unreached)
}

/** Replicate takes no shorter deadline. */
const shortestSeconds = 5
