import { describe, expect, test } from 'vitest'
import { say } from '../../src/core/words/sentence.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { sampleClip } from '../support/sample-clip.ts'

describe('restyle', () => {
  test('asks by a form how the clip should look', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    const { forms } = await house.press('restyle', id)
    expect(forms).toMatchObject([
      { command: 'restyle', generationId: id, title: 'Restyle the clip', values: { prompt: '' }, needs: ['prompt'] },
    ])
    expect(await house.childrenOf(id)).toEqual([])
  })

  test('makes the clip anew after the words of the form, by the first model that can', async () => {
    const house = await openHouse({ models: [fakeModel({ modes: ['t2v'] }), fakeModel({ name: 'aleph', modes: ['v2v'], strength: true })] })
    const before = await house.clip()
    await house.press('restyle', before.id, { prompt: 'watercolour', strength: 0.4 })
    const [after] = await house.childrenOf(before.id)
    expect(after).toMatchObject({
      mode: 'v2v',
      model: 'aleph',
      warnings: [say('fit.otherModelMakes', { model: 'plain', mode: 'v2v', other: 'aleph' })],
    })
    expect(after?.request).toMatchObject({
      prompt: 'watercolour',
      strength: 0.4,
      video: { url: `media:clips/${before.id}.mp4`, name: `moodreel-${before.id}.mp4`, mediaType: 'video/mp4' },
    })
  })

  test('says before anything is held that the clip is too long', async () => {
    const models = [fakeModel({ modes: ['t2v'] }), fakeModel({ name: 'aleph', modes: ['v2v'], video: { maxSeconds: 0.4 } })]
    const house = await openHouse({ models })
    const { id } = await house.clip()
    const { sentences } = await house.press('restyle', id, { prompt: 'watercolour' })
    expect(sentences).toEqual(['This video is longer than 0.4 s, the most that aleph takes. Cut it first.'])
    expect(await house.childrenOf(id)).toEqual([])
  })

  test('does not go on without words', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    const { sentences, forms } = await house.press('restyle', id, { prompt: ' ' })
    expect([sentences, forms]).toEqual([['Restyle needs a prompt. Say how the clip should look.'], []])
  })

  test('takes no still', async () => {
    const house = await openHouse()
    const { id } = await house.clip({ clip: { video: sampleClip('x').poster } })
    const { sentences } = await house.press('restyle', id)
    expect(sentences).toEqual(['A still cannot be restyled. Use /animate first.'])
  })
})
