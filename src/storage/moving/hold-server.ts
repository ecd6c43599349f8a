import { MoodreelError } from '../../core/errors.ts'
import { throwUnreached } from '../homes.ts'

/**
 * Holds a Postgres database for one move at a time. Throws MoodreelError `data_folder_in_use` while a process of Moodreel works on it, which
 * is told by the locks that each of them holds as long as it lives; and `storage_unavailable`.
 */
export const holdServer = async (url: string): Promise<() => Promise<void>> => {
  const { default: pg } = await import('pg')
  const { connectionOptions } = await import('../postgres/connection.ts')
  const { lockNumber } = await import('../postgres/locks.ts')
  const { postgresFault } = await import('../postgres/fault.ts')
  const client = new pg.Client(connectionOptions(url))
  // Where it is lost in the middle, the marks of the databases still tell a start of the bot how things stand.
  client.on('error', () => undefined)
  const release = (): Promise<void> => client.end().catch(() => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ free: boolean }>(
      `select pg_try_advisory_lock($1) and not exists (select 1 from pg_locks where locktype = 'advisory' and granted
        and pid <> pg_backend_pid() and database = (select oid from pg_database where datname = current_database())) as free`,
      [lockNumber('moving')],
    )
    if (!rows[0]?.free)
      throw new MoodreelError(
        'data_folder_in_use',
        'A Moodreel works on the Postgres database of DATABASE_URL; stop all of its processes first.',
      )
    return release
  } catch (cause) {
    await release()
    return throwUnreached(postgresFault(cause))
  }
}
