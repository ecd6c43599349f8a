/** Time, injected, so that a test can be at midnight. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

/** Clocks of several machines differ by so much, and one clock between two looks. */
const toleranceMs = 10_000
/** Taken for what nobody knows: long enough that what is asked again and again is asked seldom, and no deadline of ours. */
const unknownMs = 3 * 60_000

/**
 * Milliseconds since a moment that was written down. One that is yet to come says that the clock was set back since: how long ago it was
 * nobody knows, and a pause that grows with the time must not shrink to nothing for that.
 */
export const sinceMs = (at: number, now: number): number => (at - now > toleranceMs ? unknownMs : Math.max(0, now - at))
