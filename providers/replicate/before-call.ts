import { z } from 'zod'
import type { Log } from '../../src/core/log.ts'
import type { ProviderCache } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { dateOf } from '../../src/core/vendor/their-clock.ts'
import { reasonOf } from '../../src/core/vendor/wire-fault.ts'
import { replicate } from './api.ts'

const keptMs = 3 * 24 * 3_600_000
/** The clip does not wait long for it. */
const patienceMs = 10_000

const pageSchema = z.object({ results: z.array(z.object({ id: z.string() })) })

const noteSchema = z.object({
  /** The newest prediction of the account before the paid call; null when there was none at all, absent when it was not learnt. */
  newest: z.string().nullable().optional(),
  /** Replicate's own time then, in milliseconds since the epoch. */
  theirTime: z.number().optional(),
  /** Whether the prediction was to carry the attempt's address. */
  isNamed: z.boolean(),
})
/** What was so before the paid call of an attempt: afterwards, no clock has to say which predictions are newer than it. */
export type Note = z.infer<typeof noteSchema>

export interface Notes {
  /** Looks at the newest prediction and writes it down. Never fails: without it an attempt is only harder to clear up. */
  take(attemptId: string, isNamed: boolean, signal: AbortSignal): Promise<void>
  /** Null for an attempt whose paid call was not reached, and when it was forgotten. */
  of(attemptId: string): Promise<Note | null>
}

export const createNotes = ({ api, cache, log }: { api: VendorCall; cache: ProviderCache; log: Log }): Notes => {
  const look = async (signal: AbortSignal): Promise<Omit<Note, 'isNamed'>> => {
    const response = await api('predictions', { signal, timeoutMs: patienceMs })
    const { results } = await replicate.readAnswer(response, pageSchema)
    const theirTime = dateOf(response)
    return { newest: results[0]?.id ?? null, ...(theirTime !== undefined && { theirTime }) }
  }
  return {
    async take(attemptId, isNamed, signal) {
      const seen = await look(signal).catch((error: unknown) => {
        log.warn({ attempt: attemptId, reason: reasonOf(error) }, 'the newest prediction could not be learnt before the paid call')
        return {}
      })
      await cache.set(`before:${attemptId}`, { ...seen, isNamed }, keptMs).catch((err: unknown) => {
        log.warn({ attempt: attemptId, err }, 'what was so before the paid call could not be kept')
      })
    },
    async of(attemptId) {
      return noteSchema.safeParse(await cache.get(`before:${attemptId}`)).data ?? null
    },
  }
}
