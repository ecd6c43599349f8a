import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from './migrations.ts'
import type { Schema } from './schema.ts'
import { openSqlite } from './sqlite.ts'

export type Database = Kysely<Schema>

/**
 * Opens the domain's database and brings its schema up to date. Throws MoodreelError `storage_unavailable` when the file
 * cannot be used.
 */
export const openDatabase = async (path: string): Promise<Database> => {
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: openSqlite(path) }) })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) {
    await db.destroy()
    throw error
  }
  return db
}
