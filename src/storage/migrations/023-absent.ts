import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Since when the process that has an entry of the inbox is away, by the server's clock: what one process has waited for counts for the next. */
export const absent = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
    await sql`alter table inbox add column absent_since bigint`.execute(db)
  },
}
