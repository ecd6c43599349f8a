import { type Kysely, PostgresAdapter, sql } from 'kysely'

/**
 * What keeps a paid clip from its person is kept with it: a restart must not begin to count again. And a clip knows the day of its
 * workspace on which it was asked for, so that use is added up from the clips themselves.
 */
export const obstaclesAndDays = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.alterTable('generations').addColumn('obstacle_json', 'text').execute()
    await db.schema
      .alterTable('generations')
      .addColumn('day', 'text', (column) => column.notNull().defaultTo(''))
      .execute()
    // The first total that a clip counted in was that of its member's day. Before there were totals, days were those of UTC.
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    const place = isPostgres ? sql`position('"period":"' in counted_json)` : sql`instr(counted_json, '"period":"')`
    const utcDay = isPostgres
      ? sql`to_char(to_timestamp(created_at / 1000.0) at time zone 'utc', 'YYYY-MM-DD')`
      : sql`strftime('%Y-%m-%d', created_at / 1000.0, 'unixepoch')`
    await sql`
      update generations set day = case
        when ${place} > 0 and substr(counted_json, ${place} + 10, 11) like '____-__-__"' then substr(counted_json, ${place} + 10, 10)
        else ${utcDay} end`.execute(db)
    await db.schema.createIndex('generations_day').on('generations').columns(['workspace', 'day']).execute()
  },
}
