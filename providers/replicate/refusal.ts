import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { retryAfterMs } from '../../src/core/vendor/retry-after.ts'

/** https://replicate.com/docs/reference/http: errors are `title`, `detail`, and `invalid_fields` for a 422. */
const problemSchema = z.object({
  title: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
  invalid_fields: z
    .array(z.object({ field: z.string() }))
    .optional()
    .catch(undefined),
})

/**
 * What Replicate says of its checks. It gives no code of its own for a refusal of content but E005, and models word
 * theirs freely, so this is the one place that has to read a vendor's words.
 */
const moderationWords = /\bE005\b|sensitive|moderat|\bnsfw\b|safety|content policy|prohibited content|flagged/i

export const isModeration = (words: string): boolean => moderationWords.test(words)

const sentences = {
  auth: 'Replicate does not accept the API token of this bot; tell the operator.',
  credits: 'The Replicate account of this bot has no credit left; tell the operator.',
  model_gone: 'Replicate does not offer this model any more; choose another one.',
  rate_limited: 'Replicate is asked too often at the moment; the clip waits its turn.',
  moderation: 'The provider’s content check refused this request; change the words or the pictures.',
  invalid_input: 'Replicate does not accept these settings; change them and try again.',
  internal: 'Replicate refused this request; try again or choose another model.',
} as const satisfies Partial<Record<ProviderErrorClass, string>>

const classes: Record<number, keyof typeof sentences> = {
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

/** A 4xx answer as an expected failure: nothing was accepted and nothing is billed. `body` is the text of the answer. */
export const refusal = (response: Pick<Response, 'status' | 'headers'>, body: string): ProviderError => {
  const { title, detail, invalid_fields: fields } = problemSchema.safeParse(jsonOf(body)).data ?? {}
  const words = [title, detail].filter((part) => part).join(': ') || body.slice(0, 500)
  const byStatus = classes[response.status] ?? 'internal'
  const kind = byStatus === 'invalid_input' && isModeration(words) ? 'moderation' : byStatus
  const field = kind === 'invalid_input' ? fields?.[0]?.field.replace(/^input\./, '') : undefined
  return {
    class: kind,
    message: field === undefined ? sentences[kind] : `Replicate does not accept the ${field} of this request; change it and try again.`,
    reason: reasonIn(body),
    detail: `HTTP ${response.status} ${words}`.trim(),
    ...(kind === 'rate_limited' ? { retryAfterMs: retryAfterMs(response.headers) } : {}),
  }
}
