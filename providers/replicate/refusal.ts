import { z } from 'zod'
import type { ProviderError } from '../../src/core/provider.ts'
import { classOfStatus } from '../../src/core/vendor/class-of-status.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { partNamed } from '../../src/core/vendor/vocabulary.ts'
import { say } from '../../src/core/words/sentence.ts'
import { aliases } from './aliases.ts'
import { replicate } from './api.ts'

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

/** A 4xx answer as an expected failure: nothing was accepted and nothing is billed. `body` is the text of the answer. */
export const refusal = (response: Pick<Response, 'status' | 'headers'>, body: string): ProviderError => {
  const { title, detail, invalid_fields: fields } = problemSchema.safeParse(jsonOf(body)).data ?? {}
  const words = [title, detail].filter((part) => part).join(': ') || body
  const byStatus = classOfStatus(response.status)
  const kind = byStatus === 'invalid_input' && isModeration(words) ? 'moderation' : byStatus
  const field = kind === 'invalid_input' ? fields?.[0]?.field.replace(/^input\./, '') : undefined
  const part = field === undefined ? undefined : partNamed(aliases, field)
  return replicate.refused(kind, {
    message:
      field === undefined ? undefined : say('provider.partRefused', { vendor: replicate.name, part: part ? say(`part.${part}`) : field }),
    reason: reasonIn(body),
    detail: `HTTP ${response.status} ${words}`,
    headers: response.headers,
  })
}
