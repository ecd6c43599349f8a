import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../../config/env.ts'
import { MoodreelError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { MediaStore } from '../core/media-store.ts'
import { inWords } from '../core/words/in-words.ts'
import { say } from '../core/words/sentence.ts'
import { takeBackup } from '../storage/moving/backup.ts'
import { filesBeneath, putMissing } from '../storage/moving/media-files.ts'
import { type Migration, migrate, undoMigration } from '../storage/moving/migrate.ts'
import { previewMigration } from '../storage/moving/preview.ts'
import { restoreBackup } from '../storage/moving/restore.ts'
import type { Count } from '../storage/moving/rows.ts'
import { saysFull } from '../storage/storage-fault.ts'
import type { Task } from './task.ts'

type MovingTask = Extract<Task, { kind: 'migrate' | 'backup' | 'restore' }>
type Print = (lines: readonly string[]) => number

const count = (number: number): string => number.toLocaleString('en')

const inColumns = (table: readonly (readonly string[])[]): string[] => {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)))
  return table.map((line) =>
    line
      .map((word, column) => (column === 1 ? word.padStart(widths[1] ?? 0) : word.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

const countLines = (counts: readonly Count[]): string[] =>
  inColumns([
    ['table', 'rows', 'sums, the same in both'],
    ...counts.map(({ table, rows, sums }) => [
      table,
      count(rows),
      Object.entries(sums)
        .map(([column, sum]) => `${column} ${count(sum)}`)
        .join(', '),
    ]),
  ])

const rowLines = (rows: Readonly<Record<string, number>>): string[] =>
  inColumns([['table', 'rows'], ...Object.entries(rows).map(([table, number]) => [table, count(number)])])

/** The address without who may come in. */
const placeOf = (url: string): string => {
  const { host, pathname } = new URL(url)
  return `the Postgres database ${pathname.slice(1)} on ${host}`
}

/** Where clips go instead of the data folder; null without S3_*. */
const openBucket = async (stack: AsyncDisposableStack, { s3 }: Environment): Promise<MediaStore | null> => {
  if (!s3) return null
  const folder = stack.use(await mkdtempDisposable(join(tmpdir(), 'moodreel-moving-')))
  const { openMediaBucket } = await import('../storage/media-bucket.ts')
  return openMediaBucket(s3, folder.path)
}

const mediaLine = (dataDir: string): string =>
  `The clips stay in ${dataDir}/media; every process must reach that folder, or set S3_* and run this again to put them into a bucket.`

const migrateTo = async (
  { to, way }: Extract<Task, { kind: 'migrate' }>,
  environment: Environment,
  log: Log,
  print: Print,
): Promise<number> => {
  const { dataDir, databaseUrl: url } = environment
  if (!url) throw new MoodreelError('bad_config', 'Set DATABASE_URL to the address of the Postgres database first.')
  const there = to === 'postgres' ? placeOf(url) : `the data folder ${dataDir}`
  if (way === 'dry-run') {
    const { rows, isFree } = await previewMigration({ to, dataDir, url, log })
    const end = isFree
      ? `All of this would be moved to ${there}. Nothing was changed.`
      : `Nothing can be moved: ${there} has data of its own.`
    print([...rowLines(rows), '', end])
    return isFree ? 0 : 1
  }
  await using stack = new AsyncDisposableStack()
  const bucket = to === 'postgres' ? await openBucket(stack, environment) : null
  const tell = (line: string): void => void print([line])
  const folder = join(dataDir, 'media')
  const andThen = async (): Promise<void> => {
    if (!bucket) return
    const { all, put } = await putMissing(folder, filesBeneath(folder), bucket)
    tell(`All ${count(all)} clips and pictures are in the bucket; ${count(put)} of them were put there now.`)
  }
  const migration: Migration = { to, dataDir, url, log, tell, andThen }
  if (way === 'undo') {
    const left = await undoMigration(migration)
    return print([
      left ? 'The installation is here again, as it was before it moved.' : 'The installation had not moved; nothing was changed.',
    ])
  }
  const counts = await migrate(migration)
  const next =
    to === 'postgres' ? 'The bot starts there from now on, with DATABASE_URL.' : 'Unset DATABASE_URL, and the bot starts there from now on.'
  const media = to === 'postgres' && !bucket ? [mediaLine(dataDir)] : []
  if (!counts) return print([`The installation had moved to ${there} already.`, ...media])
  return print([...countLines(counts), '', `Moved to ${there}. ${next}`, ...media])
}

const move = async (task: MovingTask, environment: Environment, log: Log, print: Print): Promise<number> => {
  const { dataDir, databaseUrl } = environment
  const postgres = databaseUrl ? { url: databaseUrl, log } : null
  switch (task.kind) {
    case 'migrate':
      return migrateTo(task, environment, log, print)
    case 'backup': {
      const { rows, fileCount } = await takeBackup({ dataDir, postgres }, task.folder)
      return print([...rowLines(rows), '', `The backup in ${task.folder} is whole: ${count(fileCount)} files beside the database.`])
    }
    case 'restore': {
      await using stack = new AsyncDisposableStack()
      const { note, files, canceled } = await restoreBackup({ ...task, dataDir, postgres, bucket: await openBucket(stack, environment) })
      const place = databaseUrl ? placeOf(databaseUrl) : `the data folder ${dataDir}`
      return print([
        ...rowLines(note.rows),
        '',
        `The backup of ${note.at} is in ${place}, with ${count(files)} files. What was said, made and paid for since then is not in it.`,
        ...(task.cancelWaiting ? [`${count(canceled)} clips that waited are cancelled.`] : []),
      ])
    }
  }
}

/**
 * Moves an installation, takes its backup or restores one, and prints what came of it. Returns the exit code. Throws MoodreelError with
 * what the operator is to do.
 */
export const moveHouse = (task: MovingTask, environment: Environment, log: Log, print: Print): Promise<number> => {
  // What is written is its owner's alone.
  process.umask(0o077)
  return move(task, environment, log, print).catch((cause: unknown) => {
    if (saysFull(cause) || (cause instanceof MoodreelError && saysFull(cause.cause)))
      throw new MoodreelError('storage_full', 'The disk is full; make room and run this again.', { cause })
    if (cause instanceof MoodreelError && cause.userMessage === inWords(say('failure.databaseFault'), 'en'))
      throw new MoodreelError(cause.code, 'The database broke off in the middle. Nothing is lost: run this again.', { cause })
    throw cause
  })
}
