import { basename, dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { MoodreelError } from '../core/errors.ts'
import type { Inbox } from '../core/inbox.ts'
import { diskFull } from './data-folder.ts'
import { databaseFault, saysFull } from './storage-fault.ts'

/** Platforms deliver again within minutes; after a day nobody does. */
const rememberedMs = 24 * 3_600_000
/** After so many finished entries the old ones are thrown away. */
const forgottenEach = 1_000

/**
 * The inbox in a SQLite file of its own, opened by the main thread and by threads that answer without it: two connections
 * that each write one row at a time wait for each other some microseconds. `now` is the time in milliseconds.
 *
 * Throws MoodreelError `storage_unavailable` when the file cannot be read, and `storage_full`.
 */
export const openInbox = (path: string, now: () => number = Date.now): Inbox & { close(): void } => {
  const database = openFile(path)
  const statements = {
    keep: database.prepare(
      'insert into inbox (platform, id, payload, received_at) values (?, ?, ?, ?) on conflict (platform, id) do nothing',
    ),
    acknowledged: database.prepare('update inbox set acknowledged = 1 where platform = ? and id = ?'),
    finish: database.prepare('update inbox set payload = null where platform = ? and id = ?'),
    unfinished: database.prepare(
      'select id, payload, received_at, acknowledged from inbox where platform = ? and payload is not null order by received_at, id',
    ),
    forget: database.prepare('delete from inbox where payload is null and received_at < ?'),
  }
  const forget = (): void => void statements.forget.run(now() - rememberedMs)
  let finished = 0
  orFault(forget)

  return {
    elsewhere: { module: import.meta.url, at: path },
    keep: async (platform, id, payload) => orFault(() => statements.keep.run(platform, id, JSON.stringify(payload), now()).changes > 0),
    acknowledged: async (platform, id) => orFault(() => void statements.acknowledged.run(platform, id)),
    finish: async (platform, id) =>
      orFault(() => {
        statements.finish.run(platform, id)
        finished += 1
        if (finished % forgottenEach === 0) forget()
      }),
    unfinished: async (platform) =>
      orFault(() =>
        statements.unfinished.all(platform).map((row) => ({
          id: String(row['id']),
          payload: JSON.parse(String(row['payload'])),
          receivedAt: Number(row['received_at']),
          acknowledged: row['acknowledged'] === 1,
        })),
      ),
    close: () => database.close(),
  }
}

const orFault = <Result>(work: () => Result): Result => {
  try {
    return work()
  } catch (cause) {
    throw databaseFault(cause)
  }
}

const openFile = (path: string): DatabaseSync => {
  try {
    const database = new DatabaseSync(path, { timeout: 5_000 })
    database.exec('pragma journal_mode = wal')
    database.exec('pragma synchronous = normal')
    // Folding the log into the file waits for the disk: seldom, and not in front of an answer.
    database.exec('pragma wal_autocheckpoint = 4096')
    database.exec(
      `create table if not exists inbox (
        platform text not null,
        id text not null,
        payload text,
        received_at integer not null,
        acknowledged integer not null default 0,
        primary key (platform, id)
      ) without rowid`,
    )
    return database
  } catch (cause) {
    const fault = databaseFault(cause)
    if (!(fault instanceof MoodreelError)) throw cause
    if (saysFull(cause)) throw diskFull(dirname(path), cause)
    throw new MoodreelError(
      'storage_unavailable',
      `The database ${basename(path)} in ${dirname(path)} cannot be read; delete ${basename(path)}* there, and what was asked in the last moments is forgotten, or set MOODREEL_DATA_DIR to another folder.`,
      { cause },
    )
  }
}
