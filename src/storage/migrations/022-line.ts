import { type Kysely, sql } from 'kysely'

/** So that whose turn it is costs as much with ten thousand in line as with ten. */
export const line = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .createIndex('generations_line')
      .on('generations')
      .columns(['provider', 'slot', 'workspace', 'member_id', 'created_at'])
      .where(sql.ref('finished_at'), 'is', null)
      .execute()
    await db.schema.createIndex('members_served').on('members').columns(['workspace', 'served_at']).execute()
  },
}
