import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Changes of messages that were begun and of whose end nobody knows (`edits.ts`). */
export const edits = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    const text = db.getExecutor().adapter instanceof PostgresAdapter ? sql`text collate "C"` : sql`text`
    await sql`create table edits (id ${text} primary key not null, batch_id ${text} not null, at bigint not null)`.execute(db)
    await db.schema.createIndex('edits_at').on('edits').columns(['at']).execute()
  },
}
