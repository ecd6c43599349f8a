import { Buffer } from 'node:buffer'
import { z } from 'zod'
import type { Json } from '../../src/core/json.ts'
import type { Log } from '../../src/core/log.ts'
import type {
  ProviderError,
  ProviderErrorClass,
  ProviderInput,
  ProviderRequest,
  SubmitAttempt,
  SubmitResult,
} from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { isRefusal, paidCall, rejected, stopped } from '../../src/core/vendor/paid-call.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { reasonOf } from '../../src/core/vendor/wire-fault.ts'
import type { CogApi } from './api.ts'
import { readInputSchema } from './input-schema.ts'
import { type MappedInput, mapInput } from './map-input.ts'
import type { Predictors } from './predictors.ts'

/** How long the answer may take; inputs may be large. */
export const createMs = 120_000

/** What all files of one request may have together when they go along inside of it, in bytes. */
const inlineBytes = 100 * 1024 * 1024

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
  const { target, name } = given.model
  const predictor = predictors.get(target)
  if (!predictor) return refused('model_gone', `Nobody runs ${name} here; choose another model, or ask the operator for it.`)
  if (attempt.webhookUrl === undefined) {
    return refused('internal', 'Cog tells of a clip by webhook only; tell the operator to set PUBLIC_URL.')
  }
  const prepared = await prepare(api, predictor, given, attempt.signal, log).catch((cause: unknown): SubmitResult => {
    if (attempt.signal.aborted) return stopped
    return rejected({ ...unreached(name), detail: reasonOf(cause) })
  })
  if (!('input' in prepared)) return prepared
  return attempt.signal.aborted ? stopped : create({ api, predictor, given }, prepared.input, attempt)
}

const refused = (kind: ProviderErrorClass, message: string, detail?: string, reason?: string): SubmitResult =>
  rejected({ class: kind, message, reason, detail: detail?.slice(0, 1000), ...(kind === 'rate_limited' && { retryAfterMs: againMs }) })

const starting = (detail: string): SubmitResult => refused('rate_limited', 'The predictor is starting; the clip waits for it.', detail)

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
    const message = `The predictor of ${given.model.name} does not say what it takes; tell the operator to look at it.`
    return refused(response.status >= 500 ? 'transient' : 'internal', message, `HTTP ${response.status} for the schema`)
  }
  const mapped = mapInput(given, schema)
  if ('problem' in mapped) return refused('invalid_input', mapped.problem)
  for (const note of mapped.notes) log.warn({ model: given.model.name, note }, 'the request was fitted to the model')
  const inline = mapped.files.flatMap(({ inputs }) => inputs).filter(({ url }) => url === undefined)
  if (inline.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > inlineBytes) {
    return refused('invalid_input', 'These files are too large for the predictor; give smaller ones.')
  }
  return { input: { ...mapped.values, ...(await linkFiles(mapped.files)) } }
}

const linkFiles = async (files: MappedInput['files']): Promise<Record<string, Json>> => {
  const links: Record<string, Json> = {}
  for (const { name, isList, inputs } of files) {
    const urls = await Promise.all(inputs.map((input) => input.url ?? dataUrl(input)))
    links[name] = isList ? urls : (urls[0] ?? null)
  }
  return links
}

const dataUrl = async ({ mediaType, read }: ProviderInput): Promise<string> =>
  `data:${mediaType};base64,${Buffer.from(await read()).toString('base64')}`

const answerSchema = z.object({ id: z.string().nullish(), status: z.enum(['starting', 'processing', 'succeeded', 'failed', 'canceled']) })

const unreached = (name: string): ProviderError => ({
  class: 'transient',
  message: `The predictor of ${name} cannot be reached; nothing was begun, please try again.`,
})

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
    if (status === 409) return refused('rate_limited', 'The predictor is busy; the clip waits its turn.', text)
    // Cog's own word for a predictor that is not set up yet; anybody else's 503 says nothing.
    if (status === 503 && answer?.status === 'failed') return starting(text)
    if (status === 401 || status === 403) return refused('auth', 'The predictor does not let this bot in; tell the operator.', text)
    if (status === 404) return refused('model_gone', 'There is no predictor at its address; tell the operator to check it.', text)
    if (isRefusal(status)) {
      return refused(
        'invalid_input',
        'The predictor does not accept these settings; change them and try again.',
        `HTTP ${status} ${text}`,
        reasonIn(text),
      )
    }
    if (!response.ok) return { kind: 'unknown', reason: `HTTP ${status}` }
    if (!answer || (answer.id ?? id) !== id) return { kind: 'unknown', reason: `HTTP ${status} that is not Cog's` }
    return { kind: 'accepted', operation: { id, predictor: model.target } }
  }, unreached(model.name))
}
