import type { Transaction } from 'kysely'
import type { Chosen } from '../core/generation.ts'
import { spaceOf } from '../core/workspace.ts'
import type { Database } from './database.ts'
import type { MemberKey } from './ledger-entry.ts'
import { lockIn } from './lock-in.ts'
import type { Schema } from './schema.ts'

/** Which star is meant: of whom, and for which clip of which batch. */
interface Starred {
  generationId: string
  batchId: string
  /** Who gives it, or takes it back. */
  member: MemberKey & { name: string }
}

/**
 * Who keeps which clip: one star a member and clip. A star chooses the clip among those of its batch, and one that is taken back leaves the
 * choice to the last that stands. How many a clip has stands in its record (`generation-rows.ts`).
 */
export const createStars = (db: Database) => {
  /** The clip of a batch that was starred last, by whom; of two in one instant always the same. */
  const lastIn = async (transaction: Transaction<Schema>, batchId: string): Promise<Chosen | null> => {
    const row = await transaction
      .selectFrom('stars')
      .innerJoin('generations', 'generations.id', 'stars.generation_id')
      .leftJoin('members', (join) =>
        join.onRef('members.workspace', '=', 'stars.workspace').onRef('members.member_id', '=', 'stars.member_id'),
      )
      .select(['stars.generation_id as id', 'stars.member_id as by', 'members.name'])
      .where('generations.batch_id', '=', batchId)
      .where('generations.removed_at', 'is', null)
      .orderBy('stars.starred_at', 'desc')
      .orderBy('generations.take')
      .orderBy('stars.member_id')
      .limit(1)
      .executeTakeFirst()
    return row ? { id: row.id, by: row.by, byName: row.name ?? row.by } : null
  }

  return {
    /** Gives a member's star, or takes it back where it was given, and chooses by it. */
    async toggle({ generationId, batchId, member }: Starred, now: number): Promise<{ given: boolean; chosen: string | null }> {
      return db.transaction().execute(async (transaction) => {
        // Two who star in one instant choose one after the other.
        await lockIn(transaction, `stars:${batchId}`)
        const written = await transaction
          .insertInto('stars')
          .values({ generation_id: generationId, member_id: member.memberId, workspace: spaceOf(member), starred_at: now })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        const given = (written.numInsertedOrUpdatedRows ?? 0n) > 0n
        if (!given) {
          await transaction.deleteFrom('stars').where('generation_id', '=', generationId).where('member_id', '=', member.memberId).execute()
        }
        const mine = { id: generationId, by: member.memberId, byName: member.name }
        const chosen = given ? mine : await lastIn(transaction, batchId)
        await transaction
          .updateTable('batches')
          .set({ chosen_json: chosen && JSON.stringify(chosen) })
          .where('id', '=', batchId)
          .execute()
        return { given, chosen: chosen?.id ?? null }
      })
    },

    /** Takes back all that a member gave. */
    async forget(member: MemberKey): Promise<void> {
      await db.deleteFrom('stars').where('workspace', '=', spaceOf(member)).where('member_id', '=', member.memberId).execute()
    },
  }
}
export type Stars = ReturnType<typeof createStars>
