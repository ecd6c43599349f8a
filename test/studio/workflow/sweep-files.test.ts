import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ReferenceFiles } from '../../../src/storage/reference-files.ts'
import { createFileSweep } from '../../../src/studio/workflow/sweep-files.ts'
import { forGood } from '../../support/for-good.ts'
import { openHouse } from '../../support/open-house.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { sampleInput } from '../../support/sample-clip.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const day = 24 * 3_600_000
const here = { platform: 'web', workspace: 'local' }
const ann = { id: 'ann', name: 'Ann' }

/** A house with files in its store, all put now, and a sweep at a time of the test's own. */
const open = async (keys: string[]) => {
  const house = await openHouse()
  const path = join(await temporaryFolder(), 'file')
  await writeFile(path, 'x')
  const put = (key: string) => house.storage.mediaStore.put(key, path)
  for (const key of keys) await put(key)
  const sweepAt = async (afterMs: number, parts: Partial<Parameters<typeof createFileSweep>[0]> = {}): Promise<void> => {
    const clock = { now: () => Date.now() + afterMs }
    await createFileSweep({ ...house.storage, clock, log: quietLog, ...parts })()
  }
  const left = async (): Promise<string[]> => {
    const kept = await Promise.all(keys.map(house.keeps))
    return keys.filter((_, at) => kept[at])
  }
  return { house, put, sweepAt, left }
}

test('takes away drawings, last frames and uploads after a day, and nothing else', async () => {
  const { sweepAt, left } = await open(['drawings/a.png', 'uploads/photo', 'clips/a.mp4', 'posters/a.jpg', 'frames/a.png'])
  await sweepAt(day - 60_000)
  expect(await left()).toHaveLength(5)
  await sweepAt(day + 60_000)
  expect(await left()).toEqual(['clips/a.mp4', 'posters/a.jpg'])
})

test('keeps an upload and a last frame that an open clip waits for', async () => {
  const { house, sweepAt, left } = await open(['uploads/photo', 'uploads/other', 'frames/one-last.png', 'frames/other-last.png'])
  for (const key of ['uploads/photo', 'frames/one-last.png'])
    await house.say('i2v', 'slow push-in', { attachments: [{ url: `media:${key}`, name: 'photo.jpg' }] })
  await sweepAt(2 * day)
  expect(await left()).toEqual(['uploads/photo', 'frames/one-last.png'])
})

test('keeps the files of clips that are there, also of those that failed, and takes away what only deleted ones needed', async () => {
  const names = ['made.jpg', 'failed.jpg', 'shared.jpg', 'deleted.jpg', 'nobodys.jpg']
  const { house, sweepAt, left } = await open(names.map((name) => `inputs/${name}`))
  const from = (name: string, clip?: null) => house.clip({ inputs: [sampleInput('firstFrame', name)], ...(clip === null ? { clip } : {}) })
  await from('made.jpg')
  await from('failed.jpg', null)
  await from('shared.jpg')
  for (const gone of [await from('shared.jpg'), await from('deleted.jpg')]) await forGood(house, gone.id)
  // Somebody may be asking for the same clip again at the moment when it is deleted.
  await sweepAt(day - 60_000)
  expect(await left()).toHaveLength(names.length)
  await sweepAt(day + 60_000)
  expect(await left()).toEqual(['inputs/made.jpg', 'inputs/failed.jpg', 'inputs/shared.jpg'])
})

test('keeps the file of a deleted clip that another one in work starts from', async () => {
  const { house, sweepAt, left } = await open(['inputs/again.jpg'])
  const image = { url: 'https://cdn.example/a.jpg', name: 'a.jpg' }
  const before = await house.clip({ request: { mode: 'i2v', firstFrame: image }, inputs: [sampleInput('firstFrame', 'again.jpg')] })
  await house.press('reroll', before.id)
  await forGood(house, before.id)
  await sweepAt(2 * day)
  expect(await left()).toEqual(['inputs/again.jpg'])
})

test('waits while files are brought home, for these may be the same', async () => {
  const { house, sweepAt, left } = await open(['inputs/old.jpg'])
  await house.say('t2v', 'a fox')
  const [inWork] = await house.storage.generations.open()
  await house.storage.generations.enter(inWork?.id ?? '', 'ingesting', Date.now())
  await sweepAt(2 * day)
  expect(await left()).toEqual(['inputs/old.jpg'])
  await house.storage.generations.enter(inWork?.id ?? '', 'queued', Date.now())
  await sweepAt(2 * day)
  expect(await left()).toEqual([])
})

test('keeps the pictures of references, and reads which they are once however many files there are', async () => {
  const orphans = Array.from({ length: 20 }, (_, at) => `references/given/orphan${at}.png`)
  const { house, sweepAt, left } = await open([...orphans, 'references/given/kept.png', 'references/made/gone.png'])
  const keep = (name: string, key: string) => {
    const picture = { media: { ...sampleInput('firstFrame', 'a.jpg').media, key }, generationId: null }
    return house.storage.references.keep(here, { name, kind: 'reference', pictures: [picture] }, ann, Date.now())
  }
  await keep('kept', 'references/given/kept.png')
  await keep('gone', 'references/made/gone.png')
  const [gone] = await house.storage.references.named(here, ['gone'])
  await house.storage.references.remove(gone?.id ?? '', 'ann', Date.now() + 2 * day)
  await sweepAt(day - 60_000)
  expect(await left()).toHaveLength(22)

  const read: string[] = []
  const all: ReferenceFiles['all'] = (after, size) => {
    read.push(after)
    return house.storage.referenceFiles.all(after, size)
  }
  await sweepAt(day + 60_000, { referenceFiles: { ...house.storage.referenceFiles, all } })
  // A word that was deleted a moment ago can still come back.
  expect(await left()).toEqual(['references/given/kept.png', 'references/made/gone.png'])
  expect(read).toHaveLength(2)
})
