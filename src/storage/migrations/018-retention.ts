import { type Kysely, sql } from 'kysely'

/**
 * What the files of a clip take, and when they went, are kept with it, so that the oldest go first and nobody lists the whole store.
 * Rows of old clips go too: what they count for `/usage` is kept in `past_usage`. The indexes hold little: what is not counted
 * yet, what has files, what is to lose them.
 */
export const retention = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.alterTable('generations').addColumn('files_bytes', 'bigint').execute()
    await db.schema.alterTable('generations').addColumn('files_gone_at', 'bigint').execute()
    await sql`create index generations_uncounted on generations (finished_at)
      where files_bytes is null and finished_at is not null`.execute(db)
    await sql`create index generations_files on generations (finished_at, id, files_bytes, files_gone_at) where files_bytes > 0`.execute(db)
    await sql`create index generations_going on generations (files_gone_at) where files_bytes > 0 and files_gone_at is not null`.execute(db)
    await sql`create index generations_open_parent on generations (parent_id) where finished_at is null`.execute(db)
    await db.schema.createIndex('batches_created').on('batches').columns(['created_at', 'id']).execute()
    await sql`create index batches_inputs on batches (created_at, id) where inputs_json <> '[]'`.execute(db)
    await sql`create index settings_expires on settings (expires_at) where expires_at is not null`.execute(db)
    await db.schema.createIndex('totals_period').on('totals').columns(['period', 'scope']).execute()

    await db.schema
      .createTable('past_usage')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('member_id', 'text', (column) => column.notNull())
      .addColumn('model', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('clips', 'bigint', (column) => column.notNull())
      .addColumn('free', 'bigint', (column) => column.notNull())
      .addColumn('credits', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('past_usage_pk', ['workspace', 'day', 'member_id', 'model', 'state'])
      .execute()
  },
}
