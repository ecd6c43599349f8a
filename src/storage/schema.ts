import type { AttemptTable, BatchTable, GenerationTable } from './tables/clips.ts'
import type { CaseTable, NoticeTable, ReportTable, SanctionTable } from './tables/desk.ts'
import type { MoveTable, SettingTable } from './tables/installation.ts'
import type { MemberTable, PastUsageTable } from './tables/members.ts'
import type { AuditTable, CostTable, LedgerTable, TotalTable } from './tables/money.ts'
import type { EditTable, PostTable, StarTable, VoteTable, WebMessageTable } from './tables/posts.ts'
import type { KeptReferenceTable, ReferencePictureTable } from './tables/references.ts'

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
  kept_references: KeptReferenceTable
  reference_pictures: ReferencePictureTable
}
