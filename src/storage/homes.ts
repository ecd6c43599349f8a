import { join } from 'node:path'
import { MoodreelError } from '../core/errors.ts'
import type { Inbox } from '../core/inbox.ts'
import type { Locks } from '../core/locks.ts'
import type { Log } from '../core/log.ts'
import { createLocalPubSub, type PubSub } from '../core/pub-sub.ts'
import { type DataFolder, diskFull, openDataFolder, openSharedFolder } from './data-folder.ts'
import { type Database, type Faulted, openDatabase, openPostgresDatabase } from './database.ts'
import { createFlusher } from './flush.ts'
import { openInbox } from './inbox.ts'
import { createLocalLocks } from './local-locks.ts'
import { refuseMoved } from './moving/marks.ts'
import { saysFull } from './storage-fault.ts'

/** Where the workflow engine keeps its runs: in a file beside the domain's, or in a schema of the same server. */
export type EngineAddress = { kind: 'sqlite'; path: string } | { kind: 'postgres'; url: string }

/** The database of an installation, with what its processes tell each other by it. */
export interface Home {
  folder: DataFolder
  db: Database
  inbox: Inbox
  locks: Locks
  pubSub: PubSub
  engine: EngineAddress
  /** Whether other processes may be at work on it too. */
  isShared: boolean
  /** Resolves once everything committed before would survive a power cut. Throws MoodreelError `storage_unavailable`. */
  flush(): Promise<void>
  close(): Promise<void>
}

/**
 * SQLite in the data folder, for this process alone. Throws MoodreelError `storage_unavailable` for a folder that cannot be written or a
 * database that cannot be read, `storage_full`, `data_folder_in_use` for a folder that another process has, and `bad_config` for one
 * whose installation has moved.
 */
export const openSqliteHome = async (dataDir: string, faulted?: Faulted): Promise<Home> => {
  const folder = await openDataFolder(dataDir)
  const path = join(folder.path, 'moodreel.sqlite')
  const db = await openDatabase(path, faulted).catch((cause: unknown) => {
    folder.release()
    throw cause instanceof MoodreelError ? unopened(dataDir, cause) : cause
  })
  await refuseMoved(db, movedWords(dataDir)).catch(async (cause: unknown) => {
    await db.destroy()
    folder.release()
    throw cause instanceof MoodreelError && cause.code !== 'bad_config' ? unopened(dataDir, cause) : cause
  })
  const flusher = createFlusher(path)
  const inbox = openInbox(join(folder.path, 'inbox.sqlite'))
  return {
    folder,
    db,
    inbox,
    locks: createLocalLocks(),
    pubSub: createLocalPubSub(),
    engine: { kind: 'sqlite', path: join(folder.path, 'engine.sqlite') },
    isShared: false,
    flush: flusher.flush,
    async close() {
      await flusher.close()
      await db.destroy()
      inbox.close()
      folder.release()
    },
  }
}

export const unopened = (dataDir: string, fault: MoodreelError): MoodreelError =>
  saysFull(fault.cause)
    ? diskFull(dataDir, fault)
    : new MoodreelError(
        'storage_unavailable',
        `The database moodreel.sqlite in ${dataDir} cannot be read; put a backup in its place or set MOODREEL_DATA_DIR to another folder.`,
        { cause: fault },
      )

const movedWords = (dataDir: string) => ({
  left: `The installation of the data folder ${dataDir} has moved to Postgres: set DATABASE_URL to go on there. npm run migrate -- --to postgres --undo brings it back as it was before it moved.`,
  half: `The data folder ${dataDir} is only half filled; run the npm run migrate or npm run restore that was cut short once more.`,
})

const serverMovedWords = {
  left: 'The installation of this DATABASE_URL has moved to the data folder: unset DATABASE_URL to go on there. npm run migrate -- --to sqlite --undo brings it back as it was before it moved.',
  half: 'The Postgres database of DATABASE_URL is only half filled; run the npm run migrate or npm run restore that was cut short once more.',
}

/**
 * A Postgres server, which several processes share. What is committed there is on its disk (`synchronous_commit`), so nothing waits to
 * be flushed. Of a process without a sign of life for `absentMs`, some seconds when absent, others take up what it left. Throws
 * MoodreelError `storage_unavailable` when the server cannot be reached or used, and `bad_config` for a database whose installation has
 * moved.
 */
export const openPostgresHome = async (
  dataDir: string,
  { url, log, absentMs }: { url: string; log: Log; absentMs?: number },
  faulted?: Faulted,
): Promise<Home> => {
  await using opened = new AsyncDisposableStack()
  const folder = await openSharedFolder(dataDir)
  opened.defer(() => folder.release())
  // A start without it need not load the driver.
  const { openSession } = await import('./postgres/session.ts')
  const { holdProcessName } = await import('./postgres/process-name.ts')
  const { createPostgresLocks } = await import('./postgres/locks.ts')
  const { channel, createPostgresPubSub } = await import('./postgres/pub-sub.ts')
  const { createPostgresInbox } = await import('./postgres/inbox.ts')
  const session = await openSession(url, channel, log).catch(throwUnreached)
  opened.defer(() => session.close())
  const locks = createPostgresLocks(session)
  const db = await openPostgresDatabase(url, log, faulted).catch(throwUnreached)
  opened.defer(() => db.destroy())
  await refuseMoved(db, serverMovedWords)
  const { owner, release } = await holdProcessName(locks)
  opened.defer(release)
  const inbox = createPostgresInbox({ url, owner, locks, absentMs })
  opened.defer(() => inbox.close())
  const resources = opened.move()
  return {
    folder,
    db,
    inbox,
    locks,
    pubSub: createPostgresPubSub(session, log),
    engine: { kind: 'postgres', url },
    isShared: true,
    flush: async () => undefined,
    close: () => resources.disposeAsync(),
  }
}

export const throwUnreached = (cause: unknown): never => {
  if (!(cause instanceof MoodreelError && cause.code === 'storage_unavailable')) throw cause
  throw new MoodreelError(
    'storage_unavailable',
    'The Postgres server of DATABASE_URL cannot be reached or refuses this user; start it, or correct the address, the user or the password.',
    { cause },
  )
}
