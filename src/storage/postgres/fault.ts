import pg from 'pg'
import { MoodreelError } from '../../core/errors.ts'
import { say } from '../../core/words/sentence.ts'

/** Of https://www.postgresql.org/docs/18/errcodes-appendix.html: no room on the disk. */
const diskFull = '53100'
/**
 * Classes and codes of that page that speak of the server and its state and not of the query: connections and who may make
 * them (08, 28, 3D), transactions that lost against another (40), resources (53), limits (54), the operator (57), the system (58), a server that only reads (25006), its own faults (XX).
 */
const passing = /^(?:08|28|3D|40|53|54|57|58|XX|25006)/

/**
 * An error of Postgres as a MoodreelError `storage_unavailable` when the server or the way to it is at fault: what is tried again later.
 * Everything else is an error of ours and stays as it is. A full disk is `storage_unavailable` too, as it is with SQLite (`databaseFault`).
 */
export const postgresFault = (cause: unknown): unknown => {
  if (!(cause instanceof Error) || cause instanceof MoodreelError) return cause
  // What the driver throws by itself is about the connection.
  const code = cause instanceof pg.DatabaseError ? (cause.code ?? '') : '08'
  if (code === diskFull) return new MoodreelError('storage_unavailable', say('failure.diskFull'), { cause })
  return passing.test(code) ? new MoodreelError('storage_unavailable', say('failure.databaseFault'), { cause }) : cause
}

/** For the `catch` of what asks Postgres. */
export const throwPostgresFault = (cause: unknown): never => {
  throw postgresFault(cause)
}
