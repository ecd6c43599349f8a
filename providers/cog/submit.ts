import { z } from 'zod'
import type { Json } from '../../src/core/json.ts'
import type { Log } from '../../src/core/log.ts'
import type { ProviderErrorClass, ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { isRefusal, misfit, paidCall, rejected, stopped, unprepared } from '../../src/core/vendor/paid-call.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { inlineBytes, inlineLink, linkFields } from '../../src/core/vendor/request-files.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { type CogApi, cog } from './api.ts'
import { readInputSchema } from './input-schema.ts'
import { mapInput } from './map-input.ts'
import type { Predictors } from './predictors.ts'

/** How long the answer may take; inputs may be large. */
export const createMs = 120_000

/** What all files of one request may have together when they go along inside of it, in bytes. */
const mostInlineBytes = 100 * 1024 * 1024

/** How soon a predictor that is busy or starting is asked again. */
const againMs = 10_000

export interface SubmitTools {
  api: CogApi
  predictors: Predictors
  log: Log
}

/**
 * Asks the predictor what it takes, and begins a prediction whose id is the attempt's: while it runs, doing so again
 * begins nothing. https://github.com/replicate/cog/blob/main/docs/http.md
 */
export const submit = async (
  { api, predictors, log }: SubmitTools,
  given: ProviderRequest,
  attempt: SubmitAttempt,
): Promise<SubmitResult> => {
  const { target, name: model } = given.model
  const predictor = predictors.get(target)
  if (!predictor) return refused('model_gone', { message: say('provider.notRun', { model }) })
  if (attempt.webhookUrl === undefined) return refused('internal', { message: say('provider.needsPublicUrl') })
  const prepared = await prepare(api, predictor, given, attempt.signal, log).catch((error: unknown) =>
    unprepared(error, cog.unreached, attempt.signal),
  )
  if (!('input' in prepared)) return prepared
  return attempt.signal.aborted ? stopped : create({ api, predictor, given }, prepared.input, attempt)
}

const refused = (kind: ProviderErrorClass, told: { message?: Text; detail?: string; reason?: string | undefined }): SubmitResult =>
  rejected({ ...cog.refused(kind, told), ...(kind === 'rate_limited' && { retryAfterMs: againMs }) })

const vendor = { vendor: cog.name }

const starting = (detail: string): SubmitResult => refused('rate_limited', { message: say('provider.starting', vendor), detail })

const prepare = async (
  api: CogApi,
  predictor: URL,
  given: ProviderRequest,
  signal: AbortSignal,
  log: Log,
): Promise<SubmitResult | { input: Record<string, Json> }> => {
  const response = await api(predictor, 'openapi.json', { signal })
  if (response.status === 503) return starting('HTTP 503 for the schema')
  const schema = response.ok ? readInputSchema(await response.json()) : null
  if (!schema) {
    const message = say('provider.undescribed', vendor)
    return refused(response.status >= 500 ? 'transient' : 'internal', { message, detail: `HTTP ${response.status} for the schema` })
  }
  const mapped = mapInput(given, schema)
  if ('problem' in mapped) return misfit(mapped.problem)
  for (const note of mapped.notes) log.warn({ model: given.model.name, note }, 'the request was fitted to the model')
  if (inlineBytes(given.inputs) > mostInlineBytes) return misfit(say('provider.filesTooLarge', vendor))
  const { links } = await linkFields<never>(mapped.files, inlineLink)
  return { input: { ...mapped.values, ...links } }
}

const answerSchema = z.object({ id: z.string().nullish(), status: z.enum(['starting', 'processing', 'succeeded', 'failed', 'canceled']) })

const create = async (
  { api, predictor, given: { model } }: { api: CogApi; predictor: URL; given: ProviderRequest },
  input: Record<string, Json>,
  { id, webhookUrl, signal }: SubmitAttempt,
): Promise<SubmitResult> => {
  const json = { input, webhook: webhookUrl, webhook_events_filter: ['start', 'completed'] }
  const headers = { prefer: 'respond-async' }
  return paidCall(async () => {
    const response = await api(predictor, `predictions/${id}`, { method: 'PUT', json, headers, timeoutMs: createMs, signal })
    const { status } = response
    const text = await response.text()
    const answer = answerSchema.safeParse(jsonOf(text)).data
    if (status === 409) return refused('rate_limited', { detail: text })
    // Cog's own word for a predictor that is not set up yet; anybody else's 503 says nothing.
    if (status === 503 && answer?.status === 'failed') return starting(text)
    if (status === 401 || status === 403) return refused('auth', { message: say('provider.accessRefused', vendor), detail: text })
    if (status === 404) return refused('model_gone', { message: say('provider.noPredictor', { model: model.name }), detail: text })
    if (isRefusal(status)) return refused('invalid_input', { detail: `HTTP ${status} ${text}`, reason: reasonIn(text) })
    if (!response.ok) return { kind: 'unknown', reason: `HTTP ${status}` }
    if (!answer || (answer.id ?? id) !== id) return { kind: 'unknown', reason: `HTTP ${status} that is not Cog's` }
    return { kind: 'accepted', operation: { id, predictor: model.target } }
  }, cog.unreached)
}
