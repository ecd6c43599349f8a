import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { classOfStatus } from '../../src/core/vendor/class-of-status.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { say } from '../../src/core/words/sentence.ts'
import { fal } from './api.ts'

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

/** What a problem tells beside its class. */
const toldOf = (kind: ProviderErrorClass, { field, words, type, reason }: Problem, status: number) => ({
  message:
    kind === 'invalid_input' && field !== null
      ? say('provider.partRefused', { vendor: fal.name, part: field.replaceAll('_', ' ') })
      : undefined,
  reason,
  detail: `HTTP ${status} ${type ?? ''} ${words}`,
})

const failed = (kind: ProviderErrorClass, problem: Problem, status: number): ProviderError =>
  fal.failed(kind, toldOf(kind, problem, status))

/** `User is locked. Reason: Exhausted balance.` comes as a 403 without a code of its own, so its words have to be read. */
const isLocked = ({ words }: Problem): boolean => /\blocked\b|balance|top.?up/i.test(words)

/** A 4xx answer to a submit as an expected failure: nothing was queued and nothing is billed. */
export const refusal = ({ status, headers }: Pick<Response, 'status' | 'headers'>, body: string): ProviderError => {
  const problem = readProblem(body, headers)
  const byStatus = status === 403 && isLocked(problem) ? 'credits' : classOfStatus(status)
  const kind = byStatus === 'invalid_input' ? (classOfType(problem) ?? byStatus) : byStatus
  return fal.refused(kind, { ...toldOf(kind, problem, status), headers })
}

/** Why a queued request ended without a result. */
export const failure = ({ status, headers }: Pick<Response, 'status' | 'headers'>, body: string): ProviderError => {
  const problem = readProblem(body, headers)
  if (/out of memory/i.test(problem.words)) return failed('resource', problem, status)
  return failed(classOfType(problem) ?? (status >= 500 ? 'transient' : 'invalid_input'), problem, status)
}

/** Why a request failed whose state says so and whose result tells nothing. */
export const failureByState = (said: unknown): ProviderError => {
  const words = typeof said === 'string' ? said : (JSON.stringify(said) ?? '')
  const problem: Problem = { type: null, field: null, words, reason: reasonIn(said) }
  return failed(/out of memory/i.test(words) ? 'resource' : (classOfType(problem) ?? 'internal'), problem, 200)
}

/**
 * What is known from the type, or from the words where fal gave none: its own pages say that not every endpoint has typed
 * errors yet. Errors of validation have many types and are known by their status.
 */
const classOfType = ({ type, words }: Problem): ProviderErrorClass | undefined => {
  if (type === 'content_policy_violation' || (type === null && moderationWords.test(words))) return 'moderation'
  if (type === 'no_media_generated') return 'internal'
  return type !== null && failuresOfTheirs.test(type) ? 'transient' : undefined
}

const moderationWords = /content.policy|moderat|\bnsfw\b|safety|sensitive content|flagged/i
const failuresOfTheirs = /^(?:internal_|downstream_|generation_timeout$|request_timeout$|startup_timeout$|runner_|client_disconnected$)/
