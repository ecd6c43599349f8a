import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { MoodreelError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { type Database, openDatabase, openPostgresDatabase } from '../database.ts'
import { throwUnreached, unopened } from '../homes.ts'
import { openInbox } from '../inbox.ts'
import { migrations } from '../migrations.ts'
import type { Schema } from '../schema.ts'
import { openSqlite } from '../sqlite.ts'
import { readShapes, type Shape } from './shapes.ts'

/** A database that an installation is moved out of or into. */
export interface Side {
  kind: 'sqlite' | 'postgres'
  db: Database
  /** Where a table is: with SQLite the inbox has a file of its own. */
  dbOf(table: string): Kysely<Schema>
  close(): Promise<void>
}

/** Everything that is moved. The inbox of Postgres also tells whose an entry is, and that of SQLite has one owner. */
export const shapesOf = async (sqlite: Side): Promise<Shape[]> => [
  ...(await readShapes(sqlite.db)),
  ...(await readShapes(sqlite.dbOf('inbox'))),
]

export const databaseFiles = { domain: 'moodreel.sqlite', inbox: 'inbox.sqlite', engine: 'engine.sqlite' } as const

const onFiles = (db: Database, inboxPath: string): Side => {
  const inbox = new Kysely<Schema>({ dialect: new SqliteDialect({ database: openSqlite(inboxPath) }) })
  return {
    kind: 'sqlite',
    db,
    dbOf: (table) => (table === 'inbox' ? inbox : db),
    async close() {
      await inbox.destroy()
      await db.destroy()
    },
  }
}

/** The SQLite files of a folder, made where there are none and brought up to date. Throws MoodreelError `storage_unavailable` and `storage_full`. */
export const openSqliteSide = async (folder: string, names: { domain: string; inbox: string } = databaseFiles): Promise<Side> => {
  const db = await openDatabase(join(folder, names.domain)).catch((cause: unknown) => {
    throw cause instanceof MoodreelError ? unopened(folder, cause) : cause
  })
  const inboxPath = join(folder, names.inbox)
  openInbox(inboxPath).close()
  return onFiles(db, inboxPath)
}

/** The same only to look: nothing is made or brought up to date. Throws MoodreelError `bad_config` where there is no database. */
export const lookAtSqlite = (folder: string): Side => {
  ensureInstallation(folder)
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: openSqlite(join(folder, databaseFiles.domain)) }) })
  return onFiles(db, join(folder, databaseFiles.inbox))
}

/** Throws MoodreelError `bad_config` for a folder without an installation. */
export const ensureInstallation = (folder: string): void => {
  if (existsSync(join(folder, databaseFiles.domain)) && existsSync(join(folder, databaseFiles.inbox))) return
  throw new MoodreelError(
    'bad_config',
    `There is no installation in the data folder ${folder}; set MOODREEL_DATA_DIR to the folder that has one.`,
  )
}

/** The database of DATABASE_URL, brought up to date. Throws MoodreelError `storage_unavailable`. */
export const openPostgresSide = async (url: string, log: Log): Promise<Side> =>
  onServer(await openPostgresDatabase(url, log).catch(throwUnreached))

const onServer = (db: Database): Side => ({ kind: 'postgres', db, dbOf: () => db, close: () => db.destroy() })

/** The same only to look. Throws MoodreelError `storage_unavailable`. */
export const lookAtPostgres = async (url: string, log: Log): Promise<Side> => {
  const { createPostgresDialect } = await import('../postgres/dialect.ts')
  const db = new Kysely<Schema>({ dialect: createPostgresDialect(url, log) })
  await sql`select 1`.execute(db).catch(async (cause: unknown) => {
    await db.destroy()
    return throwUnreached(cause)
  })
  return onServer(db)
}

/** Those of our tables that a Postgres database has, in the schema where we make them. */
export const serverTables = async ({ db }: Side): Promise<Map<string, Set<string>>> => {
  const { rows } = await sql<{ table_name: string; column_name: string }>`
    select table_name, column_name from information_schema.columns where table_schema = current_schema()`.execute(db)
  return new Map(
    [...Map.groupBy(rows, ({ table_name }) => table_name)].map(([name, columns]) => [
      name,
      new Set(columns.map(({ column_name }) => column_name)),
    ]),
  )
}

/** Whether a database is of this version: neither older nor newer. Nothing is changed. */
export const isOfThisVersion = async ({ db }: Side): Promise<boolean> => {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db).catch(() => ({ rows: [] }))
  return rows.map(({ name }) => name).join() === Object.keys(migrations).join()
}

/** Whether the engine has runs there, which would be taken for those of the clips that come. */
export const hasRuns = async (side: Side): Promise<boolean> => {
  if (side.kind === 'sqlite') return false
  const { rows } = await sql<{ found: boolean }>`select to_regclass('openworkflow.workflow_runs') is not null as found`.execute(side.db)
  if (!rows[0]?.found) return false
  const runs = await sql`select 1 from openworkflow.workflow_runs limit 1`.execute(side.db)
  return runs.rows.length > 0
}

/** Throws away what the engine of a data folder remembers: of clips that are no longer its own. */
export const forgetEngine = async (folder: string): Promise<void> => {
  for (const ending of ['', '-wal', '-shm', '-boot']) await rm(join(folder, `${databaseFiles.engine}${ending}`), { force: true })
}
