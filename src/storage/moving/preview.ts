import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { isEmpty } from './fill.ts'
import type { Migration } from './migrate.ts'
import { databaseFiles, lookAtPostgres, lookAtSqlite, type Side, serverTables, shapesOf } from './sides.ts'

/** The tables of an installation that a database has; none in a new one. */
const tablesOf = async (side: Side): Promise<string[]> => {
  if (side.kind === 'sqlite') return (await shapesOf(side)).map(({ name }) => name)
  return [...(await serverTables(side)).keys()].filter((name) => name !== 'moves' && !name.startsWith('kysely_')).toSorted()
}

/** How many rows each table has. */
export const rowsOf = async (side: Side): Promise<Record<string, number>> => {
  const rows: Record<string, number> = {}
  for (const name of await tablesOf(side)) {
    const counted = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(side.dbOf(name))
    rows[name] = counted.rows[0]?.count ?? 0
  }
  return rows
}

/** Whether a database could be filled: a new or an empty one, or one that an earlier try left half done. */
const isFree = async (side: Side): Promise<boolean> => {
  // A database that is new has no such table.
  const half = await sql`select 1 from moves where role = 'to' and ended_at is null`.execute(side.db).catch(() => null)
  if (half && half.rows.length > 0) return true
  return isEmpty(side, await tablesOf(side))
}

/** What a move would do, without a change anywhere, also beside a bot that runs. Throws as `migrate`. */
export const previewMigration = async ({
  to,
  dataDir,
  url,
  log,
}: Pick<Migration, 'to' | 'dataDir' | 'url' | 'log'>): Promise<{ rows: Record<string, number>; isFree: boolean }> => {
  await using stack = new AsyncDisposableStack()
  const hasFiles = to === 'postgres' || existsSync(join(dataDir, databaseFiles.domain))
  const files = hasFiles ? lookAtSqlite(dataDir) : null
  if (files) stack.defer(files.close)
  const server = await lookAtPostgres(url, log)
  stack.defer(server.close)
  return to === 'postgres' && files
    ? { rows: await rowsOf(files), isFree: await isFree(server) }
    : { rows: await rowsOf(server), isFree: files === null || (await isFree(files)) }
}
