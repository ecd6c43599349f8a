import type { Generated } from 'kysely'
import type { Space } from '../../core/workspace.ts'

/** What the chat of a workspace's moderators does not have yet, in order. A row goes when it stands there. */
export interface NoticeTable {
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
export interface CaseTable {
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
export interface ReportTable {
  generation_id: string
  reporter_id: string
  reporter_name: string
  reason: string
  words: string
  at: number
}

/** A warning or a block, as its member was told. */
export interface SanctionTable {
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
