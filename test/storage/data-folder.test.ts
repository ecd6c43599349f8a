import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDataFolder } from '../../src/storage/data-folder.ts'
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
