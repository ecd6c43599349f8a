import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { classOfStatus } from '../../src/core/vendor/class-of-status.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { retryAfterMs } from '../../src/core/vendor/retry-after.ts'
import { say } from '../../src/core/words/sentence.ts'
import { google, veo } from './api.ts'

/** https://google.aip.dev/193: errors are a status, and details of which two kinds are read here. */
const problemSchema = z.object({
  error: z.object({
    message: z.string().optional().catch(undefined),
    status: z.string().optional().catch(undefined),
    details: z
      .array(z.object({ reason: z.string().optional(), retryDelay: z.string().optional() }))
      .optional()
      .catch(undefined),
  }),
})

/**
 * Google gives its refusals of content no code of their own beside INVALID_ARGUMENT but a support code in the words:
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/video/responsible-ai-and-usage-guidelines. So this is the one
 * place that has to read a vendor's words.
 */
const moderationWords = /support codes?:\s*\d+|responsible ai|usage guidelines|violate|couldn['’]t be submitted|could not be submitted/i

/** By google.rpc.Code, in an operation that has ended. */
const byCode: Record<number, ProviderErrorClass> = {
  3: 'invalid_input',
  4: 'transient',
  5: 'model_gone',
  7: 'auth',
  8: 'rate_limited',
  13: 'transient',
  14: 'transient',
  16: 'auth',
}

const classOf = (kind: ProviderErrorClass, words: string): ProviderErrorClass =>
  kind === 'invalid_input' && moderationWords.test(words) ? 'moderation' : kind

/** A 4xx answer to the create as an expected failure: nothing was accepted and nothing is billed. */
export const refusal = ({ status, headers }: Pick<Response, 'status' | 'headers'>, body: string): ProviderError => {
  const problem = problemSchema.safeParse(jsonOf(body)).data?.error ?? {}
  const { message: words = body, details = [] } = problem
  const told = { reason: reasonIn(words), detail: `HTTP ${status} ${problem.status ?? ''} ${words}`, headers }
  if (details.some(({ reason }) => reason === 'BILLING_DISABLED')) {
    return google.refused('credits', { ...told, message: say('provider.noBilling', { vendor: 'Google Cloud' }) })
  }
  const error = veo.refused(classOf(classOfStatus(status), words), told)
  const delay = details.find(({ retryDelay }) => retryDelay)?.retryDelay
  const isTold = error.class !== 'rate_limited' || error.retryAfterMs !== undefined || delay === undefined
  const wait = isTold ? undefined : retryAfterMs(new Headers({ 'retry-after': delay.replace(/s$/, '') }))
  return wait === undefined ? error : { ...error, retryAfterMs: wait }
}

/** The error of an operation that was accepted and has ended. */
export const failureOf = ({ code, message }: { code?: number | null | undefined; message?: string | null | undefined }): ProviderError => {
  const words = message ?? ''
  const kind = classOf(byCode[code ?? 0] ?? 'internal', words)
  return veo.failed(kind, { reason: reasonIn(words), detail: `code ${code ?? 'none'} ${words}` })
}

/** The clip was made, looked at, and kept back. */
export const filtered = (reasons: readonly string[]): ProviderError =>
  veo.failed('moderation', { reason: reasonIn(reasons), detail: reasons.join(' ') })
