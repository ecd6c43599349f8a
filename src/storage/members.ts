import type { Block } from '../core/moderation.ts'
import type { ChangedLimits } from '../core/tier.ts'
import type { Database } from './database.ts'
import type { MemberKey } from './ledger-entry.ts'

/** What is kept of a member besides the ledger. */
export interface MemberRow {
  /** Empty for one who never said anything here. */
  name: string
  limits: ChangedLimits
  block: Block | null
  consentedAt: number | null
}

/** Keeps what moderators set for a member, and what the member confirmed. */
export const createMembers = (db: Database) => {
  const write = async (
    { workspace, memberId }: MemberKey,
    columns: { limits_json?: string | null; block_json?: string | null; consented_at?: number },
    now: number,
  ): Promise<void> => {
    await db
      .insertInto('members')
      .values({ workspace, member_id: memberId, name: '', seen_at: now, ...columns })
      .onConflict((conflict) => conflict.columns(['workspace', 'member_id']).doUpdateSet(columns))
      .execute()
  }

  return {
    async find({ workspace, memberId }: MemberKey): Promise<MemberRow> {
      const row = await db
        .selectFrom('members')
        .select(['name', 'limits_json', 'block_json', 'consented_at'])
        .where('workspace', '=', workspace)
        .where('member_id', '=', memberId)
        .executeTakeFirst()
      return {
        name: row?.name ?? '',
        limits: row?.limits_json ? JSON.parse(row.limits_json) : {},
        block: row?.block_json ? JSON.parse(row.block_json) : null,
        consentedAt: row?.consented_at ?? null,
      }
    },

    setLimits: (member: MemberKey, limits: ChangedLimits, now: number): Promise<void> =>
      write(member, { limits_json: Object.keys(limits).length === 0 ? null : JSON.stringify(limits) }, now),

    setBlock: (member: MemberKey, block: Block | null, now: number): Promise<void> =>
      write(member, { block_json: block && JSON.stringify(block) }, now),

    consent: (member: MemberKey, now: number): Promise<void> => write(member, { consented_at: now }, now),

    /** Names of members by their ids; those nobody knows are left out. */
    async names(workspace: string, memberIds: readonly string[]): Promise<Map<string, string>> {
      if (memberIds.length === 0) return new Map()
      const rows = await db
        .selectFrom('members')
        .select(['member_id', 'name'])
        .where('workspace', '=', workspace)
        .where('member_id', 'in', [...memberIds])
        .execute()
      return new Map(rows.map((row) => [row.member_id, row.name]))
    },
  }
}
export type Members = ReturnType<typeof createMembers>
