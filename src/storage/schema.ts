import type { ColumnType, Generated } from 'kysely'
import type { GenerationState } from '../core/generation.ts'
import type { LedgerKind } from '../core/ledger.ts'
import type { Mode } from '../core/request.ts'

/** Columns that end in `_json` hold JSON text; columns that end in `_at` hold milliseconds since the epoch. */
export interface Schema {
  members: MemberTable
  batches: BatchTable
  generations: GenerationTable
  attempts: AttemptTable
  ledger: LedgerTable
  posts: PostTable
  settings: SettingTable
  web_messages: WebMessageTable
}

/** A member of a workspace. Its row is what an admission locks, so that two of them count one after the other. */
interface MemberTable {
  workspace: string
  member_id: string
  name: string
  seen_at: number
  /** When a slot was last given to one of its clips; 0 before the first. */
  served_at: Generated<number>
}

interface BatchTable {
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
  created_at: number
}

/** `none` before the line, `waiting` in it, `held` while the provider works for it, `released` afterwards. */
export type SlotState = 'none' | 'waiting' | 'held' | 'released'

export interface GenerationTable {
  id: string
  batch_id: string
  take: number
  parent_id: string | null
  workspace: string
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
  failure_json: string | null
  cancel_requested_at: number | null
  removed_at: number | null
  slot: SlotState
  slot_at: number | null
  run_id: string | null
  created_at: ColumnType<number, number, never>
  finished_at: number | null
}

/** `written` before the submit, then what came of it. `absent`: certainly never accepted. */
export type AttemptState = 'written' | 'accepted' | 'rejected' | 'unknown' | 'absent'

export interface AttemptTable {
  id: string
  generation_id: string
  number: number
  state: AttemptState
  /** The operation of an accepted attempt, the error of a rejected one, the reason of an unknown one. */
  outcome_json: string | null
  created_at: number
  updated_at: number
}

interface LedgerTable {
  id: string
  kind: LedgerKind
  workspace: string
  member_id: string
  period: string
  generation_id: string | null
  credits: number
  note: string
  /** Given to entries that must exist once without a generation, such as a month's allowance. */
  unique_key: string | null
  created_at: number
}

/** Posts by key: `sending` is written before the platform is called, so that a later try knows to look first. */
interface PostTable {
  key: string
  state: 'sending' | 'sent'
  ref_json: string | null
  created_at: number
  updated_at: number
}

/** What Keyv keeps. */
interface SettingTable {
  key: string
  value: string
  expires_at: number | null
}

/** The playground's feed. A row keeps its key after its message was removed. */
export interface WebMessageTable {
  sequence: Generated<number>
  id: string
  key: string
  /** The root's id; null for a root. */
  thread: string | null
  revision: number
  asked_json: string | null
  /** Null once removed. */
  post_json: string | null
  created_at: number
}
