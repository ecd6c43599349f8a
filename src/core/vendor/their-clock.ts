/** The vendor's clock, as far as its answers tell it. */
export interface TheirClock {
  /** Milliseconds since the epoch; our own time until an answer came. */
  now(): number
  heed(response: Response): void
}

/** When an answer was given, by the vendor's clock, in milliseconds since the epoch; undefined where it does not say. */
export const dateOf = ({ headers }: Response): number | undefined => {
  const time = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(time) ? undefined : time
}

/** Keeps how far a vendor's clock is from ours, by the `Date` of its answers, which is exact to a second and the way here. */
export const createTheirClock = (now: () => number): TheirClock => {
  let aheadMs = 0
  return {
    now: () => now() + aheadMs,
    heed(response) {
      const theirs = dateOf(response)
      if (theirs !== undefined) aheadMs = theirs - now()
    },
  }
}
