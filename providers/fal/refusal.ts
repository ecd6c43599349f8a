import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { retryAfterMs } from '../../src/core/vendor/retry-after.ts'

/**
 * Errors of a model are a list of typed ones, those of the platform a sentence and an `error_type`:
 * https://docs.fal.ai/errors and https://fal.ai/docs/documentation/model-apis/request-errors.
 */
const problemSchema = z.object({
  detail: z
    .union([
      z.string(),
      z.array(
        z.object({
          loc: z.array(z.union([z.string(), z.number()])).catch([]),
          msg: z.string().catch(''),
          type: z.string().catch(''),
        }),
      ),
    ])
    .optional()
    .catch(undefined),
  error_type: z.string().nullish().catch(undefined),
})

export interface Problem {
  /** The word of fal for it; null when it gave none. */
  type: string | null
  /** The input that it is about. */
  field: string | null
  words: string
  reason: string | undefined
}

/** What an answer says went wrong. */
export const readProblem = (body: string, headers: Headers): Problem => {
  const parsed = problemSchema.safeParse(jsonOf(body))
  const { detail, error_type: errorType } = parsed.data ?? {}
  const first = typeof detail === 'string' ? undefined : detail?.[0]
  const field = first?.loc.findLast((part) => typeof part === 'string' && part !== 'body')
  return {
    type: first?.type || errorType || headers.get('x-fal-error-type') || null,
    field: typeof field === 'string' ? field : null,
    words: (typeof detail === 'string' ? detail : detail?.map(({ msg }) => msg).join('; ')) ?? body.slice(0, 500),
    reason: reasonIn(body),
  }
}

const sentences = {
  auth: 'The provider fal does not accept the key of this bot; tell the operator.',
  credits: 'The fal account of this bot has no credit left; tell the operator.',
  model_gone: 'The provider fal does not offer this model any more; choose another one.',
  rate_limited: 'The provider fal is asked too often at the moment; the clip waits its turn.',
  moderation: 'The provider’s content check refused this request; change the words or the pictures.',
  invalid_input: 'The provider fal does not accept these settings; change them and try again.',
  resource: 'The model ran out of memory; ask for a shorter or smaller clip.',
  transient: 'The model had a failure of its own; please try again.',
  internal: 'The model could not make this clip; change the prompt or choose another model.',
} as const satisfies Partial<Record<ProviderErrorClass, string>>

const told = (kind: keyof typeof sentences, { field, words, type, reason }: Problem, status: number): ProviderError => ({
  class: kind,
  message:
    kind === 'invalid_input' && field !== null
      ? `The provider fal does not accept the ${field.replaceAll('_', ' ')} of this request; change it and try again.`
      : sentences[kind],
  reason,
  detail: `HTTP ${status} ${type ?? ''} ${words}`.replace(/\s+/g, ' ').trim().slice(0, 1000),
})

const classOfStatus: Record<number, keyof typeof sentences> = {
  400: 'invalid_input',
  401: 'auth',
  402: 'credits',
  403: 'auth',
  404: 'model_gone',
  410: 'model_gone',
  413: 'invalid_input',
  422: 'invalid_input',
  429: 'rate_limited',
}

/** `User is locked. Reason: Exhausted balance.` comes as a 403 without a code of its own, so its words have to be read. */
const isLocked = ({ words }: Problem): boolean => /\blocked\b|balance|top.?up/i.test(words)

/** A 4xx answer to a submit as an expected failure: nothing was queued and nothing is billed. */
export const refusal = ({ status, headers }: Pick<Response, 'status' | 'headers'>, body: string): ProviderError => {
  const problem = readProblem(body, headers)
  const byStatus = classOfStatus[status] ?? 'internal'
  if (status === 403 && isLocked(problem)) return told('credits', problem, status)
  if (byStatus === 'rate_limited') return { ...told(byStatus, problem, status), retryAfterMs: retryAfterMs(headers) }
  return told(byStatus === 'invalid_input' ? (classOfType(problem) ?? byStatus) : byStatus, problem, status)
}

/** Why a queued request ended without a result. */
export const failure = ({ status, headers }: Pick<Response, 'status' | 'headers'>, body: string): ProviderError => {
  const problem = readProblem(body, headers)
  if (/out of memory/i.test(problem.words)) return told('resource', problem, status)
  return told(classOfType(problem) ?? (status >= 500 ? 'transient' : 'invalid_input'), problem, status)
}

/** Why a request failed whose state says so and whose result tells nothing. */
export const failureByState = (said: unknown): ProviderError => {
  const words = typeof said === 'string' ? said : (JSON.stringify(said) ?? '')
  const problem: Problem = { type: null, field: null, words, reason: reasonIn(said) }
  return told(/out of memory/i.test(words) ? 'resource' : (classOfType(problem) ?? 'internal'), problem, 200)
}

/**
 * What is known from the type, or from the words where fal gave none: its own pages say that not every endpoint has typed
 * errors yet. Errors of validation have many types and are known by their status.
 */
const classOfType = ({ type, words }: Problem): keyof typeof sentences | undefined => {
  if (type === 'content_policy_violation' || (type === null && moderationWords.test(words))) return 'moderation'
  if (type === 'no_media_generated') return 'internal'
  return type !== null && failuresOfTheirs.test(type) ? 'transient' : undefined
}

const moderationWords = /content.policy|moderat|\bnsfw\b|safety|sensitive content|flagged/i
const failuresOfTheirs = /^(?:internal_|downstream_|generation_timeout$|request_timeout$|startup_timeout$|runner_|client_disconnected$)/
