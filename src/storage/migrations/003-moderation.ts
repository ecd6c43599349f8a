import { type Kysely, PostgresAdapter, sql } from 'kysely'

/**
 * Running totals, so that an admission looks at a few rows however long the ledger is; what moderators set for a member;
 * who did what.
 */
export const moderation = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .createTable('totals')
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('period', 'text', (column) => column.notNull())
      .addColumn('allowance', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('granted', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('spent', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('clips', 'bigint', (column) => column.notNull().defaultTo(0))
      .addPrimaryKeyConstraint('totals_pk', ['scope', 'period'])
      .execute()
    // The months that the ledger knows. Days start over with this version.
    await sql`
      insert into totals (scope, period, allowance, spent, clips)
      select 'member:' || workspace || ':' || member_id, period,
        sum(case when kind = 'grant' then credits else 0 end),
        -sum(case when kind = 'grant' then 0 else credits end),
        sum(case when kind = 'hold' then 1 when kind = 'refund' then -1 else 0 end)
      from ledger group by workspace, member_id, period`.execute(db)
    await sql`
      insert into totals (scope, period, spent, clips)
      select 'workspace:' || workspace, period,
        -sum(case when kind = 'grant' then 0 else credits end),
        sum(case when kind = 'hold' then 1 when kind = 'refund' then -1 else 0 end)
      from ledger group by workspace, period`.execute(db)

    await db.schema
      .alterTable('generations')
      .addColumn('counted_json', 'text', (column) => column.notNull().defaultTo('[]'))
      .execute()
    await sql`
      update generations set counted_json = (
        select '[{"scope":"member:' || workspace || ':' || member_id || '","period":"' || period || '"},{"scope":"workspace:' || workspace || '","period":"' || period || '"}]'
        from ledger where ledger.generation_id = generations.id and ledger.kind = 'hold')
      where finished_at is null and exists (select 1 from ledger where ledger.generation_id = generations.id and ledger.kind = 'hold')`.execute(
      db,
    )
    // Of a workspace, by day: what moderators look at.
    await db.schema.createIndex('generations_workspace').on('generations').columns(['workspace', 'created_at']).execute()

    await db.schema.alterTable('batches').addColumn('approval_json', 'text').execute()
    await db.schema
      .alterTable('batches')
      .addColumn('tier', 'text', (column) => column.notNull().defaultTo('default'))
      .execute()
    await db.schema.createIndex('batches_member').on('batches').columns(['workspace', 'member_id']).execute()
    await db.schema.alterTable('members').addColumn('limits_json', 'text').execute()
    await db.schema.alterTable('members').addColumn('block_json', 'text').execute()
    await db.schema.alterTable('members').addColumn('consented_at', 'bigint').execute()

    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    await db.schema
      .createTable('audit')
      .addColumn('sequence', isPostgres ? 'serial' : 'integer', (column) =>
        isPostgres ? column.primaryKey() : column.primaryKey().autoIncrement(),
      )
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('actor_id', 'text', (column) => column.notNull())
      .addColumn('actor_name', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('target', 'text', (column) => column.notNull())
      .addColumn('detail_json', 'text', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('audit_workspace').on('audit').columns(['workspace', 'sequence']).execute()
    await db.schema.createIndex('audit_target').on('audit').columns(['workspace', 'target', 'sequence']).execute()
  },
}
