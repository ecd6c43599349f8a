import { glob, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

describe.each(['commands', 'providers'])('each file of %s/ has a test of its own', async (folder) => {
  const files = (await readdir(join(root, folder))).filter((file) => file.endsWith('.ts'))

  test('and there are files', () => expect(files).not.toEqual([]))

  test.each(files)('%s', async (file) => {
    const name = basename(file, '.ts')
    // One file, or a folder of them.
    const tests = await Array.fromAsync(glob([`${name}.test.ts`, `${name}/*.test.ts`], { cwd: join(root, 'test', folder) }))
    expect(tests).not.toEqual([])
  })
})
