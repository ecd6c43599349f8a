import { constants } from 'node:fs'
import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { MoodreelError } from '../core/errors.ts'
import { closeToOthers } from './close-to-others.ts'
import { saysFull } from './storage-fault.ts'

/** The folder that a process works in. `release` lets the next process in. */
export interface DataFolder {
  path: string
  /** For temporary files of this process; emptied when the folder is opened. */
  workPath: string
  /** How many names in it others than the owner may still read or enter, because somebody else owns them. */
  openToOthers: number
  release(): void
}

/** In one folder; more than a machine has work for. */
const processesAtMost = 200

/** What is kept in the folder. Left behind by another user, it may be out of reach although the folder itself is not. */
const kept = ['lock', 'moodreel.sqlite', 'engine.sqlite', 'inbox.sqlite', 'media', 'providers']

/**
 * Makes the data folder, proves that it and what is kept in it can be written, and takes it for this process alone.
 * The lock is SQLite's own on an empty file: the system lets go of it when the process ends, however it ends. What others could read is
 * closed to them.
 * Throws MoodreelError `storage_unavailable`, `storage_full` or `data_folder_in_use`.
 */
export const openDataFolder = async (path: string): Promise<DataFolder> => {
  await makeFolder(path)
  const lock = takeLock(path, 'lock')
  return lock ? emptied(path, 'work', lock) : throwInUse(path)
}

/**
 * The same for a folder in which several processes work side by side, each with a work folder of its own: what they share is in a database
 * elsewhere, and the files of the media folder are written whole. Throws as `openDataFolder`.
 */
export const openSharedFolder = async (path: string): Promise<DataFolder> => {
  await makeFolder(path)
  const works = join(path, 'works')
  await mkdir(works, { recursive: true, mode: 0o700 }).catch(throwUnusable(path))
  for (let number = 1; number <= processesAtMost; number += 1) {
    const lock = takeLock(path, join('works', `${number}.lock`))
    if (lock) return emptied(path, join('works', String(number)), lock)
  }
  return throwInUse(path)
}

const makeFolder = async (path: string): Promise<void> => {
  await mkdir(path, { recursive: true, mode: 0o700 }).catch(throwUnusable(path))
  await ensureWritable(path)
  for (const name of kept) await access(join(path, name), constants.W_OK).catch(unlessMissing(throwUnusable(path)))
}

const emptied = async (path: string, work: string, lock: DatabaseSync): Promise<DataFolder> => {
  const workPath = join(path, work)
  await rm(workPath, { recursive: true, force: true }).catch(throwUnusable(path))
  await mkdir(workPath, { recursive: true, mode: 0o700 }).catch(throwUnusable(path))
  return { path, workPath, openToOthers: closeToOthers(path), release: () => lock.close() }
}

/** Writes a file into the folder and takes it away. Throws MoodreelError `storage_unavailable` or `storage_full`. */
export const ensureWritable = async (path: string): Promise<void> => {
  const probe = join(path, `.writable-${process.pid}`)
  await writeFile(probe, '').catch(throwUnusable(path))
  await rm(probe, { force: true })
}

/** The same by the system's word, without writing anything. */
export const checkWritable = (path: string): Promise<void> => access(path, constants.W_OK).catch(throwUnusable(path))

const throwUnusable =
  (path: string) =>
  (cause: unknown): never => {
    throw unusable(path, cause)
  }

const unusable = (path: string, cause: unknown): MoodreelError =>
  saysFull(cause)
    ? diskFull(path, cause)
    : new MoodreelError(
        'storage_unavailable',
        `The data folder ${path} or a file in it cannot be written; make it writable or set MOODREEL_DATA_DIR to another.`,
        { cause },
      )

/** What an operator is told who starts the program on a full disk. */
export const diskFull = (path: string, cause: unknown): MoodreelError =>
  new MoodreelError('storage_full', `The disk with the data folder ${path} is full; make room or set MOODREEL_DATA_DIR to another.`, {
    cause,
  })

const unlessMissing =
  (handle: (cause: unknown) => void) =>
  (cause: unknown): void => {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) handle(cause)
  }

/** `SQLITE_BUSY`: somebody else holds the lock. */
const sqliteBusy = 5

/** Null while another process has it. */
export const takeLock = (path: string, name: string): DatabaseSync | null => {
  try {
    const lock = new DatabaseSync(join(path, name), { timeout: 0 })
    lock.exec('begin exclusive')
    return lock
  } catch (cause) {
    if (cause instanceof Error && 'errcode' in cause && cause.errcode === sqliteBusy) return null
    throw unusable(path, cause)
  }
}

const throwInUse = (path: string): never => {
  throw new MoodreelError(
    'data_folder_in_use',
    `Another Moodreel runs on the data folder ${path}; stop it first, or set MOODREEL_DATA_DIR to another folder.`,
  )
}
