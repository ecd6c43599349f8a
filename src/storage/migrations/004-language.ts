import type { Kysely } from 'kysely'

/** A batch knows the language of who asked for it: its posts may come days later, from another process. */
export const language = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .alterTable('batches')
      .addColumn('language', 'text', (column) => column.notNull().defaultTo('en'))
      .execute()
  },
}
