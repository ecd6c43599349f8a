import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { openDataFolder } from '../../src/storage/data-folder.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const rightsOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8)

test('what others could read in a data folder of an earlier version is closed to them, whatever it is', async () => {
  const [folder, elsewhere] = [join(await temporaryFolder(), 'data'), await temporaryFolder()]
  await mkdir(join(folder, 'media', 'inputs', 'deep'), { recursive: true })
  await mkdir(join(folder, 'providers', 'cog'), { recursive: true })
  const files = [
    'moodreel.sqlite',
    'moodreel.sqlite-wal',
    'engine.sqlite',
    'inbox.sqlite',
    'media/inputs/deep/a.jpg',
    'providers/cog/a.clip',
  ]
  for (const file of files) {
    await writeFile(join(folder, file), 'secret')
    await chmod(join(folder, file), 0o666)
  }
  for (const path of ['', 'media', 'media/inputs', 'media/inputs/deep', 'providers', 'providers/cog'])
    await chmod(join(folder, path), 0o777)
  await writeFile(join(elsewhere, 'public'), 'not ours')
  await chmod(join(elsewhere, 'public'), 0o644)
  await symlink(join(elsewhere, 'public'), join(folder, 'media', 'link'))

  const opened = await openDataFolder(folder)
  onTestFinished(() => opened.release())
  expect(opened.openToOthers).toBe(0)
  expect(await rightsOf(folder)).toBe('700')
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isSymbolicLink()) expect([path, await rightsOf(path)]).toEqual([path, entry.isDirectory() ? '700' : '600'])
  }
  expect(await rightsOf(join(elsewhere, 'public'))).toBe('644')
})

test('a data folder that is made is its owner’s alone', async () => {
  const folder = join(await temporaryFolder(), 'new', 'data')
  const opened = await openDataFolder(folder)
  onTestFinished(() => opened.release())
  for (const path of [folder, opened.workPath]) expect([path, await rightsOf(path)]).toEqual([path, '700'])
})

test('a database that is damaged is named to the operator', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'moodreel.sqlite'), Buffer.alloc(20_000, 'no database '))
  const userMessage = `The database moodreel.sqlite in ${folder} cannot be read; put a backup in its place or set MOODREEL_DATA_DIR to another folder.`
  await expect(openStorage(folder)).rejects.toMatchObject({ code: 'storage_unavailable', userMessage })
})

/** Root may write anywhere; without its capabilities it may write what its files allow, like anybody. */
const asAnybody = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : []
const openScript = `
const [module, folder] = process.argv.slice(1)
const { openDataFolder } = await import(module)
console.log(await openDataFolder(folder).catch((error) => error.userMessage))
`

test('and one that belongs to somebody else', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'moodreel.sqlite'), '', { mode: 0o444 })
  const module = new URL('../../src/storage/data-folder.ts', import.meta.url).href
  const [command = '', ...rest] = [
    ...asAnybody,
    process.execPath,
    '--no-warnings',
    '--input-type=module',
    '-e',
    openScript,
    '--',
    module,
    folder,
  ]
  expect((await promisify(execFile)(command, rest)).stdout).toBe(
    `The data folder ${folder} or a file in it cannot be written; make it writable or set MOODREEL_DATA_DIR to another.\n`,
  )
})
