import type { ColumnType, Generated } from 'kysely'
import type { GenerationState } from '../core/generation.ts'
import type { LedgerKind } from '../core/ledger.ts'
import type { Mode } from '../core/request.ts'
import type { Language } from '../core/words/languages.ts'
import type { Space } from '../core/workspace.ts'

/** Columns that end in `_json` hold JSON text; columns that end in `_at` hold milliseconds since the epoch; a `Space` is a platform and its workspace. */
export interface Schema {
  members: MemberTable
  batches: BatchTable
  generations: GenerationTable
  attempts: AttemptTable
  ledger: LedgerTable
  totals: TotalTable
  audit: AuditTable
  posts: PostTable
  settings: SettingTable
  web_messages: WebMessageTable
  notices: NoticeTable
  cases: CaseTable
  reports: ReportTable
  sanctions: SanctionTable
  votes: VoteTable
  stars: StarTable
  edits: EditTable
  past_usage: PastUsageTable
  moves: MoveTable
  costs: CostTable
}

/** A member of a workspace. Its row is what an admission locks, so that two of them count one after the other. */
interface MemberTable {
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

interface LedgerTable {
  id: string
  kind: LedgerKind
  workspace: Space
  member_id: string
  period: string
  generation_id: string | null
  credits: number
  note: string
  /** Given to entries that must exist once without a generation: what a moderator's invocation granted. */
  unique_key: string | null
  created_at: number
}

/**
 * Running totals of a scope in a period: `member:<space>:<id>`, `tier:<space>:<name>`, `workspace:<space>`,
 * `everybody`, by day (`2026-11-21`) or month (`2026-11`) of the workspace's zone, and for everybody of UTC. They repeat what the ledger says, so that an
 * admission need not add it up; each is written in the transaction of its entry.
 */
export interface TotalTable {
  scope: string
  period: string
  /** What the tier gave for the period, in credits. */
  allowance: Generated<number>
  /** What moderators gave on top. */
  granted: Generated<number>
  /** Held or charged. */
  spent: Generated<number>
  /** Clips that were made or are on their way; one that never came and that no paid provider took is taken out again. */
  clips: Generated<number>
}

/** Who did what. Rows are only ever appended. */
export interface AuditTable {
  /** The order in which things were done, also within a millisecond. */
  sequence: Generated<number>
  id: string
  at: number
  workspace: Space
  actor_id: string
  actor_name: string
  action: string
  target: string
  detail_json: string
  /** How often it was tried within the hour of `count_key`; 1 for what was done. */
  count: Generated<number>
  count_key: string | null
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

/** What the chat of a workspace's moderators does not have yet, in order. A row goes when it stands there. */
interface NoticeTable {
  sequence: Generated<number>
  /** Of its post. */
  key: string
  workspace: Space
  /** What is posted to one place one after the other. */
  line: NoticeLine
  /** Where it was first tried, so that it is looked for there and nowhere else; null before. */
  channel: string | null
  /** 1 for what must stand somewhere, 0 for a change of what does. */
  is_news: number
  post_json: string
  created_at: number
}
export type NoticeLine = 'moderators' | 'operator' | 'log'

/** What members report of one clip. */
interface CaseTable {
  generation_id: string
  workspace: Space
  /** Whose clip it is. */
  member_id: string
  opened_at: number
  /** Null while it waits for a moderator. */
  ending_json: string | null
  /** Until when its end can be taken back; null where its card has no button for that. */
  undo_until: number | null
}

/** One a member and clip. */
interface ReportTable {
  generation_id: string
  reporter_id: string
  reporter_name: string
  reason: string
  words: string
  at: number
}

/** A warning or a block, as its member was told. */
interface SanctionTable {
  id: string
  workspace: Space
  member_id: string
  kind: 'warning' | 'block'
  reason: string
  /** Null for good, and for a warning. */
  until_at: number | null
  by_name: string
  at: number
  /** The clip that it is for. */
  generation_id: string | null
  /** What the member says against it, and what was answered. */
  appeal_json: string | null
  /** When it was taken back, or another took its place. */
  ended_at: number | null
}

/** Who likes a clip: the workspace is that of the member, which is the clip's too. */
interface VoteTable {
  generation_id: string
  workspace: Space
  member_id: string
  voted_at: number
}

/** Who keeps a clip or a still, as `votes`. */
interface StarTable {
  generation_id: string
  member_id: string
  workspace: Space
  starred_at: number
}

/** A change of a message of a batch that was begun and of whose end nobody knows. */
interface EditTable {
  id: string
  batch_id: string
  at: number
}

/** What clips count for whose rows are gone, as `usage.ts` counts. */
interface PastUsageTable {
  workspace: Space
  day: string
  member_id: string
  model: string
  state: GenerationState
  clips: number
  free: number
  credits: number
}

/** What clips cost, by model and settings. The last ones only; `told` is what the vendor said before, one row each. */
interface CostTable {
  id: string
  model: string
  settings: string
  kind: 'charged' | 'told'
  micro_usd: number
  at: number
}

/** What this database was filled from (`to`) or another one was filled with (`from`); see `moving/marks.ts`. Never moved itself. */
interface MoveTable {
  id: string
  role: 'from' | 'to'
  /** How far it is filled. */
  progress_json: string | null
  begun_at: number
  /** Null while it is under way. */
  ended_at: number | null
}
