import type { Kysely } from 'kysely'

/** Clips have a short number in their thread. Those of before have none: nothing on their posts would say it. */
export const numbers = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.alterTable('generations').addColumn('numbered_in', 'text').execute()
    await db.schema.alterTable('generations').addColumn('number', 'integer').execute()
    await db.schema
      .alterTable('generations')
      .addColumn('letter', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema.createIndex('generations_number').unique().on('generations').columns(['numbered_in', 'number', 'letter']).execute()
  },
}
