import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Who took a reference away, for only they and moderators bring it back; null where an older version took it away, which did not say. */
export const goneBy = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    const text = db.getExecutor().adapter instanceof PostgresAdapter ? sql`text collate "C"` : sql`text`
    await sql`alter table kept_references add column gone_by ${text}`.execute(db)
  },
}
