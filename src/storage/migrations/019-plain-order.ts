import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Those of the migrations before; another's tables and views may stand in the same schema. */
const ours = [
  ...['members', 'batches', 'generations', 'attempts', 'ledger', 'totals', 'audit', 'posts', 'settings', 'web_messages'],
  ...['notices', 'cases', 'reports', 'sanctions', 'votes', 'past_usage'],
]

/**
 * Texts in Postgres are ordered by their letters' numbers, as they are in SQLite and in our own code, and not by the language of the
 * server: pages go on after an id, and keys are found by how they begin.
 */
export const plainOrder = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
    const columns = await sql<{ table_name: string; column_name: string }>`
      select table_name, column_name from information_schema.columns
      where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'
        and table_name in (${sql.join(ours)})`.execute(db)
    for (const { table_name: table, column_name: column } of columns.rows) {
      await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} type text collate "C"`.execute(db)
    }
  },
}
