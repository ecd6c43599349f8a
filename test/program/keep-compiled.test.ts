import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'

const run = promisify(execFile)
const source = join(import.meta.dirname, '../../src/program/keep-compiled.ts')

/** A program that keeps what it compiles, and loads one module afterwards. What it says: where it keeps it, and what the module says. */
const start = async (environment: Record<string, string>, makes = true): Promise<{ keptIn: string; said: string }> => {
  const script = `
    const { keepCompiled } = await import(${JSON.stringify(source)})
    const { flushCompileCache, getCompileCacheDir } = await import('node:module')
    keepCompiled(process.env, ${makes})
    const { newId } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/core/id.ts'))})
    flushCompileCache()
    console.log(JSON.stringify({ keptIn: getCompileCacheDir() ?? '', said: typeof newId() }))
  `
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { env: environment })
  return JSON.parse(stdout)
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  )

test('is kept in the data folder, for its owner alone, and harms nobody when it is broken', async () => {
  const dataDir = join(await temporaryFolder(), 'data')
  const { keptIn } = await start({ MOODREEL_DATA_DIR: dataDir })
  expect(keptIn).toContain(join(dataDir, 'compiled'))
  expect((await stat(join(dataDir, 'compiled'))).mode & 0o777).toBe(0o700)
  const files = await filesIn(join(dataDir, 'compiled'))
  expect(files).not.toEqual([])
  for (const file of files) await writeFile(file, 'no code of ours')
  expect(await start({ MOODREEL_DATA_DIR: dataDir })).toEqual({ keptIn, said: 'string' })
})

test.each<[string, (dataDir: string) => Promise<unknown>]>([
  ['a data folder that others may write in', (dataDir) => mkdir(dataDir).then(() => chmod(dataDir, 0o777))],
  [
    'a folder of its own that others may write in',
    (dataDir) => mkdir(join(dataDir, 'compiled'), { recursive: true }).then(() => chmod(join(dataDir, 'compiled'), 0o770)),
  ],
  ['a link in its place', (dataDir) => mkdir(dataDir).then(() => symlink('/tmp', join(dataDir, 'compiled')))],
  ['a file in its place', (dataDir) => mkdir(dataDir).then(() => writeFile(join(dataDir, 'compiled'), ''))],
])('is not kept in %s', async (_, prepare) => {
  const dataDir = join(await temporaryFolder(), 'data')
  await prepare(dataDir)
  expect(await start({ MOODREEL_DATA_DIR: dataDir })).toEqual({ keptIn: '', said: 'string' })
})

test('a task that only looks makes no data folder for it', async () => {
  const folder = await temporaryFolder()
  expect(await start({ MOODREEL_DATA_DIR: join(folder, 'data') }, false)).toEqual({ keptIn: '', said: 'string' })
  expect(await readdir(folder)).toEqual([])
})
