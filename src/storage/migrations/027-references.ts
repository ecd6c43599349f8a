import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Pictures of a workspace under a word, which prompts name. */
export const references = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    const text = db.getExecutor().adapter instanceof PostgresAdapter ? sql`text collate "C"` : sql`text`
    await sql`
      create table kept_references (
        id ${text} primary key not null,
        workspace ${text} not null,
        folded ${text},
        name ${text} not null,
        kind ${text} not null,
        owner_id ${text} not null,
        owner_name ${text} not null,
        kept_at bigint not null,
        gone_at bigint
      )`.execute(db)
    await db.schema.createIndex('kept_references_name').unique().on('kept_references').columns(['workspace', 'folded']).execute()
    await db.schema.createIndex('kept_references_gone').on('kept_references').columns(['gone_at']).execute()
    await sql`
      create table reference_pictures (
        id ${text} primary key not null,
        reference_id ${text} not null,
        at bigint not null,
        media_json ${text} not null,
        generation_id ${text},
        member_id ${text} not null,
        member_name ${text} not null,
        added_at bigint not null,
        gone_at bigint
      )`.execute(db)
    await db.schema.createIndex('reference_pictures_order').on('reference_pictures').columns(['reference_id', 'at']).execute()
    await db.schema.createIndex('reference_pictures_clip').on('reference_pictures').columns(['generation_id']).execute()
    await db.schema.createIndex('reference_pictures_gone').on('reference_pictures').columns(['gone_at']).execute()
  },
}
