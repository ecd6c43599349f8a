import type { ClipNumber } from '../core/clip-number.ts'
import { spaceOf } from '../core/workspace.ts'
import type { Database } from './database.ts'
import type { MemberKey } from './ledger-entry.ts'

/** Finds clips by what people call them. */
export const createClipNames = (db: Database) => ({
  async numbered(numberedIn: string, { number, letter }: ClipNumber): Promise<string | null> {
    const row = await db
      .selectFrom('generations')
      .select('id')
      .where('numbered_in', '=', numberedIn)
      .where('number', '=', number)
      .where('letter', '=', letter)
      .executeTakeFirst()
    return row?.id ?? null
  },

  /** The latest of a thread that was not deleted, whoever asked for it. */
  async lastIn(numberedIn: string): Promise<string | null> {
    const row = await db
      .selectFrom('generations')
      .select('id')
      .where('numbered_in', '=', numberedIn)
      .where('removed_at', 'is', null)
      .orderBy('created_at', 'desc')
      .orderBy('take', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.id ?? null
  },

  /** The latest of a member that was not deleted, wherever in the workspace. */
  async lastOf(member: MemberKey): Promise<string | null> {
    const row = await db
      .selectFrom('generations')
      .select('id')
      .where('workspace', '=', spaceOf(member))
      .where('member_id', '=', member.memberId)
      .where('removed_at', 'is', null)
      .orderBy('created_at', 'desc')
      .orderBy('take', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.id ?? null
  },
})
export type ClipNames = ReturnType<typeof createClipNames>
