import { describe, expect, test } from 'vitest'
import { say } from '../../src/core/words/sentence.ts'
import { blue, makeMp4, redThenBlue } from '../media/fixtures.ts'
import { readPixels } from '../media/read-back.ts'
import { fakeModel, type House, openHouse } from '../support/open-house.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const request = { prompt: 'a paper boat', durationSeconds: 8, aspectRatio: '9:16', resolution: '720p' }
const able = { duration: { min: 1, max: 10, default: 4 }, aspectRatios: ['16:9', '9:16'], resolutions: ['480p', '720p'] }

const withBytes = async (house: House, id: string): Promise<void> => {
  const path = `${await temporaryFolder()}/clip.mp4`
  await makeMp4(path, { width: 64, height: 36, fps: 8, durationSeconds: 1, draw: redThenBlue })
  await house.storage.mediaStore.put(`clips/${id}.mp4`, path)
}

describe('extend', () => {
  test('goes on from the last frame by the same model, with the words and the look, but a length of its own', async () => {
    const house = await openHouse({ models: [fakeModel({ name: 'first' }), fakeModel(able)] })
    const before = await house.clip({ request })
    await withBytes(house, before.id)
    await house.press('extend', before.id)
    const [after] = await house.childrenOf(before.id)
    expect(after).toMatchObject({ mode: 'i2v', model: 'plain', warnings: [say('member.extendedFromFrame', { model: 'plain' })] })
    expect(after?.request).toMatchObject({ prompt: 'a paper boat', durationSeconds: 4, resolution: '720p' })
    expect(after?.request.aspectRatio).toBeUndefined()
    const frame = after?.request.firstFrame
    expect(frame).toMatchObject({ url: `media:frames/${before.id}-last.png`, mediaType: 'image/png' })
    const { path } = await house.storage.mediaStore.borrow(`frames/${before.id}-last.png`)
    const middle = (await readPixels(path)).at(0.5, 0.5)
    expect(Math.max(...middle.map((value, at) => Math.abs(value - (blue[at] ?? 0))))).toBeLessThan(20)
  })

  test('takes the first model that can when its own cannot, and says so', async () => {
    const models = [
      fakeModel({ modes: ['t2v'], ...able }),
      fakeModel({ name: 'gone', unavailable: { reason: 'retired' } }),
      fakeModel({ name: 'wan' }),
    ]
    const house = await openHouse({ models })
    const before = await house.clip({ request })
    await withBytes(house, before.id)
    await house.press('extend', before.id)
    const [after] = await house.childrenOf(before.id)
    expect(after?.model).toBe('wan')
    expect(after?.warnings).toEqual([
      say('member.extendedFromFrame', { model: 'wan' }),
      say('fit.otherModelMakes', { model: 'plain', mode: 'i2v', other: 'wan' }),
      say('fit.clipSettingsLeft', { model: 'wan', settings: [say('fit.resolution')] }),
    ])
  })

  test('takes the words, the length and the model that are typed', async () => {
    const house = await openHouse({ models: [fakeModel(able), fakeModel({ name: 'wan', ...able })] })
    const before = await house.clip({ request })
    await withBytes(house, before.id)
    await house.say('extend', `${before.id} --prompt "it sinks" --duration 2 --model wan`)
    const [after] = await house.childrenOf(before.id)
    expect(after).toMatchObject({ model: 'wan', request: { prompt: 'it sinks', durationSeconds: 2 } })
  })

  test('takes the model’s own continuation where it has one for this clip and this length, else the last frame', async () => {
    const house = await openHouse({ models: [fakeModel({ ...able, continues: { duration: [5, 7], whole: true, maxSeconds: 30 } })] })
    const before = await house.clip({ request })
    await withBytes(house, before.id)
    await house.press('extend', before.id)
    await house.say('extend', `${before.id} --duration 3`)
    const after = await house.childrenOf(before.id)
    const [native, framed] = ['v2v', 'i2v'].map((mode) => after.find((one) => one.mode === mode))
    expect(native).toMatchObject({
      mode: 'v2v',
      request: { continues: true, durationSeconds: 5, prompt: 'a paper boat', video: { url: `media:clips/${before.id}.mp4` } },
      warnings: [say('member.extendedWhole', { model: 'plain' })],
    })
    expect(framed).toMatchObject({ mode: 'i2v', request: { durationSeconds: 3 } })
    expect(framed?.request.continues).toBeUndefined()
  })

  test('says that a clip which is not there has no frame', async () => {
    const house = await openHouse()
    const { id } = await house.clip({ clip: null })
    const { sentences } = await house.press('extend', id)
    expect(sentences).toEqual([`The clip ${id} failed, so it has no pictures. /reroll ${id} makes it again.`])
  })
})
