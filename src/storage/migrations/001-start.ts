import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Everything that the first version keeps. */
export const start = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    // Both count up by themselves, each in its own way.
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    await db.schema
      .createTable('members')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('member_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .addColumn('served_at', 'bigint', (column) => column.notNull().defaultTo(0))
      .addPrimaryKeyConstraint('members_pk', ['workspace', 'member_id'])
      .execute()

    await db.schema
      .createTable('batches')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('invocation_key', 'text', (column) => column.notNull().unique())
      .addColumn('platform', 'text', (column) => column.notNull())
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('member_id', 'text', (column) => column.notNull())
      .addColumn('member_name', 'text', (column) => column.notNull())
      .addColumn('command', 'text', (column) => column.notNull())
      .addColumn('origin_json', 'text', (column) => column.notNull())
      .addColumn('thread_json', 'text')
      .addColumn('root_json', 'text')
      .addColumn('inputs_json', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute()

    await db.schema
      .createTable('generations')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('batch_id', 'text', (column) => column.notNull().references('batches.id'))
      .addColumn('take', 'integer', (column) => column.notNull())
      .addColumn('parent_id', 'text')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('member_id', 'text', (column) => column.notNull())
      .addColumn('mode', 'text', (column) => column.notNull())
      .addColumn('model', 'text', (column) => column.notNull())
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('request_json', 'text', (column) => column.notNull())
      .addColumn('warnings_json', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('state_at', 'bigint', (column) => column.notNull())
      .addColumn('progress', 'real')
      .addColumn('held_credits', 'integer', (column) => column.notNull())
      .addColumn('cost_credits', 'integer')
      .addColumn('result_json', 'text')
      .addColumn('clip_json', 'text')
      .addColumn('failure_json', 'text')
      .addColumn('cancel_requested_at', 'bigint')
      .addColumn('removed_at', 'bigint')
      .addColumn('slot', 'text', (column) => column.notNull())
      .addColumn('slot_at', 'bigint')
      .addColumn('run_id', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('finished_at', 'bigint')
      .execute()
    await db.schema.createIndex('generations_batch').on('generations').columns(['batch_id', 'take']).unique().execute()
    await db.schema.createIndex('generations_member').on('generations').columns(['workspace', 'member_id', 'created_at']).execute()
    // What is not finished is little and is asked for often; what is finished is nearly everything.
    await db.schema
      .createIndex('generations_open')
      .on('generations')
      .columns(['provider', 'slot', 'created_at'])
      .where(sql.ref('finished_at'), 'is', null)
      .execute()
    await db.schema
      .createIndex('generations_open_member')
      .on('generations')
      .columns(['workspace', 'member_id'])
      .where(sql.ref('finished_at'), 'is', null)
      .execute()
    await db.schema.createIndex('generations_model_finished').on('generations').columns(['model', 'finished_at']).execute()

    await db.schema
      .createTable('attempts')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('generation_id', 'text', (column) => column.notNull().references('generations.id'))
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('outcome_json', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('attempts_number', ['generation_id', 'number'])
      .execute()

    await db.schema
      .createTable('ledger')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('member_id', 'text', (column) => column.notNull())
      .addColumn('period', 'text', (column) => column.notNull())
      .addColumn('generation_id', 'text')
      .addColumn('credits', 'integer', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .addColumn('unique_key', 'text', (column) => column.unique())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('ledger_kind', ['generation_id', 'kind'])
      .execute()
    // A hold is closed once: by a settle or by a refund, never by both.
    await sql`create unique index ledger_closing on ledger (generation_id) where kind in ('settle', 'refund')`.execute(db)
    await db.schema.createIndex('ledger_balance').on('ledger').columns(['workspace', 'member_id', 'period', 'credits']).execute()

    await db.schema
      .createTable('posts')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('ref_json', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute()

    await db.schema
      .createTable('settings')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint')
      .execute()

    await db.schema
      .createTable('web_messages')
      .addColumn('sequence', isPostgres ? 'serial' : 'integer', (column) =>
        isPostgres ? column.primaryKey() : column.primaryKey().autoIncrement(),
      )
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('key', 'text', (column) => column.notNull().unique())
      .addColumn('thread', 'text')
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('asked_json', 'text')
      .addColumn('post_json', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('web_messages_revision').on('web_messages').column('revision').unique().execute()
    await db.schema.createIndex('web_messages_thread').on('web_messages').columns(['thread', 'sequence']).execute()
  },
}
