import type { Batch, Generation } from './generation.ts'
import type { Made } from './made.ts'
import type { Model } from './model.ts'
import type { Invocation } from './platform.ts'
import type { Report } from './report.ts'
import type { Quota } from './tier.ts'
import type { Text } from './words/sentence.ts'

/** Clips of a member with where they stand, newest first. `next` is the id of the last of them when there are more. */
export interface HistoryPage {
  entries: { generation: Generation; batch: Batch }[]
  next: string | null
}

/** A clip that waits or is being made. */
export interface QueueEntry {
  generation: Generation
  batch: Batch
  /** 1 is next; absent for one that does not wait in line. */
  position?: number | undefined
  /** Null where nobody knows. */
  seconds: number | null
  /** It takes longer than usual. */
  isLate?: boolean | undefined
  /** A moderator has to approve it first. */
  needsApproval?: boolean | undefined
}

/** What was made on one day of the workspace's zone, `2026-11-21`. */
export interface DayOfClips extends Made {
  day: string
  credits: number
}

/** What a member prefers when a command does not say. */
export interface Preferences {
  model?: string | undefined
  aspect?: string | undefined
  duration?: number | undefined
  language?: string | undefined
  /** When a clip that is done calls them; `slow` when absent: where it took a minute. */
  notify?: (typeof notifyWhen)[number] | undefined
  /** In credits: what costs more is asked about first. */
  ask?: number | undefined
}

/** A request that costs more credits is asked about first, unless a member chose another sum. */
export const askAboveDefault = 100

export const notifyWhen = ['always', 'slow', 'never'] as const

/** What became of a member's data when they asked to have it deleted. */
export interface Erasure {
  /** Clips that were deleted. */
  clips: number
  /** Clips that are still being made: they stay until they are over. */
  open: number
  /** Deleted clips of which the platform does not let a post or a thread's name go. */
  left: number
}

/** What members may ask about themselves. */
export interface Membership {
  quota(invocation: Invocation): Promise<Quota>
  /** The catalogue as this member has it here: a model that a moderator or the tier keeps from them is unavailable, and says why. */
  models(invocation: Invocation): Promise<readonly Model[]>
  /** `after` is the id of the clip after which to go on. */
  history(invocation: Invocation, after: string | null): Promise<HistoryPage>
  queue(invocation: Invocation): Promise<QueueEntry[]>
  /** Of the last so many days, oldest first, none left out. */
  days(invocation: Invocation, days: number): Promise<DayOfClips[]>
  preferences(invocation: Invocation): Promise<Preferences>
  prefer(invocation: Invocation, preferences: Preferences): Promise<Preferences>
  /** The likeness rule, and since when this member has confirmed it. */
  likeness(invocation: Invocation): Promise<{ rule: Text; consentedAt: number | null }>
  /** Confirms the likeness rule, once for all. */
  consent(invocation: Invocation): Promise<void>
  /** Deletes the member's clips, posts, prompts and preferences. What was paid stays in the ledger without a name. */
  forget(invocation: Invocation): Promise<Erasure>
  /** The warning or block that a button names, or the last one here. Throws MoodreelError where there is nothing to appeal against. */
  appealable(invocation: Invocation, sanctionId: string | undefined): Promise<{ sanctionId: string }>
  /** Says something against it, once. */
  appeal(invocation: Invocation, sanctionId: string | undefined, words: string): Promise<void>
  /** Shows a clip to the moderators. False while they have no channel that can be reached: then it waits for one. */
  report(invocation: Invocation, generationId: string, report: Pick<Report, 'reason' | 'words'>): Promise<boolean>
}
