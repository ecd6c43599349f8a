import { PostgresAdapter, sql, type Transaction } from 'kysely'
import { lockNumber } from './postgres/locks.ts'
import type { Schema } from './schema.ts'

/**
 * Lets one transaction at a time go on with what has a name, until its end, so that it sees what those before it wrote. SQLite has one
 * writer anyway.
 */
export const lockIn = async (transaction: Transaction<Schema>, name: string): Promise<void> => {
  if (!(transaction.getExecutor().adapter instanceof PostgresAdapter)) return
  await sql`select pg_advisory_xact_lock(${lockNumber(`in:${name}`)})`.execute(transaction)
}
