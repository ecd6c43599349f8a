import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** What was said to the bot, where several processes share it. With SQLite it is a file of its own (`inbox.ts`). */
export const inbox = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
    await sql`
      create table inbox (
        platform text collate "C" not null,
        id text collate "C" not null,
        payload text collate "C",
        received_at bigint not null,
        acknowledged integer not null default 0,
        owner text collate "C" not null,
        primary key (platform, id)
      )`.execute(db)
    await sql`create index inbox_unfinished on inbox (platform, owner) where payload is not null`.execute(db)
    await sql`create index inbox_finished on inbox (received_at) where payload is null`.execute(db)
  },
}
