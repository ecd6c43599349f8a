import { type Kysely, PostgresAdapter } from 'kysely'

/**
 * What moderators are to be told waits until their chat has it; what members report of one clip is a case with an end; a warning or a block
 * is told to its member, who may appeal; and a clip that was taken away can be brought back while its files are kept.
 */
export const desk = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    await db.schema
      .createTable('notices')
      .addColumn('sequence', isPostgres ? 'serial' : 'integer', (column) =>
        isPostgres ? column.primaryKey() : column.primaryKey().autoIncrement(),
      )
      .addColumn('key', 'text', (column) => column.notNull().unique())
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('line', 'text', (column) => column.notNull())
      .addColumn('channel', 'text')
      .addColumn('is_news', 'integer', (column) => column.notNull())
      .addColumn('post_json', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('notices_line').on('notices').columns(['workspace', 'line', 'sequence']).execute()

    await db.schema
      .createTable('cases')
      .addColumn('generation_id', 'text', (column) => column.primaryKey())
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('member_id', 'text', (column) => column.notNull())
      .addColumn('opened_at', 'bigint', (column) => column.notNull())
      .addColumn('ending_json', 'text')
      .execute()
    await db.schema.createIndex('cases_workspace').on('cases').columns(['workspace', 'member_id']).execute()
    await db.schema
      .createTable('reports')
      .addColumn('generation_id', 'text', (column) => column.notNull())
      .addColumn('reporter_id', 'text', (column) => column.notNull())
      .addColumn('reporter_name', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('words', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('reports_pk', ['generation_id', 'reporter_id'])
      .execute()

    await db.schema
      .createTable('sanctions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('member_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('until_at', 'bigint')
      .addColumn('by_name', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('generation_id', 'text')
      .addColumn('appeal_json', 'text')
      .addColumn('ended_at', 'bigint')
      .execute()
    await db.schema.createIndex('sanctions_member').on('sanctions').columns(['workspace', 'member_id', 'at']).execute()

    await db.schema.alterTable('generations').addColumn('kept_until', 'bigint').execute()
    await db.schema.alterTable('generations').addColumn('removed_by', 'text').execute()
    await db.schema.createIndex('generations_kept').on('generations').columns(['kept_until']).execute()
  },
}
