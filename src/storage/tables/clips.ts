import type { ColumnType, Generated } from 'kysely'
import type { GenerationState } from '../../core/generation.ts'
import type { Mode } from '../../core/request.ts'
import type { Language } from '../../core/words/languages.ts'
import type { Space } from '../../core/workspace.ts'

export interface BatchTable {
  id: string
  /** `<platform>:<id of the event>`: the same event submits one batch. */
  invocation_key: string
  platform: string
  workspace: string
  member_id: string
  member_name: string
  command: string
  origin_json: string
  thread_json: string | null
  root_json: string | null
  /** The ingested input files, shared by the takes; null until they are here. */
  inputs_json: string | null
  /** Null for what needs no moderator's approval. */
  approval_json: Generated<string | null>
  /** The tier that it was judged by. */
  tier: Generated<string>
  /** In which its posts are written. */
  language: Generated<Language>
  /** Which of its clips the buttons of their message are for; null until somebody chose. */
  chosen_json: Generated<string | null>
  /** Where it was asked for; null where there are no channels, and of a time when that was not kept. */
  channel: Generated<string | null>
  created_at: number
}

/** `none` before the line, `waiting` in it, `held` while the provider works for it, `released` afterwards. */
export type SlotState = 'none' | 'waiting' | 'held' | 'released'

export interface GenerationTable {
  id: string
  batch_id: string
  take: number
  parent_id: string | null
  workspace: Space
  member_id: string
  mode: Mode
  model: string
  provider: string
  request_json: string
  warnings_json: string
  state: GenerationState
  state_at: number
  progress: number | null
  held_credits: number
  cost_credits: number | null
  /** What the provider answered when it was done: outputs, seed, version. */
  result_json: string | null
  clip_json: string | null
  /** How the clip stands in its thread; null until it does. */
  posted_json: Generated<string | null>
  failure_json: string | null
  /** What keeps a paid clip from its person. */
  obstacle_json: Generated<string | null>
  cancel_requested_at: number | null
  removed_at: number | null
  /** Until when a clip that was taken away can be brought back; null where its files are gone, or were never to go. */
  kept_until: Generated<number | null>
  /** Who took it away: a member's id. */
  removed_by: Generated<string | null>
  slot: SlotState
  slot_at: number | null
  run_id: string | null
  /** The totals that it counts in, so that its end is counted where its beginning was. */
  counted_json: Generated<string>
  /** 1 where somebody bills it, 0 where its price is nominal. */
  billed: Generated<number>
  /** Of its workspace's zone, on which it was asked for: `2026-11-21`. */
  day: Generated<string>
  /** The thread in which it has its number; null until that is opened. */
  numbered_in: Generated<string | null>
  number: Generated<number | null>
  /** 0 for a clip of its own, counted from 1 for what is made from it. */
  letter: Generated<number>
  created_at: ColumnType<number, number, never>
  finished_at: number | null
  /** What its files take in the media store; 0 where it has none, null while nobody counted. */
  files_bytes: Generated<number | null>
  /** When its files were given up by the rules of retention; null while they are kept. */
  files_gone_at: Generated<number | null>
}

/** `written` before the submit, then what came of it. `absent`: certainly never accepted. */
export type AttemptState = 'written' | 'accepted' | 'rejected' | 'unknown' | 'absent'

export interface AttemptTable {
  id: string
  generation_id: string
  number: number
  model: string
  state: AttemptState
  /** The operation of an accepted attempt, the error of a rejected one, the reason of an unknown one. */
  outcome_json: string | null
  created_at: number
  updated_at: number
}
