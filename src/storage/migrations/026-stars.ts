import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Members keep clips and stills: one star a member and clip. */
export const stars = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    const text = db.getExecutor().adapter instanceof PostgresAdapter ? sql`text collate "C"` : sql`text`
    await sql`
      create table stars (
        generation_id ${text} not null,
        member_id ${text} not null,
        workspace ${text} not null,
        starred_at bigint not null,
        constraint stars_one_a_member primary key (generation_id, member_id)
      )`.execute(db)
    await db.schema.createIndex('stars_member').on('stars').columns(['workspace', 'member_id']).execute()
  },
}
