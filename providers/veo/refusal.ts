import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { retryAfterMs } from '../../src/core/vendor/retry-after.ts'

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

const sentences = {
  auth: 'Google does not let this bot use Veo; tell the operator.',
  credits: 'The Google Cloud project of this bot has no billing; tell the operator.',
  model_gone: 'Google does not offer this model here any more; choose another one.',
  rate_limited: 'Veo is asked too often at the moment; the clip waits its turn.',
  moderation: 'The provider’s content check refused this request; change the words or the pictures.',
  invalid_input: 'Veo does not accept these settings; change them and try again.',
  transient: 'Veo had a failure of its own; please try again.',
  internal: 'Veo refused this request; try again or choose another model.',
} as const satisfies Partial<Record<ProviderErrorClass, string>>
type Kind = keyof typeof sentences

const byStatus: Record<number, Kind> = {
  400: 'invalid_input',
  401: 'auth',
  403: 'auth',
  404: 'model_gone',
  413: 'invalid_input',
  422: 'invalid_input',
  429: 'rate_limited',
}

/** By google.rpc.Code, in an operation that has ended. */
const byCode: Record<number, Kind> = {
  3: 'invalid_input',
  4: 'transient',
  5: 'model_gone',
  7: 'auth',
  8: 'rate_limited',
  13: 'transient',
  14: 'transient',
  16: 'auth',
}

const errorOf = (kind: Kind, words: string, detail: string): ProviderError => {
  const real = kind === 'invalid_input' && moderationWords.test(words) ? 'moderation' : kind
  return { class: real, message: sentences[real], reason: reasonIn(words), detail: `${detail} ${words}`.trim().slice(0, 1000) }
}

/** A 4xx answer to the create as an expected failure: nothing was accepted and nothing is billed. */
export const refusal = (response: Pick<Response, 'status' | 'headers'>, body: string): ProviderError => {
  const { message, status, details = [] } = problemSchema.safeParse(jsonOf(body)).data?.error ?? {}
  const hasNoBilling = details.some(({ reason }) => reason === 'BILLING_DISABLED')
  const kind = hasNoBilling ? 'credits' : (byStatus[response.status] ?? 'internal')
  const error = errorOf(kind, message ?? body, `HTTP ${response.status} ${status ?? ''}`.trim())
  if (kind !== 'rate_limited') return error
  const delay = details.find(({ retryDelay }) => retryDelay)?.retryDelay
  return { ...error, retryAfterMs: retryAfterMs(response.headers) ?? (delay ? Math.ceil(Number.parseFloat(delay) * 1000) : undefined) }
}

/** The error of an operation that was accepted and has ended. */
export const failureOf = ({ code, message }: { code?: number | null | undefined; message?: string | null | undefined }): ProviderError => {
  const error = errorOf(byCode[code ?? 0] ?? 'internal', message ?? '', `code ${code ?? 'none'}`)
  // It waits for no turn any more.
  return error.class === 'rate_limited' ? { ...error, message: 'Veo is too busy at the moment; please try again later.' } : error
}

/** The clip was made, looked at, and kept back. */
export const filtered = (reasons: readonly string[]): ProviderError => ({
  class: 'moderation',
  message: 'The provider’s content check refused this clip; change the words or the pictures.',
  reason: reasonIn(reasons),
  detail: reasons.join(' ').slice(0, 1000),
})
