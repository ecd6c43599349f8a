import { mkdir, open, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { RuleText, RuleTexts } from '../../src/program/rule-texts.ts'
import { type Listen, watchFiles } from '../../src/program/watch-files.ts'
import { quietLog } from '../support/quiet-log.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const textOf = async (path: string): Promise<RuleText> => readFile(path, 'utf8').catch(() => null)

/** A folder with a file, and everything that the watch said of it. */
const watching = async (options: { listen?: Listen; everyMs?: number; fails?: boolean } = {}) => {
  const folder = await temporaryFolder()
  const path = join(folder, 'policy.yaml')
  await writeFile(path, 'one')
  const read = async (): Promise<RuleTexts> => new Map([[path, await textOf(path)]])
  const told: (string | null)[] = []
  const changed = async (texts: RuleTexts) => {
    told.push((texts.get(path) ?? null) as string | null)
    if (options.fails) throw new Error('a fault')
  }
  const { everyMs = 60_000, listen } = options
  const watch = watchFiles({ read, seen: await read(), changed, log: quietLog, everyMs, settleMs: 20, listen })
  onTestFinished(() => watch.stop())
  return { folder, path, told, watch }
}

const silent: Listen = () => {
  throw new Error('no events come from here')
}

describe.each([
  ['by events', {}],
  ['by the clock, where no events come', { listen: silent, everyMs: 20 }],
] as const)('a change is seen %s', (_, options) => {
  test('when an editor writes into the file', async () => {
    const { path, told } = await watching(options)
    await writeFile(path, 'two')
    await expect.poll(() => told).toEqual(['two'])
  })

  test('when an editor puts another file in its place, again and again', async () => {
    const { folder, path, told } = await watching(options)
    for (const text of ['two', 'three', 'four']) {
      await writeFile(join(folder, '.policy.yaml.swp'), text)
      await rename(join(folder, '.policy.yaml.swp'), path)
      await expect.poll(() => told.at(-1)).toBe(text)
    }
    expect(told).toEqual(['two', 'three', 'four'])
  })

  test('when it goes, and when it comes back', async () => {
    const { path, told } = await watching(options)
    await unlink(path)
    await expect.poll(() => told).toEqual([null])
    await writeFile(path, 'one')
    await expect.poll(() => told).toEqual([null, 'one'])
  })

  test('once, and not for a touch', async () => {
    const { path, told } = await watching(options)
    await writeFile(path, 'one')
    await writeFile(path, 'two')
    // On a machine that is busy the first may have settled before the second is written.
    await expect.poll(() => told.at(-1)).toBe('two')
    await writeFile(path, 'two')
    await writeFile(path, 'three')
    await expect.poll(() => told.at(-1)).toBe('three')
    expect(told.filter((text) => text === 'two')).toHaveLength(1)
  })
})

test('a folder that is changed by its link, as mounts of a cluster are, is seen by the clock', async () => {
  const folder = await temporaryFolder()
  for (const [name, text] of [
    ['old', 'one'],
    ['new', 'two'],
  ] as const) {
    await mkdir(join(folder, name))
    await writeFile(join(folder, name, 'policy.yaml'), text)
  }
  await symlink('old', join(folder, '..data'))
  const path = join(folder, 'policy.yaml')
  await symlink(join('..data', 'policy.yaml'), path)
  const read = async (): Promise<RuleTexts> => new Map([[path, await textOf(path)]])
  const told: unknown[] = []
  const changed = async (texts: RuleTexts) => void told.push(texts.get(path))
  const watch = watchFiles({ read, seen: await read(), changed, log: quietLog, everyMs: 20, settleMs: 20 })
  onTestFinished(() => watch.stop())
  await symlink('new', join(folder, '..next'))
  await rename(join(folder, '..next'), join(folder, '..data'))
  await expect.poll(() => told).toEqual(['two'])
})

test('a file that is being written is told when it is whole', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'policy.yaml')
  await writeFile(path, 'one')
  const file = await open(path, 'w')
  const parts = ['two ', 'and ', 'a ', 'half']
  // Each look finds it a little longer, until there is nothing more to write.
  const read = async (): Promise<RuleTexts> => {
    const part = parts.shift()
    if (part === undefined) await file.close().catch(() => undefined)
    else await file.write(part)
    return new Map([[path, await textOf(path)]])
  }
  const told: unknown[] = []
  const changed = async (texts: RuleTexts) => void told.push(texts.get(path))
  const watch = watchFiles({ read, seen: new Map([[path, 'one']]), changed, log: quietLog, everyMs: 20, settleMs: 20, listen: silent })
  onTestFinished(() => watch.stop())
  await expect.poll(() => told).toEqual(['two and a half'])
})

test('a folder that goes away and comes back is seen by the clock', async () => {
  const { folder, path, told } = await watching({ everyMs: 20 })
  await rm(folder, { recursive: true })
  await expect.poll(() => told).toEqual([null])
  await mkdir(folder)
  await writeFile(path, 'two')
  await expect.poll(() => told).toEqual([null, 'two'])
})

test('a fault of ours ends no watch', async () => {
  const { path, told } = await watching({ fails: true })
  await writeFile(path, 'two')
  await expect.poll(() => told).toEqual(['two'])
  await writeFile(path, 'three')
  await expect.poll(() => told).toEqual(['two', 'three'])
})

test('what happens after it is stopped is not told', async () => {
  const { path, told, watch } = await watching({ everyMs: 20 })
  await writeFile(path, 'two')
  await watch.stop()
  const before = told.length
  await writeFile(path, 'three')
  await watch.stop()
  expect(told.length).toBe(before)
})
