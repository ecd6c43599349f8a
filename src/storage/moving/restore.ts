import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MoodreelError } from '../../core/errors.ts'
import type { MediaStore } from '../../core/media-store.ts'
import { openDataFolder, openSharedFolder } from '../data-folder.ts'
import { openDatabase } from '../database.ts'
import type { Installation } from './backup.ts'
import { type BackupNote, listedFiles, openBackup } from './backup-note.ts'
import { fill, isEmpty } from './fill.ts'
import { holdServer } from './hold-server.ts'
import { createMarks } from './marks.ts'
import { copyMissing, filesBeneath, putMissing } from './media-files.ts'
import { rowsOf } from './preview.ts'
import { databaseFiles, forgetEngine, openPostgresSide, openSqliteSide, type Side, shapesOf } from './sides.ts'

interface Restoring extends Installation {
  /** Of the backup. */
  folder: string
  /** Where the clips go instead of the data folder. */
  bucket: MediaStore | null
  /** Clips that nobody had been asked to make yet are cancelled and not made: they may have been made after the backup. */
  cancelWaiting: boolean
}

const refuse = (sentence: string): MoodreelError => new MoodreelError('bad_config', sentence)

/** Under this name a restore goes on that was cut short. */
const moveOf = ({ database }: BackupNote): string => `restore:${database.sha256}`

const hasFiles = async (folder: string): Promise<boolean> => {
  for await (const _ of filesBeneath(folder)) return true
  return false
}

const copyWhole = async (from: string, to: string): Promise<void> => {
  await copyFile(from, `${to}~`)
  await using file = await open(`${to}~`, 'r+')
  await file.sync()
  await rename(`${to}~`, to)
}

/** Throws MoodreelError `bad_config` for a data folder that has anything; true where this backup is half restored there already. */
const isHalfDone = async (dataDir: string, note: BackupNote): Promise<boolean> => {
  const { domain, inbox } = databaseFiles
  if (existsSync(join(dataDir, domain)) || existsSync(join(dataDir, inbox))) {
    const files = await openSqliteSide(dataDir)
    try {
      const there = await createMarks(files.db).to()
      if (there?.isOver === false && there.id === moveOf(note)) return true
      if (
        !(await isEmpty(
          files,
          (await shapesOf(files)).map(({ name }) => name),
        ))
      )
        throw notEmpty(dataDir)
    } finally {
      await files.close()
    }
  }
  if ((await hasFiles(join(dataDir, 'media'))) || (await hasFiles(join(dataDir, 'providers')))) throw notEmpty(dataDir)
  return false
}

const notEmpty = (dataDir: string): MoodreelError =>
  refuse(`The data folder ${dataDir} is not empty; a backup is restored into an empty one: set MOODREEL_DATA_DIR to a new folder.`)

const takeAway = async (path: string): Promise<void> => {
  for (const ending of ['', '-wal', '-shm']) await rm(`${path}${ending}`, { force: true })
}

/** Puts the databases of a backup into the data folder, marked as half of an installation before they are there. */
const openFiles = async ({ dataDir, folder }: Restoring, note: BackupNote): Promise<Side> => {
  const [domain, inbox] = [join(dataDir, databaseFiles.domain), join(dataDir, databaseFiles.inbox)]
  if (!(await isHalfDone(dataDir, note))) {
    const draft = `${domain}~`
    for (const path of [domain, draft]) await takeAway(path)
    await forgetEngine(dataDir)
    await copyFile(join(folder, note.database.name), draft)
    const db = await openDatabase(draft)
    await createMarks(db).beginTo(moveOf(note))
    await db.destroy()
    await using file = await open(draft, 'r+')
    await file.sync()
    await rename(draft, domain)
  }
  await takeAway(inbox)
  await copyWhole(join(folder, note.inbox.name), inbox)
  return openSqliteSide(dataDir)
}

/** Fills the Postgres database with those of a backup. */
const openServer = async (
  stack: AsyncDisposableStack,
  { dataDir, folder, postgres }: Restoring,
  note: BackupNote,
  workPath: string,
): Promise<Side> => {
  if (!postgres) throw refuse('There is no DATABASE_URL.')
  stack.defer(await holdServer(postgres.url))
  const server = await openPostgresSide(postgres.url, postgres.log)
  stack.defer(server.close)
  const there = await createMarks(server.db).to()
  const goesOn = there?.isOver === false && there.id === moveOf(note)
  if (!goesOn && ((await hasFiles(join(dataDir, 'media'))) || (await hasFiles(join(dataDir, 'providers'))))) throw notEmpty(dataDir)
  // Those of an older version are brought up to date, which the backup itself is not.
  await mkdir(workPath, { recursive: true })
  await copyFile(join(folder, note.database.name), join(workPath, databaseFiles.domain))
  await copyFile(join(folder, note.inbox.name), join(workPath, databaseFiles.inbox))
  const files = await openSqliteSide(workPath)
  stack.defer(files.close)
  await fill(files, server, moveOf(note))
  return server
}

async function* beneath(kind: string, folder: string, note: BackupNote): AsyncGenerator<{ name: string; bytes: number }> {
  for await (const { name, bytes } of listedFiles(folder, note)) {
    if (name.startsWith(`${kind}/`)) yield { name: name.slice(kind.length + 1), bytes }
  }
}

/** Returns how many files there are. */
const restoreFiles = async ({ dataDir, folder, bucket }: Restoring, note: BackupNote): Promise<number> => {
  let count = 0
  for await (const { name, bytes } of listedFiles(folder, note)) {
    if (bucket && name.startsWith('media/')) continue
    if ((await copyMissing(join(folder, name), join(dataDir, name), { linked: false })) !== bytes)
      throw refuse(`The backup in ${folder} lost ${name} meanwhile; run this again.`)
    count += 1
  }
  if (!bucket) return count
  return count + (await putMissing(join(folder, 'media'), beneath('media', folder, note), bucket)).all
}

/** A wish to cancel for each clip that is not over and of which no provider was asked anything. */
const cancelUnsubmitted = async ({ db }: Side): Promise<number> => {
  const result = await db
    .updateTable('generations')
    .set({ cancel_requested_at: Date.now() })
    .where('finished_at', 'is', null)
    .where('cancel_requested_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('attempts')
            .select('attempts.id')
            .whereRef('generation_id', '=', 'generations.id')
            .where('attempts.state', 'in', ['written', 'accepted', 'unknown']),
        ),
      ),
    )
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/**
 * Restores a backup, which is read and checked first, into an empty data folder, or into an empty Postgres database and the files beside
 * it. Cut short, it goes on when it is called again; until its end the bot refuses to start there.
 * Throws MoodreelError `bad_config` for a backup that is damaged or a place that is not empty, `data_folder_in_use`, `storage_unavailable`.
 */
export const restoreBackup = async (restoring: Restoring): Promise<{ note: BackupNote; files: number; canceled: number }> => {
  const { folder, dataDir, postgres, cancelWaiting } = restoring
  const note = await openBackup(folder)
  await using stack = new AsyncDisposableStack()
  const own = await (postgres ? openSharedFolder(dataDir) : openDataFolder(dataDir))
  stack.defer(() => own.release())
  const side = postgres ? await openServer(stack, restoring, note, own.workPath) : await openFiles(restoring, note)
  if (!postgres) stack.defer(side.close)
  const files = await restoreFiles(restoring, note)
  const rows = await rowsOf(side)
  const lost = Object.entries(note.rows).filter(([table, count]) => rows[table] !== count)
  if (lost.length > 0)
    throw new MoodreelError(
      'internal',
      `These tables came otherwise than they are in the backup: ${lost.map(([table]) => table).join(', ')}.`,
    )
  const canceled = cancelWaiting ? await cancelUnsubmitted(side) : 0
  await createMarks(side.db).endTo(moveOf(note))
  return { note, files, canceled }
}
