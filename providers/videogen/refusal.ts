import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { retryAfterMs } from '../../src/core/vendor/retry-after.ts'

/** `ApiError` of VideoGen's OpenAPI document, both of an answer and of an execution that failed. */
export const apiErrorSchema = z.object({
  message: z.string().catch(''),
  code: z.string().nullish().catch(undefined),
  /** What is wanting: an add-on to buy, a plan to upgrade to. */
  requirement: z.object({ type: z.string() }).nullish().catch(undefined),
})
type ApiError = z.infer<typeof apiErrorSchema>

const sentences = {
  auth: 'VideoGen does not accept the key of this bot; tell the operator.',
  credits: 'The VideoGen account of this bot has too few credits or too small a plan; tell the operator.',
  model_gone: 'VideoGen does not offer this any more; choose another model.',
  rate_limited: 'VideoGen is asked too often at the moment; the clip waits its turn.',
  moderation: 'The provider’s content check refused this request; change the words or the pictures.',
  invalid_input: 'VideoGen does not accept these settings; change them and try again.',
  transient: 'VideoGen had a failure of its own; please try again.',
  internal: 'VideoGen could not make this clip; change the prompt or choose another model.',
} as const satisfies Partial<Record<ProviderErrorClass, string>>

type Kind = keyof typeof sentences

const classOfCode: Record<string, Kind> = {
  invalid_request: 'invalid_input',
  invalid_api_key: 'auth',
  not_authorized: 'auth',
  insufficient_credits: 'credits',
  rate_limited: 'rate_limited',
}

const classOfStatus: Record<number, Kind> = {
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

/** Its list of codes is open ("common values include") and names none for a refusal of content. */
const moderationWords = /content.?policy|moderat|safety|nsfw/i

const classOf = ({ message, code, requirement }: ApiError): Kind | undefined => {
  if (requirement) return 'credits'
  if (moderationWords.test(code ?? message)) return 'moderation'
  return classOfCode[code ?? '']
}

const told = (kind: Kind, { message, code }: ApiError, reason: string | undefined, status?: number): ProviderError => ({
  class: kind,
  message: sentences[kind],
  reason,
  detail: [status === undefined ? '' : `HTTP ${status}`, code ?? '', message]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 1000),
})

/** A 4xx answer as an expected failure: nothing was begun and nothing is billed. */
export const refusal = ({ status, headers }: Pick<Response, 'status' | 'headers'>, body: string): ProviderError => {
  const problem = apiErrorSchema.safeParse(jsonOf(body)).data ?? { message: body.slice(0, 500) }
  const kind = classOf(problem) ?? classOfStatus[status] ?? 'internal'
  const error = told(kind, problem, reasonIn(body), status)
  return kind === 'rate_limited' ? { ...error, retryAfterMs: retryAfterMs(headers) } : error
}

/** Why an execution failed. */
export const failure = (problem: ApiError | null): ProviderError =>
  told(classOf(problem ?? { message: '' }) ?? 'internal', problem ?? { message: '' }, reasonIn(problem))
