import type { Generated } from 'kysely'
import type { GenerationState } from '../../core/generation.ts'
import type { Space } from '../../core/workspace.ts'

/** A member of a workspace. Its row is what an admission locks, so that two of them count one after the other. */
export interface MemberTable {
  workspace: Space
  member_id: string
  name: string
  seen_at: number
  /** When a slot was last given to one of its clips; 0 before the first. */
  served_at: Generated<number>
  /** Limits that a moderator set for this member alone. */
  limits_json: Generated<string | null>
  block_json: Generated<string | null>
  /** When the member confirmed the likeness rule. */
  consented_at: Generated<number | null>
}

/** What clips count for whose rows are gone, as `usage.ts` counts. */
export interface PastUsageTable {
  workspace: Space
  day: string
  member_id: string
  model: string
  state: GenerationState
  /** Stills too. */
  clips: number
  /** What never came and cost nothing; stills too. */
  free: number
  stills: Generated<number>
  free_stills: Generated<number>
  credits: number
}
