import { setTimeout as sleep } from 'node:timers/promises'
import { MoodreelError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'

/** A server that starts, or is started again, answers within that. */
const usualPatienceMs = 60_000
const firstPauseMs = 250
const longestPauseMs = 3_000

/**
 * Who may not come in, or asks for a database that is not there, is told the same for ever: classes 28 and 3D of
 * https://www.postgresql.org/docs/18/errcodes-appendix.html. By the code alone, for a start on SQLite does not load the driver.
 */
const isTurnedAway = (cause: unknown): boolean =>
  cause instanceof Error && (('code' in cause && /^(?:28|3D)[0-9A-Z]{3}$/.test(String(cause.code))) || isTurnedAway(cause.cause))

const isAway = (cause: unknown): boolean => cause instanceof MoodreelError && cause.code === 'storage_unavailable' && !isTurnedAway(cause)

/** Opens something of a Postgres server at a start, and waits a minute for a server that is away. Throws what the last try threw. */
export const whileAway = async <Opened>(
  open: () => Promise<Opened>,
  { log, patienceMs = usualPatienceMs }: { log: Log; patienceMs?: number | undefined },
): Promise<Opened> => {
  const until = performance.now() + patienceMs
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await open()
    } catch (cause) {
      if (!isAway(cause) || performance.now() + pauseMs > until) throw cause
      log.warn({ err: cause }, 'the database cannot be used yet; it is tried again for a minute')
      await sleep(pauseMs)
    }
  }
}
