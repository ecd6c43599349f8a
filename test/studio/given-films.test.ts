import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { say } from '../../src/core/words/sentence.ts'
import { failurePost } from '../../src/studio/posts/failure-post.ts'
import { readFilm } from '../media/film-reader.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const fixture = (name: string) => join(import.meta.dirname, '../fixtures/media', name)

/** Gives a film to restyle, and says what the provider was handed and what became of the clip. */
const restyle = async (name: string, video: { maxSeconds?: number } = {}) => {
  const house = await openHouse({ run: true, models: [fakeModel({ modes: ['t2v', 'i2v', 'v2v'], video })] })
  house.provider.clip = await smallClip()
  await house.storage.mediaStore.put(`uploads/${name}`, fixture(name))
  await house.say('v2v', 'as a woodcut', { attachments: [{ url: `media:uploads/${name}`, name }] })
  const [id = ''] = await house.finished()
  const record = await house.storage.generations.find(id)
  if (!record) throw new Error('the clip is not there')
  const [handed] = house.provider.asked.flatMap(({ files }) => files)
  if (!handed) return { house, id, record, read: null }
  const path = join(await temporaryFolder(), 'handed.mp4')
  await writeFile(path, handed.bytes)
  return { house, id, record, read: await readFilm(path), bytes: handed.bytes }
}

test('a phone’s slow motion reaches the provider with its picture', async () => {
  const { record, read } = await restyle('sample_sef_slow_motion.mp4')
  expect(record.generation.failure).toBeNull()
  expect(read).toMatchObject({ width: 320, height: 240 })
  expect(read?.frames).toBeGreaterThanOrEqual(62)
  expect(read?.soundBegins).toBe(0)
})

test('what was trimmed on a phone does not leave the house, and does not count as length', async () => {
  const { record, read, bytes } = await restyle('trimmed-by-edit-list.mov', { maxSeconds: 1 })
  expect(record.generation.failure).toBeNull()
  expect((read?.ends ?? 0) - (read?.begins ?? 0)).toBeCloseTo(1.2, 1)
  expect(read?.frames).toBe(30)
  // The first frame of the media lies outside of what is shown.
  const media = await readFile(fixture('trimmed-by-edit-list.mov'))
  const first = media.subarray(media.indexOf('mdat') + 100, media.indexOf('mdat') + 200)
  expect(Buffer.from(bytes ?? []).includes(first)).toBe(false)
})

test('a film that decoders trip over is named before anybody is paid, and there is nothing to try again', async () => {
  const { house, id, record } = await restyle('no_timescale.mp4')
  const sentence = say('media.ofFile', { file: 'no_timescale.mp4', problem: say('media.damagedFrames') })
  expect(record.generation.failure).toMatchObject({ code: 'bad_media', message: sentence })
  expect(failurePost(record).actions).toEqual([])
  expect(house.provider.asked).toEqual([])
  expect((await house.storage.ledger.entriesOf(id)).map(({ kind }) => kind)).toEqual(['hold', 'refund'])
})
