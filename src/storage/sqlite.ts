import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { databaseFault } from './storage-fault.ts'

/** Statements that are kept ready; there are some hundred. */
const keptStatements = 500

/**
 * Opens a SQLite file with the node:sqlite module, in the shape that Kysely's SqliteDialect takes.
 * One connection, so writers inside the process wait for each other instead of meeting SQLITE_BUSY.
 * Throws MoodreelError `storage_unavailable` when the file cannot be used, now and in every query.
 */
export const openSqlite = (path: string): SqliteDatabase =>
  orFault(() => {
    const database = new DatabaseSync(path, { timeout: 5_000 })
    database.exec('pragma journal_mode = wal')
    // A killed process loses nothing, and a power cut only the last commits. What must not be lost is waited for with `flush`:
    // a commit that waits for the disk itself would hold up everybody.
    database.exec('pragma synchronous = normal')
    // Folding the log into the file waits for the disk, in the middle of somebody's commit. At 64 MB it is once in some hundred clips.
    database.exec('pragma wal_autocheckpoint = 16384')
    database.exec('pragma foreign_keys = on')
    // What a member wanted forgotten is in no free page of the file either.
    database.exec('pragma secure_delete = on')
    const statements = new Map<string, SqliteStatement>()
    const prepare = (sql: string): SqliteStatement => {
      const known = statements.get(sql)
      if (known) return known
      if (statements.size >= keptStatements) statements.clear()
      const statement = asStatement(orFault(() => database.prepare(sql)))
      statements.set(sql, statement)
      return statement
    }
    return {
      close: () => database.close(),
      // SQLite ends a transaction by itself when the disk is full; failing to end it again would hide why.
      prepare: (sql) => (sql === 'rollback' && !database.isTransaction ? nothing : prepare(sql)),
    }
  })

const orFault = <Result>(work: () => Result): Result => {
  try {
    return work()
  } catch (cause) {
    throw databaseFault(cause)
  }
}

const asStatement = (statement: StatementSync): SqliteStatement => ({
  reader: statement.columns().length > 0,
  all: (parameters) => orFault(() => statement.all(...parameters.map(toSqlite))),
  run: (parameters) => orFault(() => statement.run(...parameters.map(toSqlite))),
  iterate: (parameters) => statement.iterate(...parameters.map(toSqlite)),
})

const nothing: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
}

const toSqlite = (value: unknown): SQLInputValue => {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || value instanceof Uint8Array) return value
  throw new TypeError(`A value of type ${typeof value} cannot be stored in SQLite.`)
}
