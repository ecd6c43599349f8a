import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createClipNames } from '../../src/storage/clip-names.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { createGenerations } from '../../src/storage/generations.ts'
import { createLedger } from '../../src/storage/ledger.ts'
import { admission, noon } from '../support/admission.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const open = async () => {
  const db = await openDatabase(join(await temporaryFolder(), 'test.sqlite'))
  onTestFinished(() => db.destroy())
  const [ledger, generations] = [createLedger(db), createGenerations(db)]
  let now = noon
  /** Makes a batch in a thread and gives the ids of its takes. */
  const batchIn = async (thread: string, takes = 1, parentId: string | null = null): Promise<string[]> => {
    now += 1000
    const asked = admission({ takes, now, tier: { clipsPerDay: 1_000, inFlight: 1_000, creditsPerMonth: 100_000 } })
    for (const generation of asked.generations) generation.parentId = parentId
    await ledger.admit(asked)
    const place = { platform: 'web', workspace: 'local', channel: 'here', thread }
    await generations.saveThread(asked.batch.id, place, { platform: 'web', channel: 'here', message: asked.batch.id }, thread)
    return asked.generations.map(({ id }) => id)
  }
  const numbersOf = async (ids: string[]) => Promise.all(ids.map(async (id) => (await generations.find(id))?.generation.number))
  return { names: createClipNames(db), generations, batchIn, numbersOf }
}

test('takes are numbered in their thread, one after the other, and each thread begins with 1', async () => {
  const { batchIn, numbersOf } = await open()
  expect(await numbersOf(await batchIn('a', 3))).toEqual(['1', '2', '3'])
  expect(await numbersOf(await batchIn('a', 2))).toEqual(['4', '5'])
  expect(await numbersOf(await batchIn('b', 2))).toEqual(['1', '2'])
})

test('what is made from a clip of the thread has its number and the next letter, however deep; from elsewhere a number of its own', async () => {
  const { batchIn, numbersOf } = await open()
  const [, second = ''] = await batchIn('a', 2)
  const [child = '', other] = await batchIn('a', 2, second)
  expect(await numbersOf([child, other ?? ''])).toEqual(['2a', '2b'])
  expect(await numbersOf(await batchIn('a', 1, child))).toEqual(['2c'])
  expect(await numbersOf(await batchIn('a'))).toEqual(['3'])
  expect(await numbersOf(await batchIn('b', 1, second))).toEqual(['1'])
})

test('two hundred batches that open at once in one thread have two hundred numbers', async () => {
  const { batchIn, numbersOf } = await open()
  const ids = (await Promise.all(Array.from({ length: 200 }, () => batchIn('a')))).flat()
  expect(new Set(await numbersOf(ids)).size).toBe(200)
})

test('a thread that is saved again keeps its numbers', async () => {
  const { generations, batchIn, numbersOf } = await open()
  const [id = ''] = await batchIn('a')
  const { batch } = (await generations.find(id)) ?? {}
  if (!batch?.thread || !batch.root) throw new Error('no thread')
  await generations.saveThread(batch.id, batch.thread, batch.root, 'a')
  expect(await numbersOf([id])).toEqual(['1'])
})

test('clips are found by number, and the last of a thread or of a member is the latest that was not deleted', async () => {
  const { names, generations, batchIn } = await open()
  const [first = '', second = ''] = await batchIn('a', 2)
  const [elsewhere = ''] = await batchIn('b')
  expect(await names.numbered('a', { number: 2, letter: 0 })).toBe(second)
  expect(await names.numbered('a', { number: 2, letter: 1 })).toBeNull()
  expect(await names.numbered('c', { number: 1, letter: 0 })).toBeNull()
  expect(await names.lastIn('a')).toBe(second)
  const ann = { platform: 'web', workspace: 'local', memberId: 'ann' }
  expect(await names.lastOf(ann)).toBe(elsewhere)
  await generations.update(second, { removed_at: noon })
  await generations.update(elsewhere, { removed_at: noon })
  expect([await names.lastIn('a'), await names.lastIn('b'), await names.lastOf(ann)]).toEqual([first, null, first])
})
