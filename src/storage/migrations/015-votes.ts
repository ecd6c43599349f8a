import type { Kysely } from 'kysely'

/** Members say which clips they like: one vote a member and clip. */
export const votes = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .createTable('votes')
      .addColumn('generation_id', 'text', (column) => column.notNull())
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('member_id', 'text', (column) => column.notNull())
      .addColumn('voted_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('votes_one_a_member', ['generation_id', 'member_id'])
      .execute()
    await db.schema.createIndex('votes_member').on('votes').columns(['workspace', 'member_id']).execute()
  },
}
