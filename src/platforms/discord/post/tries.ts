import { z } from 'zod'
import type { Clock } from '../../../core/clock.ts'
import { MoodreelError } from '../../../core/errors.ts'
import type { Settings } from '../../../core/kept.ts'
import type { Log } from '../../../core/log.ts'
import { say } from '../../../core/words/sentence.ts'
import { apiErrorKind, logFields, mayPass, notTaken } from '../api-errors.ts'

const minute = 60_000

/** What earlier tries of one post came to. Times are milliseconds since the epoch. */
const pastSchema = z.object({
  /** How often all places refused it. */
  refusals: z.number(),
  /** How often something went wrong that may pass. */
  faults: z.number(),
  /** Before this it is not tried again. */
  nextAt: z.number(),
  /** The direct message where it may stand. */
  direct: z.string().optional(),
})
export type Past = z.infer<typeof pastSchema>

const noPast: Past = { refusals: 0, faults: 0, nextAt: 0 }

/** A post is tried for a day; two days later nobody asks for its past. */
const keptMs = 3 * 24 * 60 * minute
const keptAtMost = 10_000

/**
 * A no is believed when it was said so often, over minutes: nothing that was paid for is lost by a slip, or by a permission that is
 * being changed. The blocks of a firewall last up to an hour.
 */
const believedRefusals = { ofDiscord: 3, ofFirewall: 8 }
const refusalPausesMs = [1, 3, 5, 10, 15].map((minutes) => minutes * minute)

/** At first the caller's own pauses of seconds are enough; a longer outage must not be met with an upload every half minute. */
const quickFaults = 6
const faultPausesMs = [1, 2, 3, 5, 10, 15].map((minutes) => minutes * minute)
const longestPauseMs = Math.max(...refusalPausesMs, ...faultPausesMs)

/** After so many faults, some minutes, a place where nothing can be posted counts as closed. */
export const faultsToLeave = 8
/** After so many, an hour, so does one where nobody can tell whether the post stands there already. */
export const faultsToLeaveUnseen = 20

const pick = (pauses: readonly number[], index: number): number => pauses[Math.min(index, pauses.length - 1)] ?? 0

export interface TriesOptions {
  settings?: Settings | undefined
  /** Whether other processes may have tried since. */
  isShared: boolean
  clock: Clock
  log: Log
}

/** Remembers the tries of a post by its key, also across restarts where there are `settings`. */
export const createTries = ({ settings, isShared, clock, log }: TriesOptions) => {
  const known = new Map<string, Past>()
  const keyOf = (key: string): string => `discord:tries:${key}`

  const keep = async (key: string, past: Past): Promise<void> => {
    known.set(key, past)
    for (const old of [...known.keys()].slice(0, Math.max(0, known.size - keptAtMost))) known.delete(old)
    await settings?.set(keyOf(key), past, keptMs).catch((error: unknown) => log.warn({ err: error }, 'tries are remembered in memory only'))
  }

  const of = async (key: string): Promise<Past> => {
    const here = known.get(key)
    if (here && !isShared) return here
    const kept = await settings?.get(keyOf(key)).catch((error: unknown) => log.warn({ err: error }, 'earlier tries could not be read'))
    return pastSchema.safeParse(kept).data ?? here ?? noPast
  }

  return {
    of,

    /** Throws MoodreelError `delivery_failed` while it is too early to try again. */
    ensureDue({ nextAt }: Past): void {
      const retryAfterMs = nextAt - clock.now()
      // A longer one was written down by another clock, or before this one was set back.
      if (retryAfterMs > 0 && retryAfterMs <= longestPauseMs) throw notTaken({ retryAfterMs })
    },

    /** Where it may stand from now on, written down before it is posted there. */
    async toldDirectly(key: string, direct: string): Promise<void> {
      await keep(key, { ...(await of(key)), direct })
    },

    /** Counts a fault that may pass; returns how many there were. */
    async fault(key: string): Promise<number> {
      const past = await of(key)
      const faults = past.faults + 1
      const pauseMs = faults > quickFaults ? pick(faultPausesMs, faults - quickFaults - 1) : 0
      await keep(key, { ...past, faults, nextAt: clock.now() + pauseMs })
      return faults
    },

    /** It went well at last. */
    passed: (key: string): Promise<void> => keep(key, noPast),

    /** Counts that all places refused; returns whether that is to be believed. */
    async refusal(key: string, error: unknown): Promise<boolean> {
      const past = await of(key)
      const refusals = past.refusals + 1
      const believed = refusals >= (apiErrorKind(error) === 'blocked' ? believedRefusals.ofFirewall : believedRefusals.ofDiscord)
      const pauseMs = believed ? 0 : pick(refusalPausesMs, refusals - 1)
      await keep(key, { ...past, refusals, nextAt: clock.now() + pauseMs })
      log.warn({ ...logFields(error), refusals, believed, pauseMs }, 'Discord took a post nowhere')
      return believed
    },

    /** What a post that could not be sent throws: `delivery_failed` while it is worth another try. `hasFiles`: it may go without them. */
    async failure(key: string, error: unknown, hasFiles: boolean): Promise<MoodreelError> {
      if (error instanceof MoodreelError) return error
      const kind = apiErrorKind(error)
      if (kind === 'too_large' && hasFiles) return new MoodreelError('too_large', say('discord.fileTooLarge'), { cause: error })
      const again = notTaken({ cause: error })
      if (mayPass(kind)) {
        await this.fault(key)
        return again
      }
      if (!(await this.refusal(key, error))) return again
      return hasFiles
        ? new MoodreelError('file_refused', say('discord.fileRefused'), { cause: error })
        : new MoodreelError('undeliverable', say('discord.nowhere'), { cause: error })
    },
  }
}
export type Tries = ReturnType<typeof createTries>
