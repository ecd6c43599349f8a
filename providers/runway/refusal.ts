import type { APIError } from '@runwayml/sdk'
import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { classOfStatus } from '../../src/core/vendor/class-of-status.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { type Key, say } from '../../src/core/words/sentence.ts'
import { runway } from './client.ts'

/** `error` in words, and `issues` when the body did not pass: https://docs.dev.runwayml.com/api-details/errors and /errors/troubleshooting. */
const problemSchema = z.object({
  error: z.string().optional().catch(undefined),
  issues: z
    .array(z.object({ path: z.array(z.union([z.string(), z.number()])) }))
    .optional()
    .catch(undefined),
})

/**
 * Runway has no code for these two: an empty account is a 400 that says "You do not have enough credits to run this
 * task." (https://github.com/runwayml/sdk-node/issues/28), and a refused picture may be one too.
 */
const creditWords = /enough credits/i
const moderationWords = /moderation|safety/i

/** Fields as a person knows them. */
const known: Record<string, Key & `part.${string}`> = {
  promptText: 'part.prompt',
  negativePrompt: 'part.negativePrompt',
  promptImage: 'part.image',
  videoUri: 'part.video',
  ratio: 'part.aspectRatio',
  targetAspectRatio: 'part.aspectRatio',
}

/** A 4xx answer as an expected failure: nothing was accepted and nothing is billed. */
export const refusal = ({ status = 0, headers, error, message }: APIError): ProviderError => {
  const { error: words = '', issues } = problemSchema.safeParse(error).data ?? {}
  const kind = classOf(status, words)
  const field = kind === 'invalid_input' ? issues?.[0]?.path[0] : undefined
  const part = field === undefined ? undefined : known[field]
  return runway.refused(kind, {
    message: field === undefined ? undefined : say('provider.partRefused', { vendor: runway.name, part: part ? say(part) : `${field}` }),
    // The package puts an answer that is no JSON into its own words, after the status.
    reason: reasonIn(error ?? message.replace(/^\d{3} /, '')),
    detail: `HTTP ${status} ${words}`,
    headers,
  })
}

const classOf = (status: number, words: string): ProviderErrorClass => {
  const kind = classOfStatus(status)
  if (kind !== 'invalid_input') return kind
  if (creditWords.test(words)) return 'credits'
  return moderationWords.test(words) ? 'moderation' : kind
}
