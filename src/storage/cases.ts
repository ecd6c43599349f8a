import type { Selectable } from 'kysely'
import { type Case, type CaseEnding, type Report, type ReportReason, undoMs } from '../core/report.ts'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Database } from './database.ts'
import type { MemberKey } from './ledger-entry.ts'
import type { Schema } from './schema.ts'

/** How many cases are looked at in one go. */
const atOnce = 50

/** How a case ended, with the time until which that can be taken back. */
const endColumns = (ending: CaseEnding | null) => ({
  ending_json: ending && JSON.stringify(ending),
  undo_until: ending && ending.deed !== 'erase' ? ending.at + undoMs : null,
})

/** What members report of clips, each clip a case with one end. */
export const createCases = (db: Database) => {
  const open = async (owner: MemberKey, generationId: string, now: number): Promise<void> => {
    await db
      .insertInto('cases')
      .values({ generation_id: generationId, workspace: spaceOf(owner), member_id: owner.memberId, opened_at: now, ...endColumns(null) })
      .onConflict((conflict) => conflict.column('generation_id').doNothing())
      .execute()
  }

  const reportsOf = async (generationIds: readonly string[]): Promise<Map<string, Report[]>> => {
    const reports = new Map(generationIds.map((id): [string, Report[]] => [id, []]))
    if (generationIds.length === 0) return reports
    const rows = await db
      .selectFrom('reports')
      .selectAll()
      .where('generation_id', 'in', [...generationIds])
      .orderBy('at')
      .orderBy('reporter_id')
      .execute()
    for (const row of rows) {
      reports.get(row.generation_id)?.push({
        reporterId: row.reporter_id,
        reporterName: row.reporter_name,
        reason: row.reason as ReportReason,
        words: row.words,
        at: Number(row.at),
      })
    }
    return reports
  }

  const read = async (rows: readonly Selectable<Schema['cases']>[]): Promise<Case[]> => {
    const reports = await reportsOf(rows.map((row) => row.generation_id))
    return rows.map((row) => ({
      generationId: row.generation_id,
      memberId: row.member_id,
      openedAt: Number(row.opened_at),
      reports: reports.get(row.generation_id) ?? [],
      ending: row.ending_json === null ? null : (JSON.parse(row.ending_json) as CaseEnding),
    }))
  }

  return {
    /** One a member and clip; what was said before is changed. A case that was over is open again, unless nothing new was said. */
    async report(owner: MemberKey, generationId: string, { reporterId, reporterName, reason, words, at }: Report): Promise<void> {
      await open(owner, generationId, at)
      const before = await db
        .selectFrom('reports')
        .select(['reason', 'words'])
        .where('generation_id', '=', generationId)
        .where('reporter_id', '=', reporterId)
        .executeTakeFirst()
      if (before?.reason === reason && before.words === words) return
      const said = { reporter_name: reporterName, reason, words }
      await db
        .insertInto('reports')
        .values({ generation_id: generationId, reporter_id: reporterId, at, ...said })
        .onConflict((conflict) => conflict.columns(['generation_id', 'reporter_id']).doUpdateSet(said))
        .execute()
      await db.updateTable('cases').set(endColumns(null)).where('generation_id', '=', generationId).execute()
    },

    async find(generationId: string): Promise<Case | null> {
      const row = await db.selectFrom('cases').selectAll().where('generation_id', '=', generationId).executeTakeFirst()
      return row ? ((await read([row]))[0] ?? null) : null
    },

    /** Those that wait for a moderator, oldest first. */
    async waiting(workspace: WorkspaceKey, limit: number): Promise<Case[]> {
      const rows = await db
        .selectFrom('cases')
        .selectAll()
        .where('workspace', '=', spaceOf(workspace))
        .where('ending_json', 'is', null)
        .orderBy('opened_at')
        .limit(limit)
        .execute()
      return read(rows)
    },

    /** Ends a case that is open, or was never opened; false where somebody was faster. */
    async end(owner: MemberKey, generationId: string, ending: CaseEnding): Promise<boolean> {
      await open(owner, generationId, ending.at)
      const result = await db
        .updateTable('cases')
        .set(endColumns(ending))
        .where('generation_id', '=', generationId)
        .where('ending_json', 'is', null)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    /** Puts another end, or none, in the place of one; false where it is another already. */
    async change(generationId: string, from: CaseEnding, to: CaseEnding | null): Promise<boolean> {
      const result = await db
        .updateTable('cases')
        .set(endColumns(to))
        .where('generation_id', '=', generationId)
        .where('ending_json', '=', JSON.stringify(from))
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    /** Of those that are over, the ones that cannot be taken back any more, as far as the database knows. */
    async undoOver(now: number): Promise<(Case & { undoUntil: number })[]> {
      const rows = await db.selectFrom('cases').selectAll().where('undo_until', '<=', now).orderBy('undo_until').limit(atOnce).execute()
      const found = await read(rows)
      return found.map((one, index) => ({ ...one, undoUntil: Number(rows[index]?.undo_until) }))
    },

    /** Until when the end of a case can be taken back; null once its card says that it cannot. What was changed in the meantime stays. */
    async keepUndo(generationId: string, from: number, to: number | null): Promise<void> {
      await db
        .updateTable('cases')
        .set({ undo_until: to })
        .where('generation_id', '=', generationId)
        .where('undo_until', '=', from)
        .execute()
    },

    /** How many other clips of a member were reported. */
    async countOthers(owner: MemberKey, generationId: string): Promise<number> {
      const { count } = await db
        .selectFrom('cases')
        .innerJoin('reports', 'reports.generation_id', 'cases.generation_id')
        .select(({ fn }) => fn.count<number | string>('cases.generation_id').distinct().as('count'))
        .where('cases.workspace', '=', spaceOf(owner))
        .where('cases.member_id', '=', owner.memberId)
        .where('cases.generation_id', '!=', generationId)
        .executeTakeFirstOrThrow()
      return Number(count)
    },
  }
}
export type Cases = ReturnType<typeof createCases>
