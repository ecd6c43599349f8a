import type { Block } from '../core/moderators.ts'
import type { ChangedLimits } from '../core/tier.ts'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
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
    member: MemberKey,
    columns: { limits_json?: string | null; block_json?: string | null; consented_at?: number },
    now: number,
  ): Promise<void> => {
    await db
      .insertInto('members')
      .values({ workspace: spaceOf(member), member_id: member.memberId, name: '', seen_at: now, ...columns })
      .onConflict((conflict) => conflict.columns(['workspace', 'member_id']).doUpdateSet(columns))
      .execute()
  }

  return {
    async find(member: MemberKey): Promise<MemberRow> {
      const row = await db
        .selectFrom('members')
        .select(['name', 'limits_json', 'block_json', 'consented_at'])
        .where('workspace', '=', spaceOf(member))
        .where('member_id', '=', member.memberId)
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

    /** Keeps that somebody asked for something in a workspace, also where nothing came of it. */
    async see(member: MemberKey, now: number): Promise<void> {
      await db
        .insertInto('members')
        .values({ workspace: spaceOf(member), member_id: member.memberId, name: '', seen_at: now })
        .onConflict((conflict) => conflict.columns(['workspace', 'member_id']).doNothing())
        .execute()
    },

    /** The workspaces of a platform in which somebody was seen, with the block that counts there. */
    async placesOf(platform: string, memberId: string): Promise<{ workspace: string; block: Block | null }[]> {
      const rows = await db
        .selectFrom('members')
        .select(['workspace', 'block_json'])
        .where('member_id', '=', memberId)
        .where('workspace', 'like', `${platform}:%`)
        .execute()
      return rows.map((row) => ({
        workspace: row.workspace.slice(platform.length + 1),
        block: row.block_json ? JSON.parse(row.block_json) : null,
      }))
    },

    /** Who is blocked at that time, the latest first. */
    async blocked(workspace: WorkspaceKey, now: number): Promise<{ memberId: string; name: string; block: Block }[]> {
      const rows = await db
        .selectFrom('members')
        .select(['member_id', 'name', 'block_json'])
        .where('workspace', '=', spaceOf(workspace))
        .where('block_json', 'is not', null)
        .execute()
      return rows
        .map((row) => ({ memberId: row.member_id, name: row.name, block: JSON.parse(row.block_json ?? '') as Block }))
        .filter(({ block }) => block.until === null || block.until > now)
        .toSorted((one, other) => other.block.at - one.block.at)
    },

    /** Names of members by their ids; those nobody knows are left out. */
    async names(workspace: WorkspaceKey, memberIds: readonly string[]): Promise<Map<string, string>> {
      if (memberIds.length === 0) return new Map()
      const rows = await db
        .selectFrom('members')
        .select(['member_id', 'name'])
        .where('workspace', '=', spaceOf(workspace))
        .where('member_id', 'in', [...memberIds])
        .execute()
      return new Map(rows.map((row) => [row.member_id, row.name]))
    },
  }
}
export type Members = ReturnType<typeof createMembers>
