import type { Kysely } from 'kysely'

/** An attempt knows its model, for a generation may be handed on to another one. */
export const handedOn = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .alterTable('attempts')
      .addColumn('model', 'text', (column) => column.notNull().defaultTo(''))
      .execute()
  },
}
