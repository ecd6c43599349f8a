import { sql } from 'kysely'
import { MoodreelError } from '../core/errors.ts'
import { newId } from '../core/id.ts'
import type { AuditEntry } from '../core/moderators.ts'
import { say } from '../core/words/sentence.ts'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Database } from './database.ts'

const pageSize = 20
const hourMs = 3_600_000

/** What somebody did or tried, before it is written down. */
type Deed = Omit<AuditEntry, 'id' | 'count'>

const rowOf = (workspace: WorkspaceKey, id: string, { at, actorId, actorName, action, target, detail }: Deed) => ({
  id,
  at,
  workspace: spaceOf(workspace),
  actor_id: actorId,
  actor_name: actorName,
  action,
  target,
  detail_json: JSON.stringify(detail),
})

/** Who did what, and who tried to. What was done can neither be changed nor taken back. */
export const createAudit = (db: Database) => ({
  /** An entry that is there already, by its id, is not written again. */
  async append(workspace: WorkspaceKey, id: string, deed: Deed): Promise<void> {
    await db
      .insertInto('audit')
      .values(rowOf(workspace, id, deed))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  },

  /**
   * Counts a refused try: somebody who presses a forbidden button all day fills one row an hour and no disk. Returns how often it was tried
   * within the hour.
   */
  async countRefusal(workspace: WorkspaceKey, deed: Deed): Promise<number> {
    const key = JSON.stringify([spaceOf(workspace), deed.actorId, deed.action, Math.floor(deed.at / hourMs)])
    const { at, target, detail_json, ...row } = rowOf(workspace, newId(), deed)
    const { count } = await db
      .insertInto('audit')
      .values({ ...row, at, target, detail_json, count_key: key })
      .onConflict((conflict) =>
        conflict.column('count_key').doUpdateSet(({ ref }) => ({ at, target, detail_json, count: sql<number>`${ref('audit.count')} + 1` })),
      )
      .returning('count')
      .executeTakeFirstOrThrow()
    return Number(count)
  },

  /** Newest first; `after` is the `next` of the page before: the id of its last entry. `memberId`: what they did and what was done to them. */
  async page(
    workspace: WorkspaceKey,
    { after, memberId }: { after: string | null; memberId?: string | undefined },
  ): Promise<{ entries: AuditEntry[]; next: string | null }> {
    const here = db.selectFrom('audit').where('workspace', '=', spaceOf(workspace))
    const last = after === null ? undefined : await here.select('sequence').where('id', '=', after).executeTakeFirst()
    if (after !== null && !last) throw new MoodreelError('not_found', say('failure.noSuchEntry'))
    const rows = await here
      .selectAll()
      .$if(last !== undefined, (query) => query.where('sequence', '<', last?.sequence ?? 0))
      .$if(memberId !== undefined, (query) =>
        query.where((where) => where.or([where('actor_id', '=', memberId ?? ''), where('target', '=', memberId ?? '')])),
      )
      .orderBy('sequence', 'desc')
      .limit(pageSize + 1)
      .execute()
    const entries = rows.slice(0, pageSize).map(
      (row): AuditEntry => ({
        id: row.id,
        at: Number(row.at),
        actorId: row.actor_id,
        actorName: row.actor_name,
        action: row.action,
        target: row.target,
        detail: JSON.parse(row.detail_json),
        count: Number(row.count),
      }),
    )
    return { entries, next: rows.length > pageSize ? (entries.at(-1)?.id ?? null) : null }
  },
})
export type Audit = ReturnType<typeof createAudit>
