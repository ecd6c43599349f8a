import { z } from 'zod'
import type { Log } from '../log.ts'
import type { ProviderCache } from '../provider.ts'
import { reasonOf } from './wire-fault.ts'

const keptMs = 3 * 24 * 3_600_000

const noteSchema = z.object({
  /** The newest job of the account before the paid call; null when there was none at all, absent when it was not learnt. */
  newest: z.string().nullable().optional(),
  /** The vendor's own time then, in milliseconds since the epoch. */
  theirTime: z.number().optional(),
  /** Whether the job was to carry the attempt's address. */
  isNamed: z.boolean(),
})
/** What was so before the paid call of an attempt: afterwards, no clock of ours has to say which jobs are newer than it. */
export type Note = z.infer<typeof noteSchema>

export interface Notes {
  /** Looks and writes down what is seen. Never fails: without it an attempt is only harder to clear up. */
  take(attemptId: string, isNamed: boolean, signal: AbortSignal): Promise<void>
  /** Null for an attempt whose paid call was not reached, and when it was forgotten. */
  of(attemptId: string): Promise<Note | null>
}

/** `look` asks the vendor, without cost and not for long, for the clip waits for it. */
export const createNotes = ({
  look,
  cache,
  log,
}: {
  look(signal: AbortSignal): Promise<Omit<Note, 'isNamed'>>
  cache: ProviderCache
  log: Log
}): Notes => ({
  async take(attemptId, isNamed, signal) {
    const seen = await look(signal).catch((error: unknown) => {
      log.warn({ attempt: attemptId, reason: reasonOf(error) }, 'what the vendor has already could not be learnt before the paid call')
      return {}
    })
    await cache.set(`before:${attemptId}`, { ...seen, isNamed }, keptMs).catch((err: unknown) => {
      log.warn({ attempt: attemptId, err }, 'what was so before the paid call could not be kept')
    })
  },
  async of(attemptId) {
    return noteSchema.safeParse(await cache.get(`before:${attemptId}`)).data ?? null
  },
})

/** How long a submit takes at most, in milliseconds, in the order of its parts; `settle` is until its job is listed. */
interface Longest {
  prepare: number
  create: number
  settle: number
}

/**
 * Whether nothing of an attempt can arrive any more, by our clock and by the vendor's. Each is only compared with itself, and a jump of
 * one does not decide.
 */
export const isOver = (
  { createdAt }: { createdAt: number },
  asked: { at: number; theirTime: number | undefined },
  note: Pick<Note, 'theirTime'> | null,
  { prepare, create, settle }: Longest,
): boolean => {
  const isOverHere = asked.at > createdAt + prepare + create + settle
  if (note?.theirTime === undefined || asked.theirTime === undefined) return isOverHere
  return isOverHere && asked.theirTime > note.theirTime + prepare + create + settle
}
