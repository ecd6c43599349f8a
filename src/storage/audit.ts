import { MoodreelError } from '../core/errors.ts'
import type { AuditEntry } from '../core/moderation.ts'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Database } from './database.ts'

const pageSize = 20

/** Who did what. There is no way to change or take back an entry. */
export const createAudit = (db: Database) => ({
  /** An entry that is there already, by its id, is not written again. */
  async append(workspace: WorkspaceKey, entry: AuditEntry): Promise<void> {
    await db
      .insertInto('audit')
      .values({
        id: entry.id,
        at: entry.at,
        workspace: spaceOf(workspace),
        actor_id: entry.actorId,
        actor_name: entry.actorName,
        action: entry.action,
        target: entry.target,
        detail_json: JSON.stringify(entry.detail),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  },

  /** Newest first; `after` is the `next` of the page before: the id of its last entry. `memberId`: what they did and what was done to them. */
  async page(
    workspace: WorkspaceKey,
    { after, memberId }: { after: string | null; memberId?: string | undefined },
  ): Promise<{ entries: AuditEntry[]; next: string | null }> {
    const here = db.selectFrom('audit').where('workspace', '=', spaceOf(workspace))
    const last = after === null ? undefined : await here.select('sequence').where('id', '=', after).executeTakeFirst()
    if (after !== null && !last) throw new MoodreelError('not_found', 'That entry of the audit is not there; begin anew with /audit.')
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
      }),
    )
    return { entries, next: rows.length > pageSize ? (entries.at(-1)?.id ?? null) : null }
  },
})
export type Audit = ReturnType<typeof createAudit>
