import { setTimeout as sleep } from 'node:timers/promises'
import { DiscordAPIError } from '@discordjs/rest'
import { MoodreelError } from '../../../core/errors.ts'

const firstPauseMs = 1_000
const longestPauseMs = 60_000

/** Whether asking again may end better: Discord was not reached, was in trouble or wants a pause. */
const mayPass = (error: unknown): boolean =>
  error instanceof DiscordAPIError ? error.status >= 500 || error.status === 429 : !(error instanceof MoodreelError)

/** How long something may be tried. */
export interface Patience {
  /** By our own clock, in milliseconds since the epoch. */
  until: number
  /** Ends it sooner. */
  signal: AbortSignal
  /** Told when the signal ended what time alone would not have. */
  onCut(): void
}

/** Asks Discord again, after growing pauses, while the fault may pass and there is time. Throws the last fault. */
export const insist = async <Answer>(ask: () => Promise<Answer>, { until, signal, onCut }: Patience): Promise<Answer> => {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await ask()
    } catch (error) {
      if (!mayPass(error) || Date.now() + pauseMs > until) throw error
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
      if (!signal.aborted) continue
      onCut()
      throw error
    }
  }
}
