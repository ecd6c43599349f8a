import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { newId } from '../../src/core/id.ts'
import { type Database, openDatabase, openPostgresDatabase } from '../../src/storage/database.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import { createEngine } from '../../src/studio/workflow/engine/engine.ts'
import { openEngineHome } from '../../src/studio/workflow/engine/open-home.ts'
import { createDatabase } from './postgres.ts'
import { quietLog } from './quiet-log.ts'
import { temporaryFolder } from './temporary-folder.ts'

const domain = 'moodreel.sqlite'
const names = [domain, 'inbox.sqlite', 'engine.sqlite', 'engine.sqlite-boot']

const make = async (): Promise<string> => {
  const folder = await mkdtemp(join(inject('runFolder'), 'databases-'))
  const storage = await openStorage(folder)
  await createEngine(await openEngineHome(storage.engine), quietLog).stop(1_000)
  await storage[Symbol.asyncDispose]()
  return folder
}

let made: Promise<string> | undefined
const template = (): Promise<string> => {
  made ??= make()
  return made
}

/**
 * Lays empty databases of the newest schema into a folder that has none. They are made once in a process and copied: the tables cost
 * more than all else of a house.
 */
export const layDatabases = async (folder: string): Promise<void> => {
  if (existsSync(join(folder, domain))) return
  await mkdir(folder, { recursive: true })
  const from = await template()
  for (const name of names) await copyFile(join(from, name), join(folder, name))
}

/** The address of an empty database of the test's own where the tests run on Postgres; null elsewhere. */
const newServerDatabase = async (): Promise<string | null> => {
  const server = inject('postgresUrl')
  return server ? createDatabase(server, `house_${newId()}`, 'empty_house') : null
}

/** An empty database of the test's own. */
export const newDatabase = async (): Promise<Database> => {
  const url = await newServerDatabase()
  const db = url ? await openPostgresDatabase(url, quietLog) : await openCopy()
  onTestFinished(() => db.destroy())
  return db
}

const openCopy = async (): Promise<Database> => {
  const path = join(await temporaryFolder(), domain)
  await copyFile(join(await template(), domain), path)
  return openDatabase(path)
}

/** The storage of a folder, empty the first time, on the database that the tests run on. */
export const openTestStorage = async (folder: string) => {
  if (!inject('postgresUrl')) {
    await layDatabases(folder)
    return openStorage(folder)
  }
  await mkdir(folder, { recursive: true })
  const note = join(folder, 'database-url')
  if (!existsSync(note)) await writeFile(note, (await newServerDatabase()) ?? '')
  return openStorage(folder, { postgres: { url: await readFile(note, 'utf8'), log: quietLog } })
}
