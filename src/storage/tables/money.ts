import type { Generated } from 'kysely'
import type { LedgerKind } from '../../core/ledger.ts'
import type { Space } from '../../core/workspace.ts'

export interface LedgerTable {
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
 * `everybody`, and what of each of the first two is stills (`stills:member:…`), by day (`2026-11-21`) or month (`2026-11`) of the
 * workspace's zone, and for everybody of UTC. Stills have rows of their own because the version before this one gives a clip back to every
 * row that its generation names, and knows no other column. The totals repeat what the ledger says, so that an
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
  /** Clips and stills that were made or are on their way; one that never came and that no paid provider took is taken out again. */
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

/** What clips cost, by model and settings. The last ones only; `told` is what the vendor said before, one row each. */
export interface CostTable {
  id: string
  model: string
  settings: string
  kind: 'charged' | 'told'
  micro_usd: number
  at: number
}
