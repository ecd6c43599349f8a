import { z } from 'zod'
import type { ProviderStatus } from '../../src/core/provider.ts'
import { findFilms } from '../../src/core/vendor/find-films.ts'
import { statusKind } from '../../src/core/vendor/status-kind.ts'
import { videogen } from './api.ts'
import { apiErrorSchema, failure } from './refusal.ts'

/** `ExecutedTool`, as far as it is read. */
export const executionSchema = z.object({
  toolExecutionId: z.string().nullish().catch(null),
  /** pending, running, succeeded, failed or cancelled. */
  status: z.string(),
  progressPercentage: z.number().nullish().catch(null),
  results: z.array(z.looseObject({ type: z.string().catch(''), downloadUrl: z.string().nullish() })).catch([]),
  error: z
    .union([apiErrorSchema, z.string().transform((message) => ({ message }))])
    .nullish()
    .catch(null),
})

/** An execution as a provider's status. VideoGen names no seed and no price. */
export const readStatus = ({ status, progressPercentage, results, error }: z.infer<typeof executionSchema>): ProviderStatus => {
  switch (statusKind(status)) {
    case 'queued':
      return { kind: 'queued' }
    case 'running':
      return { kind: 'running', progress: Math.min(Math.max((progressPercentage ?? 0) / 100, 0), 1) }
    case 'canceled':
      return { kind: 'canceled' }
    case 'failed':
      return { kind: 'failed', error: failure(error ?? null) }
    case 'succeeded': {
      const films = results.filter(({ type }) => type === 'VIDEO')
      const others = films.length === 0 ? findFilms(results) : []
      if (others.length > 0) return { kind: 'succeeded', outputs: others.map((url) => ({ url })) }
      if (films.length === 0) return videogen.noClip
      const outputs = films.flatMap(({ downloadUrl }) => (downloadUrl ? [{ url: downloadUrl }] : []))
      // "Null only in the rare case that the highest-quality rendition is still finalizing."
      return outputs.length > 0 ? { kind: 'succeeded', outputs } : { kind: 'running', progress: 1 }
    }
  }
}
