import type { ReferenceKind } from '../../core/reference.ts'
import type { Space } from '../../core/workspace.ts'

/** A word of a workspace under which pictures are kept. */
export interface KeptReferenceTable {
  id: string
  workspace: Space
  /** By which names are told apart; null for one that was deleted and can be brought back for a while. */
  folded: string | null
  name: string
  kind: ReferenceKind
  owner_id: string
  owner_name: string
  kept_at: number
  gone_at: number | null
  /** Who deleted it; null for one that is there, and where nobody knows. */
  gone_by: string | null
}

/** Its pictures, each with a file of its own. */
export interface ReferencePictureTable {
  id: string
  reference_id: string
  /** Their order. */
  at: number
  media_json: string
  /** The clip that it was taken from. */
  generation_id: string | null
  member_id: string
  member_name: string
  added_at: number
  /** When it was taken out of its word; its file goes a while later. */
  gone_at: number | null
}
