import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { type Database, openDatabase } from '../../src/storage/database.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import { createEngine } from '../../src/studio/workflow/engine/engine.ts'
import { openSqliteHome } from '../../src/studio/workflow/engine/sqlite-home.ts'
import { quietLog } from './quiet-log.ts'
import { temporaryFolder } from './temporary-folder.ts'

const domain = 'moodreel.sqlite'
const names = [domain, 'inbox.sqlite', 'engine.sqlite', 'engine.sqlite-boot']

const make = async (): Promise<string> => {
  const folder = await mkdtemp(join(inject('runFolder'), 'databases-'))
  const storage = await openStorage(folder)
  await createEngine(openSqliteHome(storage.enginePath), quietLog).stop(1_000)
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

/** An empty database of the test's own. */
export const newDatabase = async (): Promise<Database> => {
  const path = join(await temporaryFolder(), domain)
  await copyFile(join(await template(), domain), path)
  const db = await openDatabase(path)
  onTestFinished(() => db.destroy())
  return db
}
