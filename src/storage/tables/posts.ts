import type { Generated } from 'kysely'
import type { Space } from '../../core/workspace.ts'

/** Posts by key: `sending` is written before the platform is called, so that a later try knows to look first. */
export interface PostTable {
  key: string
  state: 'sending' | 'sent'
  ref_json: string | null
  created_at: number
  updated_at: number
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

/** Who likes a clip: the workspace is that of the member, which is the clip's too. */
export interface VoteTable {
  generation_id: string
  workspace: Space
  member_id: string
  voted_at: number
}

/** Who keeps a clip or a still, as `votes`. */
export interface StarTable {
  generation_id: string
  member_id: string
  workspace: Space
  starred_at: number
}

/** A change of a message of a batch that was begun and of whose end nobody knows. */
export interface EditTable {
  id: string
  batch_id: string
  at: number
}
