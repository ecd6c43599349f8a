import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { classOfStatus } from '../../src/core/vendor/class-of-status.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { say } from '../../src/core/words/sentence.ts'
import { videogen } from './api.ts'

/** `ApiError` of VideoGen's OpenAPI document, both of an answer and of an execution that failed. */
export const apiErrorSchema = z.object({
  message: z.string().catch(''),
  code: z.string().nullish().catch(undefined),
  /** What is wanting: an add-on to buy, a plan to upgrade to. */
  requirement: z.object({ type: z.string() }).nullish().catch(undefined),
})
type ApiError = z.infer<typeof apiErrorSchema>

const classOfCode: Record<string, ProviderErrorClass> = {
  invalid_request: 'invalid_input',
  invalid_api_key: 'auth',
  not_authorized: 'auth',
  insufficient_credits: 'credits',
  rate_limited: 'rate_limited',
}

/** Its list of codes is open ("common values include") and names none for a refusal of content. */
const moderationWords = /content.?policy|moderat|safety|nsfw/i

const classOf = ({ message, code, requirement }: ApiError): ProviderErrorClass | undefined => {
  if (requirement) return 'credits'
  if (moderationWords.test(code ?? message)) return 'moderation'
  return classOfCode[code ?? '']
}

const toldOf = (kind: ProviderErrorClass, { message, code }: ApiError, answer: unknown, status?: number) => ({
  message: kind === 'credits' ? say('provider.planTooSmall', { vendor: videogen.name }) : undefined,
  reason: reasonIn(answer),
  detail: [status === undefined ? '' : `HTTP ${status}`, code ?? '', message].join(' '),
})

/** A 4xx answer as an expected failure: nothing was begun and nothing is billed. */
export const refusal = ({ status, headers }: Pick<Response, 'status' | 'headers'>, body: string): ProviderError => {
  const problem = apiErrorSchema.safeParse(jsonOf(body)).data ?? { message: body }
  const kind = classOf(problem) ?? classOfStatus(status)
  return videogen.refused(kind, { ...toldOf(kind, problem, body, status), headers })
}

/** Why an execution failed. */
export const failure = (error: ApiError | null): ProviderError => {
  const problem = error ?? { message: '' }
  const kind = classOf(problem) ?? 'internal'
  return videogen.failed(kind, toldOf(kind, problem, error))
}
