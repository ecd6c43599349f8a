import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeJpeg, makeMp4 } from '../media/fixtures.ts'
import { openHouse } from '../support/open-house.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('a clip is made again from the very bytes of its first time, also after the first was deleted', async () => {
  const house = await openHouse({ run: true })
  const folder = await temporaryFolder()
  await makeMp4(join(folder, 'clip.mp4'), { width: 64, height: 36, fps: 8, durationSeconds: 0.5 })
  house.provider.clip = await readFile(join(folder, 'clip.mp4'))
  await makeJpeg(join(folder, 'photo.jpg'), { width: 64, height: 36 })
  await house.storage.mediaStore.put('uploads/photo', join(folder, 'photo.jpg'))

  await house.say('i2v', 'slow push-in', { attachments: [{ url: 'media:uploads/photo', name: 'photo.jpg' }] })
  const [first = ''] = await house.finished()
  await house.press('reroll', first)
  const [second = ''] = await house.finished()
  // The upload is gone, as the chat's own link would be.
  await house.storage.mediaStore.remove('uploads/photo')
  expect((await house.press('delete', first)).sentences).toEqual([
    'The clip is deleted. The files it was made from are deleted in a day, unless other clips use them.',
  ])
  await house.press('reroll', second)
  await house.finished()

  const handed = house.provider.asked.map(({ files }) => files.map(({ role, sha256, bytes }) => [role, sha256, bytes.byteLength]))
  expect(handed).toHaveLength(3)
  expect(handed[0]).toEqual([['firstFrame', expect.stringMatching(/^[0-9a-f]{64}$/), expect.any(Number)]])
  expect(handed[1]).toEqual(handed[0])
  expect(handed[2]).toEqual(handed[0])
})
