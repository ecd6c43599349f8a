import type { Selectable } from 'kysely'
import type { Appeal, Sanction } from '../core/sanction.ts'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Database } from './database.ts'
import { parseJson } from './generation-rows.ts'
import type { MemberKey } from './ledger-entry.ts'
import type { Schema } from './schema.ts'

const toSanction = (row: Selectable<Schema['sanctions']>): Sanction => ({
  id: row.id,
  memberId: row.member_id,
  kind: row.kind,
  reason: row.reason,
  until: row.until_at === null ? null : Number(row.until_at),
  byName: row.by_name,
  at: Number(row.at),
  generationId: row.generation_id,
  appeal: parseJson<Appeal>(row.appeal_json),
  endedAt: row.ended_at === null ? null : Number(row.ended_at),
})

/** Warnings and blocks, as their members were told. Whether somebody is blocked is told by their own row (`members.ts`). */
export const createSanctions = (db: Database) => ({
  /** One that is there already, by its id, is not written again. A new block ends the one before it. */
  async add(member: MemberKey, sanction: Omit<Sanction, 'memberId' | 'appeal' | 'endedAt'>): Promise<void> {
    const { id, kind, reason, until, byName, at, generationId } = sanction
    if (kind === 'block') await this.endBlock(member, at, id)
    await db
      .insertInto('sanctions')
      .values({
        id,
        workspace: spaceOf(member),
        member_id: member.memberId,
        kind,
        reason,
        until_at: until,
        by_name: byName,
        at,
        generation_id: generationId,
        appeal_json: null,
        ended_at: null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  },

  /** The sanction with whose it is. */
  async find(id: string): Promise<(Sanction & { workspace: WorkspaceKey }) | null> {
    const row = await db.selectFrom('sanctions').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) return null
    const [platform = '', ...rest] = row.workspace.split(':')
    return { ...toSanction(row), workspace: { platform, workspace: rest.join(':') } }
  },

  /** The last of a member that was not taken back; null when there is none. */
  async last(member: MemberKey): Promise<Sanction | null> {
    const row = await db
      .selectFrom('sanctions')
      .selectAll()
      .where('workspace', '=', spaceOf(member))
      .where('member_id', '=', member.memberId)
      .where('ended_at', 'is', null)
      .orderBy('at', 'desc')
      .executeTakeFirst()
    return row ? toSanction(row) : null
  },

  /** The member's block is over, unless it is `exceptId`. */
  async endBlock(member: MemberKey, now: number, exceptId = ''): Promise<void> {
    await db
      .updateTable('sanctions')
      .set({ ended_at: now })
      .where('workspace', '=', spaceOf(member))
      .where('member_id', '=', member.memberId)
      .where('kind', '=', 'block')
      .where('ended_at', 'is', null)
      .where('id', '!=', exceptId)
      .execute()
  },

  /** As if it had never been. */
  async withdraw(id: string): Promise<void> {
    await db
      .updateTable('sanctions')
      .set(({ ref }) => ({ ended_at: ref('at') }))
      .where('id', '=', id)
      .execute()
  },

  /** How often a member was warned and blocked, without what was withdrawn. */
  async count(member: MemberKey): Promise<{ warnings: number; blocks: number }> {
    const rows = await db
      .selectFrom('sanctions')
      .select(({ fn }) => ['kind', fn.countAll<number | string>().as('count')])
      .where('workspace', '=', spaceOf(member))
      .where('member_id', '=', member.memberId)
      .where((where) => where.or([where('ended_at', 'is', null), where('ended_at', '>', where.ref('at'))]))
      .groupBy('kind')
      .execute()
    const of = (kind: Sanction['kind']): number => Number(rows.find((row) => row.kind === kind)?.count ?? 0)
    return { warnings: of('warning'), blocks: of('block') }
  },

  /** Those that a member appealed against, with the words taken out of the appeals. */
  async forgetWords(member: MemberKey): Promise<Sanction[]> {
    const rows = await db
      .selectFrom('sanctions')
      .selectAll()
      .where('workspace', '=', spaceOf(member))
      .where('member_id', '=', member.memberId)
      .where('appeal_json', 'is not', null)
      .execute()
    const nameless = rows.map(toSanction).map((one) => ({ ...one, appeal: one.appeal && { ...one.appeal, words: '' } }))
    for (const { id, appeal } of nameless) {
      await db
        .updateTable('sanctions')
        .set({ appeal_json: JSON.stringify(appeal) })
        .where('id', '=', id)
        .execute()
    }
    return nameless
  },

  /** Keeps an appeal; false when there is one already. */
  async appeal(id: string, appeal: Appeal): Promise<boolean> {
    const result = await db
      .updateTable('sanctions')
      .set({ appeal_json: JSON.stringify(appeal) })
      .where('id', '=', id)
      .where('appeal_json', 'is', null)
      .executeTakeFirst()
    return result.numUpdatedRows > 0n
  },

  /** Answers an appeal; false when it was answered before. */
  async answer(id: string, from: Appeal, to: Appeal): Promise<boolean> {
    const result = await db
      .updateTable('sanctions')
      .set({ appeal_json: JSON.stringify(to) })
      .where('id', '=', id)
      .where('appeal_json', '=', JSON.stringify(from))
      .executeTakeFirst()
    return result.numUpdatedRows > 0n
  },
})
export type Sanctions = ReturnType<typeof createSanctions>
