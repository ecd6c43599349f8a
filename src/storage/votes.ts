import { spaceOf } from '../core/workspace.ts'
import type { Database } from './database.ts'
import type { MemberKey } from './ledger-entry.ts'

/** Who likes which clip: one vote a member and clip. How many a clip has stands in its record (`generation-rows.ts`). */
export const createVotes = (db: Database) => ({
  /** Gives a member's vote, or takes it back where it was given. Returns whether it is given now. */
  async toggle(generationId: string, member: MemberKey, now: number): Promise<boolean> {
    const mine = { generation_id: generationId, member_id: member.memberId }
    return db.transaction().execute(async (transaction) => {
      const given = await transaction
        .insertInto('votes')
        .values({ ...mine, workspace: spaceOf(member), voted_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      if ((given.numInsertedOrUpdatedRows ?? 0n) > 0n) return true
      await transaction.deleteFrom('votes').where('generation_id', '=', generationId).where('member_id', '=', member.memberId).execute()
      return false
    })
  },

  /** Takes back all that a member gave. */
  async forget(member: MemberKey): Promise<void> {
    await db.deleteFrom('votes').where('workspace', '=', spaceOf(member)).where('member_id', '=', member.memberId).execute()
  },
})
export type Votes = ReturnType<typeof createVotes>
