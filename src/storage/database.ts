import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Dialect, type DialectAdapter, type Driver, Kysely, SqliteAdapter, SqliteDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { MoodreelError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { createTurns } from '../core/turns.ts'
import { migrations } from './migrations.ts'
import type { Schema } from './schema.ts'
import { openSqlite } from './sqlite.ts'

export type Database = Kysely<Schema>

/** Kysely lets those who wait for the one connection of SQLite run for it, all of them each time: of thousands nothing else is done any more. */
class OrderedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/** The one connection goes from hand to hand in order. SQLite works on the main thread: before each turn a chat that waits for its acknowledgement gets one. */
class YieldingDialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new OrderedAdapter()
  }

  override createDriver(): Driver {
    const driver = super.createDriver()
    const acquire = driver.acquireConnection.bind(driver)
    const release = driver.releaseConnection.bind(driver)
    const turns = createTurns(1)
    let leave = (): void => undefined
    driver.acquireConnection = async (options) => {
      leave = await turns.take()
      await nextTurn()
      return acquire(options)
    }
    driver.releaseConnection = async (connection, options) => {
      await release(connection, options)
      leave()
    }
    return driver
  }
}

/** Hears of each query that met a fault of the database: out of reach, full, damaged. */
export type Faulted = () => void

/** Opens the domain's database in a file and brings its schema up to date. Throws MoodreelError `storage_unavailable` when the file cannot be used. */
export const openDatabase = async (path: string, faulted?: Faulted): Promise<Database> =>
  upToDate(new YieldingDialect({ database: openSqlite(path) }), faulted)

/**
 * The same on a Postgres server, which several processes share: those that start together bring the schema up to date one after the
 * other. Throws MoodreelError `storage_unavailable` when the server cannot be reached.
 */
export const openPostgresDatabase = async (url: string, log: Log, faulted?: Faulted): Promise<Database> => {
  // A start without it need not load the driver.
  const { createPostgresDialect } = await import('./postgres/dialect.ts')
  const { throwPostgresFault } = await import('./postgres/fault.ts')
  // Kysely's own word for a connection that broke is about the server too.
  return upToDate(createPostgresDialect(url, log), faulted).catch(throwPostgresFault)
}

const upToDate = async (dialect: Dialect, faulted?: Faulted): Promise<Database> => {
  const db = new Kysely<Schema>({
    dialect,
    log: (event) => {
      if (event.level === 'error' && event.error instanceof MoodreelError) faulted?.()
    },
  })
  try {
    // Read first: the migrator keeps the one connection of SQLite to itself.
    const all = await withNewer(db)
    const { error } = await new Migrator({ db, provider: { getMigrations: async () => all } }).migrateToLatest()
    if (error) throw error
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/**
 * Ours, and a placeholder for each that a newer version has made already: while processes are changed for newer ones, one of the version
 * before may be started again. It works because a migration only ever adds what the version before it does not need to know; what is to
 * go goes a release later (`docs/decisions/0012-postgres.md`).
 */
const withNewer = async (db: Database): Promise<Record<string, Migration>> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return migrations
  const made = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const newer = made.rows.filter(({ name }) => !(name in migrations))
  return { ...migrations, ...Object.fromEntries(newer.map(({ name }) => [name, { up: async () => undefined }])) }
}
