import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/storage/database.ts'
import { createLocalLocks } from '../../src/storage/local-locks.ts'
import { createMemory, createSettings, keptSecret } from '../../src/storage/settings.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const openAt = async (path: string) => {
  const db = await openDatabase(path)
  onTestFinished(() => db.destroy())
  return db
}

test('keeps values by namespace, and forgets one namespace alone', async () => {
  const db = await openAt(join(await temporaryFolder(), 'test.sqlite'))
  const [one, other] = [createSettings(db, 'one'), createSettings(db, 'other')]
  await one.set('key', { deep: [1, 'two', null] })
  await other.set('key', 'other')
  expect(await one.get('key')).toEqual({ deep: [1, 'two', null] })
  expect(await one.delete('key')).toBe(true)
  expect(await one.delete('key')).toBe(false)
  await one.set('again', 1)
  await one.clear()
  expect([await one.get('again'), await other.get('key')]).toEqual([undefined, 'other'])
})

test('a value ends when its time is up', async () => {
  const settings = createSettings(await openAt(':memory:'), 'one')
  await settings.set('short', 'gone', 1)
  await expect.poll(() => settings.get('short')).toBeUndefined()
})

test('what is remembered outlives the process, and so does the secret of the installation', async () => {
  const path = join(await temporaryFolder(), 'test.sqlite')
  const first = await openDatabase(path)
  const locks = createLocalLocks()
  let flushed = 0
  const memory = createMemory(first, async () => void flushed++)
  await memory.set('file', { id: 'F1' })
  expect(flushed).toBe(1)
  const secret = await keptSecret({ settings: createSettings(first, 'settings'), locks }, 'links')
  await first.destroy()

  const second = await openAt(path)
  expect(await createMemory(second, async () => undefined).get('file')).toEqual({ id: 'F1' })
  expect(await createMemory(second, async () => undefined).get('nothing')).toBeNull()
  expect(await keptSecret({ settings: createSettings(second, 'settings'), locks }, 'links')).toBe(secret)
  expect(secret.length).toBeGreaterThan(40)
})
