import type { APIError } from '@runwayml/sdk'
import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { retryAfterMs } from '../../src/core/vendor/retry-after.ts'

/** `error` in words, and `issues` when the body did not pass: https://docs.dev.runwayml.com/api-details/errors and /errors/troubleshooting. */
const problemSchema = z.object({
  error: z.string().optional().catch(undefined),
  issues: z
    .array(z.object({ path: z.array(z.union([z.string(), z.number()])) }))
    .optional()
    .catch(undefined),
})

const sentences = {
  auth: 'Runway does not accept the API secret of this bot; tell the operator.',
  credits: 'The Runway account of this bot has no credit left; tell the operator.',
  model_gone: 'Runway does not offer this model any more; choose another one.',
  rate_limited: 'Runway is asked too often at the moment; the clip waits its turn.',
  moderation: 'Runway’s content check refused this request; change the words or the pictures.',
  invalid_input: 'Runway does not accept these settings; change them and try again.',
  internal: 'Runway refused this request; try again or choose another model.',
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

/**
 * Runway has no code for these two: an empty account is a 400 that says "You do not have enough credits to run this
 * task." (https://github.com/runwayml/sdk-node/issues/28), and a refused picture may be one too.
 */
const creditWords = /enough credits/i
const moderationWords = /moderation|safety/i

/** Fields as a person knows them. */
const known: Record<string, string> = {
  promptText: 'prompt',
  negativePrompt: 'negative prompt',
  promptImage: 'image',
  videoUri: 'video',
  ratio: 'aspect ratio',
  targetAspectRatio: 'aspect ratio',
}

/** A 4xx answer as an expected failure: nothing was accepted and nothing is billed. */
export const refusal = ({ status, headers, error, message }: APIError): ProviderError => {
  const { error: words = '', issues } = problemSchema.safeParse(error).data ?? {}
  const kind = classOf(status ?? 0, words)
  const field = kind === 'invalid_input' ? issues?.[0]?.path[0] : undefined
  const wait = kind === 'rate_limited' ? retryAfterMs(headers) : undefined
  return {
    class: kind,
    message:
      field === undefined
        ? sentences[kind]
        : `Runway does not accept the ${known[field] ?? field} of this request; change it and try again.`,
    // The package puts an answer that is no JSON into its own words, after the status.
    reason: reasonIn(error ?? message.replace(/^\d{3} /, '')),
    detail: `HTTP ${status} ${words.slice(0, 500)}`.trim(),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  }
}

const classOf = (status: number, words: string): keyof typeof sentences => {
  const byStatus = classes[status] ?? 'internal'
  if (byStatus !== 'invalid_input') return byStatus
  if (creditWords.test(words)) return 'credits'
  return moderationWords.test(words) ? 'moderation' : byStatus
}
