/** Time, injected, so that a test can be at midnight. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}
