import { MoodreelError } from '../core/errors.ts'
import { isDiskFull } from '../core/is-disk-full.ts'
import { say } from '../core/words/sentence.ts'

/** `SQLITE_FULL` of https://sqlite.org/rescode.html. */
const sqliteFull = 13
/** Codes of the same page that speak of the file and not of the query: read-only, failed reading or writing, damaged, cannot be opened, no database. */
const sqliteFileFaults = new Set([8, 10, 11, 14, 26])

const sqliteCodeOf = (cause: Error): number | undefined =>
  // The low byte is the kind of error, the rest tells more about it.
  'errcode' in cause && typeof cause.errcode === 'number' ? cause.errcode & 0xff : undefined

/** Whether an error of the file system or of SQLite means that there is no room, a quota is used up or a file may not grow any more. */
export const saysFull = (cause: unknown): boolean => isDiskFull(cause) || (cause instanceof Error && sqliteCodeOf(cause) === sqliteFull)

/** An error of the file system as a MoodreelError: `storage_full` when there is no room, `storage_unavailable` for everything else. */
export const storageFault = (cause: unknown): MoodreelError =>
  saysFull(cause)
    ? new MoodreelError('storage_full', say('failure.diskFull'), { cause })
    : new MoodreelError('storage_unavailable', say('failure.folderFault'), { cause })

/** For the `catch` of what works on files. */
export const throwStorageFault = (cause: unknown): never => {
  throw storageFault(cause)
}

/**
 * An error of SQLite as a MoodreelError `storage_unavailable` when the fault lies in its file. Everything else is an error of ours and
 * stays as it is. A full disk is `storage_unavailable` here and not `storage_full`, which ends a clip at once: what could not be written
 * down may be a submit that was paid for, and it is tried again until there is room.
 */
export const databaseFault = (cause: unknown): unknown => {
  if (!(cause instanceof Error)) return cause
  if (saysFull(cause)) return new MoodreelError('storage_unavailable', say('failure.diskFull'), { cause })
  if (!sqliteFileFaults.has(sqliteCodeOf(cause) ?? -1)) return cause
  return new MoodreelError('storage_unavailable', say('failure.databaseFault'), { cause })
}
