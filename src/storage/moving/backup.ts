import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { pipeline } from 'node:stream/promises'
import { MoodreelError } from '../../core/errors.ts'
import { newId } from '../../core/id.ts'
import type { Log } from '../../core/log.ts'
import { takeLock } from '../data-folder.ts'
import { type BackupNote, factsOf, writeNote } from './backup-note.ts'
import { fill } from './fill.ts'
import { createMarks, isElsewhere } from './marks.ts'
import { copyMissing, filesBeneath } from './media-files.ts'
import { databaseFiles, isOfThisVersion, lookAtPostgres, lookAtSqlite, openSqliteSide } from './sides.ts'

/** Where an installation lies, beside whose bot a backup is taken. */
export interface Installation {
  dataDir: string
  postgres: { url: string; log: Log } | null
}

/** Folders of the data folder that belong to an installation: the clips, and what providers of ours still work on. */
const fileFolders = ['media', 'providers'] as const

/** All pages at once: a copy that is made in parts begins again whenever somebody writes meanwhile. */
const allPages = 2 ** 31 - 1

const notHere = (why: string): MoodreelError => new MoodreelError('bad_config', why)

/** Copies the files that a bot writes to. The inbox first: what leaves it until the other is copied is in that one. */
const copyFiles = async (dataDir: string, folder: string, names: { inbox: string; domain: string }): Promise<void> => {
  const live = lookAtSqlite(dataDir)
  const isAway = await isElsewhere(live.db)
  await live.close()
  if (isAway)
    throw notHere(
      `The data folder ${dataDir} was moved away from, or is only half filled; set DATABASE_URL where it has moved to Postgres.`,
    )
  for (const name of ['inbox', 'domain'] as const) {
    using source = new DatabaseSync(join(dataDir, databaseFiles[name]), { readOnly: true, timeout: 5_000 })
    await backup(source, join(folder, names[name]), { rate: allPages })
  }
}

/** Copies what one moment of a Postgres knows, whoever writes meanwhile. */
const copyServer = async (
  { url, log }: { url: string; log: Log },
  folder: string,
  names: { inbox: string; domain: string },
): Promise<void> => {
  await using stack = new AsyncDisposableStack()
  const server = await lookAtPostgres(url, log)
  stack.defer(server.close)
  if (!(await isOfThisVersion(server)))
    throw notHere('The Postgres database of DATABASE_URL is not of this version of Moodreel; use the version that runs on it.')
  if (await isElsewhere(server.db)) throw notHere('The Postgres database of DATABASE_URL was moved away from, or is only half filled.')
  const files = await openSqliteSide(folder, names)
  stack.defer(files.close)
  const id = newId()
  await server.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      const side = { kind: 'postgres', db: snapshot, dbOf: () => snapshot, close: async () => undefined } as const
      await fill(side, files, id)
    })
  await createMarks(files.db).endTo(id)
}

/** Makes one file of a copied database, proves that it is whole, waits for the disk and counts its rows. */
const checked = async (path: string, whose: string): Promise<Record<string, number>> => {
  await using file = await open(path, 'r+')
  using database = new DatabaseSync(path)
  database.exec('pragma journal_mode = delete')
  const problems = [...database.prepare('pragma integrity_check').all(), ...database.prepare('pragma foreign_key_check').all()]
  if (problems.length !== 1 || problems[0]?.['integrity_check'] !== 'ok')
    throw notHere(`${whose} is damaged, so there is no new backup; the one before stays as it is.`)
  await file.sync()
  const names = database
    .prepare("select name from sqlite_schema where type = 'table'")
    .all()
    .map(({ name }) => String(name))
  const ours = names.filter((name) => name !== 'moves' && !/^(sqlite|kysely)_/.test(name))
  return Object.fromEntries(
    ours.map((name) => [name, Number(database.prepare(`select count(*) as count from "${name}"`).get()?.['count'])]),
  )
}

/** Copies what is new of the files beside the databases, and lists all of them. */
async function* copyNewFiles(dataDir: string, folder: string, listed: Set<string>): AsyncGenerator<string> {
  for (const name of fileFolders) {
    for await (const file of filesBeneath(join(dataDir, name))) {
      const path = `${name}/${file.name}`
      // A clip is only ever replaced whole; what a provider works on changes in its place.
      const linked = name === 'media'
      const bytes = await copyMissing(join(dataDir, path), join(folder, path), { linked })
      if (bytes === null) continue
      listed.add(path)
      yield `${bytes} ${path}\n`
    }
  }
}

/** Takes away what no longer belongs to a backup: databases of an earlier one, and files that the installation has no more. */
const takeAwayOld = async (folder: string, note: BackupNote, listed: ReadonlySet<string>): Promise<void> => {
  const named = new Set([note.database.name, note.inbox.name, note.files.name])
  for (const name of await readdir(folder)) {
    if (/^\d{8}T\d{9}Z-(moodreel\.sqlite|inbox\.sqlite|files\.txt)/.test(name) && !named.has(name)) await rm(join(folder, name))
  }
  for (const name of fileFolders) {
    for await (const file of filesBeneath(join(folder, name))) {
      if (!listed.has(`${name}/${file.name}`)) await rm(join(folder, name, file.name), { force: true })
    }
  }
}

/**
 * Takes a backup of an installation, also beside its bot, into a folder: a copy of the databases as SQLite files, whatever they are kept in,
 * and then of the files that the data folder has beside them. The folder may have an earlier one, of which unchanged files stay; until the
 * new one is whole the earlier one is the backup. What the engine remembers is no part of it: the runs of clips are begun again.
 * Throws MoodreelError `bad_config`, `storage_unavailable` and `data_folder_in_use` while another backup is taken into the folder.
 */
export const takeBackup = async ({ dataDir, postgres }: Installation, folder: string): Promise<BackupNote & { fileCount: number }> => {
  if (`${resolve(folder)}${sep}`.startsWith(`${resolve(dataDir)}${sep}`))
    throw notHere(`A backup in the data folder ${dataDir} would be lost with it; name another folder.`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  using lock = takeLock(folder, 'lock')
  if (!lock) throw new MoodreelError('data_folder_in_use', `Another backup is taken into ${folder} at this moment.`)
  const at = new Date().toISOString()
  const stamp = at.replace(/[-:.]/g, '')
  const names = { domain: `${stamp}-moodreel.sqlite`, inbox: `${stamp}-inbox.sqlite`, files: `${stamp}-files.txt` }
  const listed = new Set<string>()
  const write = async (): Promise<BackupNote> => {
    await (postgres ? copyServer(postgres, folder, names) : copyFiles(dataDir, folder, names))
    const rows: Record<string, number> = {}
    const whose = postgres ? 'The copy' : `A database of the data folder ${dataDir}`
    for (const name of [names.domain, names.inbox]) Object.assign(rows, await checked(join(folder, name), whose))
    await pipeline(copyNewFiles(dataDir, folder, listed), createWriteStream(join(folder, names.files), { flush: true, mode: 0o600 }))
    const [database, inbox, files] = [
      await factsOf(folder, names.domain),
      await factsOf(folder, names.inbox),
      await factsOf(folder, names.files),
    ]
    const note: BackupNote = { format: 1, at, from: postgres ? 'postgres' : 'sqlite', database, inbox, files, rows }
    await writeNote(folder, note)
    return note
  }
  const note = await write().catch(async (cause: unknown) => {
    for (const name of Object.values(names))
      for (const ending of ['', '-wal', '-shm', '-journal']) await rm(join(folder, `${name}${ending}`), { force: true })
    throw cause
  })
  await takeAwayOld(folder, note, listed)
  return { ...note, fileCount: listed.size }
}
