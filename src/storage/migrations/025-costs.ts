import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** What clips cost in the end, by model and settings: the last ones only, and nobody's name with them. */
export const costs = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    const text = db.getExecutor().adapter instanceof PostgresAdapter ? sql`text collate "C"` : sql`text`
    await sql`
      create table costs (
        id ${text} primary key not null,
        model ${text} not null,
        settings ${text} not null,
        kind ${text} not null,
        micro_usd bigint not null,
        at bigint not null
      )`.execute(db)
    await db.schema.createIndex('costs_settings').on('costs').columns(['model', 'settings', 'kind', 'at']).execute()
  },
}
