import type { Kysely } from 'kysely'

/** What clips cost in the end, by model and settings: the last ones only, and nobody's name with them. */
export const costs = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .createTable('costs')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('model', 'text', (column) => column.notNull())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('micro_usd', 'bigint', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('costs_settings').on('costs').columns(['model', 'settings', 'kind', 'at']).execute()
  },
}
