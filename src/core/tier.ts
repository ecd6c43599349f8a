import { z } from 'zod'
import type { Made } from './made.ts'

const limits = {
  /** Clips in so many seconds: for those who type faster than anybody can watch. */
  burst: z.strictObject({ clips: z.int().positive(), seconds: z.int().positive() }),
  clipsPerDay: z.int().nonnegative(),
  clipsPerMonth: z.int().nonnegative(),
  /** Generations that wait or are being made at one time. */
  inFlight: z.int().positive(),
  /** Of these, how many may wait in line. */
  queued: z.int().positive(),
  longestSeconds: z.number().positive(),
  /** `720p`: the length of the shorter side. */
  highestResolution: z.string().regex(/^\d{3,4}p$/),
  /** Names of models, `*` for any letters: `veo-*`. */
  models: z.array(z.string()).min(1),
  creditsPerMonth: z.int().nonnegative(),
  /** Of the runs that a paid provider took, how many may be cancelled or fail within an hour before the next must wait. */
  endsPerHour: z.int().positive(),
}

/** What one member may do. What is absent is without limit. */
const limitsSchema = z.strictObject({
  ...limits,
  burst: limits.burst.optional(),
  clipsPerMonth: limits.clipsPerMonth.optional(),
  queued: limits.queued.optional(),
  highestResolution: limits.highestResolution.optional(),
  models: limits.models.optional(),
  endsPerHour: limits.endsPerHour.optional(),
})

/** Limits that are laid over others. */
export const changedLimitsSchema = z.strictObject(limits).partial()
export type ChangedLimits = z.infer<typeof changedLimitsSchema>

/** The limits of a group of members. */
export const tierSchema = z.strictObject({
  ...limitsSchema.shape,
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** Members with one of these roles have this tier; of several the last in the file counts. Discord's role ids, Slack's user groups. */
  roles: z.array(z.string()).default([]),
  /** What all members of the tier share. */
  shared: z.strictObject({ clipsPerDay: z.int().nonnegative().optional(), creditsPerMonth: z.int().nonnegative().optional() }).default({}),
  /** The tier of guests and strangers, whatever roles they have. Of several the first in the file counts. */
  guests: z.boolean().default(false),
  /**
   * What one still counts of a clip: by day and month, in progress and waiting, for the burst, for a channel's pace and for what the tier
   * shares. The operator's file alone says it.
   */
  still: z.number().min(0).max(1).multipleOf(0.01).default(0.2),
  /** Members of this tier make clips in age-restricted channels only. */
  nsfw: z.boolean().default(false),
  /** Whether they may name models that the catalogue does not list, `owner/name`. Nobody knows what those cost. */
  unlisted: z.boolean().default(false),
})
export type Tier = z.infer<typeof tierSchema>

/** Every tier in the order of the file, and the one of members who have no other. */
export interface Tiers {
  default: Tier
  all: readonly Tier[]
}

/** What a member has made and has left. Times are milliseconds since the epoch. */
export interface Quota {
  tier: Tier
  today: Made
  thisMonth: Made
  inFlight: Made
  queued: Made
  creditsLeft: number
  /** Runs of the last hour that a paid provider took and that were cancelled or failed. */
  endsThisHour: number
  /** When the next run may begin, where `endsThisHour` has reached the tier's; null otherwise. */
  endsOverAt: number | null
  dayResetsAt: number
  monthResetsAt: number
}
