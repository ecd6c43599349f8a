/** Nobody cuts to the frame: a film of 30.03 s is one of thirty seconds. Half a second more is let pass, or 2 % where that is more. */
const slackOf = (limit: number): number => Math.max(0.5, limit * 0.02)

/** Whether something lasts no longer than a limit, as people count. */
export const lastsAtMost = (seconds: number, limit: number): boolean => seconds <= limit + slackOf(limit)

/** Whether something lasts as long as a least length, as people count. Only 2 % may be missing: what is too short a vendor refuses. */
export const lastsAtLeast = (seconds: number, least: number): boolean => seconds >= least * 0.98
