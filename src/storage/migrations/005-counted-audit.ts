import type { Kysely } from 'kysely'

/** Refused tries are counted: one row for each member, verb and hour, found by `count_key`; what was done has none. */
export const countedAudit = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .alterTable('audit')
      .addColumn('count', 'bigint', (column) => column.notNull().defaultTo(1))
      .execute()
    await db.schema.alterTable('audit').addColumn('count_key', 'text').execute()
    await db.schema.createIndex('audit_count_key').on('audit').column('count_key').unique().execute()
  },
}
