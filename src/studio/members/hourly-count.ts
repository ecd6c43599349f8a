import type { Clock } from '../../core/clock.ts'
import { MoodreelError } from '../../core/errors.ts'
import type { Sentence } from '../../core/words/sentence.ts'

const hourMs = 3_600_000

/** How often each member did something within the last hour. */
export interface HourlyCount {
  /** Counts one more, under a name. Throws MoodreelError `quota_exceeded` beyond the most. */
  add(member: string, name?: string): void
  /** What stands under a name is counted no longer. */
  drop(member: string, name: string): void
}

/**
 * Of what costs nothing and leaves no row that could be counted. In the memory of this process alone: it bounds what somebody makes us do over and
 * over, and a bound that begins again with the process, or is one for each of several, does that as well. `refusal` says so with the
 * minutes until there is one less.
 */
export const createHourlyCount = (
  clock: Clock,
  { most, refusal }: { most: number; refusal(given: { most: number; minutes: number }): Sentence },
): HourlyCount => {
  /** Who did it last stands last. */
  const recent = new Map<string, { at: number; name: string }[]>()
  const lately = (member: string, now: number) => (recent.get(member) ?? []).filter(({ at }) => at > now - hourMs)

  return {
    add(member, name = '') {
      const now = clock.now()
      for (const [other, done] of recent) {
        if ((done.at(-1)?.at ?? 0) > now - hourMs) break
        recent.delete(other)
      }
      const done = lately(member, now)
      const [oldest] = done
      if (oldest && done.length >= most) {
        throw new MoodreelError('quota_exceeded', refusal({ most, minutes: Math.ceil((oldest.at + hourMs - now) / 60_000) }))
      }
      recent.delete(member)
      recent.set(member, [...done, { at: now, name }])
    },

    drop(member, name) {
      const left = lately(member, clock.now()).filter((one) => one.name !== name)
      if (left.length > 0) recent.set(member, left)
      else recent.delete(member)
    },
  }
}
