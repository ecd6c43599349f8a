import { describe, expect, test } from 'vitest'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { sampleClip } from '../support/sample-clip.ts'

describe('animate', () => {
  test('starts an i2v from the poster of a clip, with its words', async () => {
    const house = await openHouse()
    const before = await house.clip({ request: { prompt: 'a paper boat' } })
    await house.press('animate', before.id)
    const [after] = await house.childrenOf(before.id)
    expect(after).toMatchObject({ mode: 'i2v', model: 'plain', warnings: [], request: { prompt: 'a paper boat' } })
    expect(after?.request.firstFrame).toMatchObject({ url: `media:posters/${before.id}.jpg`, mediaType: 'image/jpeg' })
  })

  test('starts from a still itself', async () => {
    const house = await openHouse()
    const still = { ...sampleClip('x').poster, key: 'clips/still.jpg' }
    const before = await house.clip({ request: { mode: 't2i' }, clip: { video: still } })
    await house.say('animate', `${before.id} --prompt "the fog lifts"`)
    const [after] = await house.childrenOf(before.id)
    expect(after?.request).toMatchObject({ prompt: 'the fog lifts', firstFrame: { url: 'media:clips/still.jpg' } })
  })

  test('says so when no model here can', async () => {
    const house = await openHouse({ models: [fakeModel({ modes: ['t2v'] })] })
    const { id } = await house.clip()
    const { sentences } = await house.press('animate', id)
    expect(sentences).toEqual(['No model here can make i2v at the moment. /models lists what there is.'])
  })
})
