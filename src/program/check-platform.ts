import type { Clock } from '../core/clock.ts'
import { MoodreelError } from '../core/errors.ts'
import type { Platform } from '../core/platform.ts'

/** A connection is made again in a second or two many times a day; nobody needs to be called for that. */
const graceMs = 30_000

/** Whether a platform hears people at this moment. */
export const isConnected = (platform: Platform): boolean => (platform.disconnectedSince?.() ?? null) === null

/**
 * A readiness check: throws MoodreelError `stopping` for a platform that does not listen yet, or heard nobody for half a minute.
 */
export const checkPlatform = (platform: Platform, started: ReadonlySet<Platform>, clock: Clock): void => {
  const since = platform.disconnectedSince?.() ?? null
  if (!started.has(platform) || (since !== null && clock.now() - since >= graceMs)) {
    throw new MoodreelError('stopping', `${platform.name} is not connected; wait a moment, and look at the log when that does not help.`)
  }
}
