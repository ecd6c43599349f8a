import { setTimeout as sleep } from 'node:timers/promises'

const firstMs = 500
const mostMs = 10_000
/** Discord allows 1,000 IDENTIFYs a day, one in 86 seconds, and resets the token of a bot that needs more. */
const mostAfterIdentifyMs = 150_000
/** What stood this long was well: the next pause is a short one again. Longer than 86 seconds, for the same reason. */
export const stableMs = 120_000

/**
 * The pause before the next try, in milliseconds: doubled with each of the `tries` that failed in a row, up to ten seconds, or
 * to two and a half minutes where a try may use up an IDENTIFY. A quarter more or less, so that many bots do not come back in one moment.
 */
export const pauseMs = (tries: number, mayIdentify: boolean): number =>
  Math.round(Math.min(firstMs * 2 ** tries, mayIdentify ? mostAfterIdentifyMs : mostMs) * (0.75 + Math.random() / 2))

/** Waits, or returns at once when the signal says so. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal }).catch(() => undefined)
