import { PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Log } from '../../core/log.ts'
import { throwPostgresFault } from './fault.ts'
import { createPool } from './pool.ts'

/** Connections of one process for its statements; `docs/scaling.md` adds up what a process takes. */
const connectionsAtMost = 12

/** How long a statement waits for a connection: in a rush there are more statements than connections, and a new one takes a moment. */
const patienceMs = 15_000

/** Postgres for Kysely. Every query and transaction throws MoodreelError `storage_unavailable` while the server is out of reach. */
export const createPostgresDialect = (url: string, log: Log): PostgresDialect => {
  const pool = createPool(
    url,
    { max: connectionsAtMost, idleTimeoutMillis: 30_000, connectionTimeoutMillis: patienceMs },
    // The next one who wants it gets another.
    (cause) => log.warn({ err: cause }, 'an idle connection to the database ended'),
  )
  return new PostgresDialect({
    pool: { options: {}, connect: async () => withFaults(await pool.connect().catch(throwPostgresFault)), end: () => pool.end() },
  })
}

/** A connection at fault is not used again: one whose server is gone may look alive for a quarter of an hour. */
const withFaults = (client: pg.PoolClient): PostgresPoolClient => {
  let isBroken = false
  const broken = (): void => {
    isBroken = true
  }
  client.on('error', broken)
  const query = (text: string, values: unknown[]): Promise<pg.QueryResult> =>
    client.query(text, values).catch((cause: unknown) => {
      if (!(cause instanceof pg.DatabaseError)) broken()
      return throwPostgresFault(cause)
    })
  return {
    // Kysely also knows cursors, which nobody here asks for.
    query: query as unknown as PostgresPoolClient['query'],
    release() {
      client.off('error', broken)
      client.release(isBroken)
    },
  }
}
