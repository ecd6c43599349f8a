import { z } from 'zod'

/** The limits of a group of members. */
export const tierSchema = z.strictObject({
  name: z.string(),
  clipsPerDay: z.int().positive(),
  /** Generations that wait or run at one time. */
  inFlight: z.int().positive(),
  longestSeconds: z.number().positive(),
  creditsPerMonth: z.int().nonnegative(),
})
export type Tier = z.infer<typeof tierSchema>

/** What a member has left. Times are milliseconds since the epoch. */
export interface Quota {
  tier: Tier
  clipsToday: number
  inFlight: number
  creditsLeft: number
  dayResetsAt: number
  monthResetsAt: number
}
