import type { Kysely } from 'kysely'

/**
 * A generation knows whether somebody bills it: what is billed counts at the operator's roof, and for the day whatever its end. The
 * ends of a member's last hour are found by an index. What was made before counts as not billed: its roof was none.
 */
export const money = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .alterTable('generations')
      .addColumn('billed', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema.createIndex('generations_ends').on('generations').columns(['workspace', 'member_id', 'finished_at']).execute()
  },
}
