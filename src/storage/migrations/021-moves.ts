import { type Kysely, PostgresAdapter, sql } from 'kysely'

/**
 * What an installation was moved to or restored from, so that nobody works on a database that is only half filled, or on one that others
 * went on from.
 */
export const moves = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    const text = db.getExecutor().adapter instanceof PostgresAdapter ? sql`text collate "C"` : sql`text`
    await sql`
      create table moves (
        id ${text} not null,
        role ${text} not null,
        progress_json ${text},
        begun_at bigint not null,
        ended_at bigint,
        primary key (id, role)
      )`.execute(db)
  },
}
