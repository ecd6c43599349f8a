import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Driver, Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from './migrations.ts'
import type { Schema } from './schema.ts'
import { openSqlite } from './sqlite.ts'

export type Database = Kysely<Schema>

/** SQLite works on the main thread: before each of its turns a chat that waits for its acknowledgement gets one. */
class YieldingDialect extends SqliteDialect {
  override createDriver(): Driver {
    const driver = super.createDriver()
    const acquire = driver.acquireConnection.bind(driver)
    driver.acquireConnection = async (options) => {
      await nextTurn()
      return acquire(options)
    }
    return driver
  }
}

/**
 * Opens the domain's database and brings its schema up to date. Throws MoodreelError `storage_unavailable` when the file
 * cannot be used.
 */
export const openDatabase = async (path: string): Promise<Database> => {
  const db = new Kysely<Schema>({ dialect: new YieldingDialect({ database: openSqlite(path) }) })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) {
    await db.destroy()
    throw error
  }
  return db
}
