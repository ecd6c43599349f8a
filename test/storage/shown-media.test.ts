import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStorage } from '../../src/storage/open-storage.ts'
import { clipFileKeys, fittedFolder } from '../../src/studio/clip-keys.ts'
import { admission } from '../support/admission.ts'
import { startBucket } from '../support/start-bucket.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('of a clip that was taken away no file is shown while it is kept, and all of it again when it is back', async () => {
  const folder = await temporaryFolder()
  const storage = await openStorage(folder)
  onTestFinished(() => storage[Symbol.asyncDispose]())
  const asked = admission()
  await storage.ledger.admit(asked)
  const id = asked.generations[0]?.id ?? ''
  const path = join(folder, 'file')
  await writeFile(path, 'bytes')
  const keys = [...Object.values(clipFileKeys(id)), `${fittedFolder(id)}0a.mp4`, `inputs/${id}.mp4`, 'clips/000000000000.mp4']
  for (const key of keys) await storage.mediaStore.put(key, path)
  const seen = () =>
    Promise.all(
      keys.flatMap((key) =>
        [storage.shownMedia.size(key), storage.shownMedia.read(key).then((body) => body.cancel())].map((look) =>
          look.then(
            () => true,
            () => false,
          ),
        ),
      ),
    )
  expect(new Set(await seen())).toEqual(new Set([true]))
  await storage.generations.update(id, { removed_at: 1, kept_until: Date.now() + 60_000 })
  expect(await seen()).toEqual([...Array(14).fill(false), ...Array(4).fill(true)])
  await storage.generations.update(id, { removed_at: null })
  expect(new Set(await seen())).toEqual(new Set([true]))
})

test('nor is such a clip linked to in the store that keeps it', async () => {
  const bucket = await startBucket()
  onTestFinished(() => bucket.stop())
  const storage = await openStorage(await temporaryFolder(), { bucket: bucket.place })
  onTestFinished(() => storage[Symbol.asyncDispose]())
  const asked = admission()
  await storage.ledger.admit(asked)
  const id = asked.generations[0]?.id ?? ''
  expect(await storage.shownMedia.link?.(`clips/${id}.mp4`, 600)).toMatch(`/clips/clips/${id}.mp4?`)
  await storage.generations.update(id, { removed_at: 1, kept_until: Date.now() + 60_000 })
  await expect(storage.shownMedia.link?.(`clips/${id}.mp4`, 600)).rejects.toMatchObject({ code: 'not_found' })
})
