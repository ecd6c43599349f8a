import { describe, expect, test } from 'vitest'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { picture } from '../support/picture.ts'
import { sampleInput } from '../support/sample-clip.ts'

describe('reroll', () => {
  test('asks for the same clip with another seed and names its parent', async () => {
    const house = await openHouse()
    const before = await house.clip({ request: { prompt: 'a paper boat', extras: {} } })
    expect((await house.press('reroll', before.id)).replies).toEqual([])
    const [after] = await house.childrenOf(before.id)
    expect(after?.request).toEqual({ ...before.request, seed: expect.any(Number), takes: 1 })
    expect(after?.request.seed).not.toBe(42)
    expect([...house.platform.messages.values()]).toMatchObject([{ kind: 'batch', facts: ['/reroll', 'plain', `from ${before.id}`] }])
  })

  test('can be typed, and makes as many takes as are asked for', async () => {
    const house = await openHouse()
    const before = await house.clip()
    await house.say('reroll', `${before.id} --takes 3`)
    const seeds = (await house.childrenOf(before.id)).map(({ request }) => request.seed)
    expect(new Set(seeds).size).toBe(3)
  })

  test('starts from the files that were kept, not from the links of the chat', async () => {
    const house = await openHouse()
    const before = await house.clip({
      request: { mode: 'i2v', firstFrame: { url: 'https://cdn.example/photo.png?ex=1', name: 'photo.png' } },
      inputs: [sampleInput('firstFrame', 'ab12.jpg')],
    })
    await house.press('reroll', before.id)
    const [after] = await house.childrenOf(before.id)
    expect(after?.request.firstFrame).toEqual({ url: 'media:inputs/ab12.jpg', name: 'photo.png', mediaType: 'image/jpeg', sizeBytes: 1000 })
  })

  test('is on the quota of the one who presses', async () => {
    const house = await openHouse()
    const before = await house.clip()
    await house.press('reroll', before.id, {}, { id: 'bea', name: 'Bea' })
    const [after] = await house.childrenOf(before.id)
    expect(await house.studio.find(after?.id ?? '')).toMatchObject({ batch: { memberId: 'bea' } })
  })

  test('makes a clip that failed again', async () => {
    const house = await openHouse()
    const before = await house.clip({ clip: null })
    await house.press('reroll', before.id)
    expect(await house.childrenOf(before.id)).toHaveLength(1)
  })

  test.each([
    ['workspace', { workspace: 'elsewhere' }],
    ['platform', { platform: 'other' }],
  ])('knows no clip of another %s', async (_, presser) => {
    const house = await openHouse()
    const { id } = await house.clip()
    expect((await house.press('reroll', id, {}, presser)).replies).toMatchObject([
      { isPrivate: true, post: { kind: 'failure', text: `There is no clip with the ID ${id}. Copy the ID from the clip’s post.` } },
    ])
    expect(await house.childrenOf(id)).toEqual([])
  })

  test('says so when the files of the clip never came', async () => {
    const house = await openHouse()
    const { id } = await house.clip({
      request: { mode: 'i2v', firstFrame: { url: 'https://cdn.example/photo.png', name: 'photo.png' } },
      clip: null,
    })
    const { sentences } = await house.press('reroll', id)
    expect(sentences).toEqual([`The files of the clip ${id} are not kept. Attach them to /i2v again.`])
  })

  test('asks for as many stills as there were, and for one where one failed', async () => {
    const house = await openHouse({ run: true, models: [fakeModel({ name: 'stills', modes: ['t2i'] })] })
    house.provider.clip = picture(96, 54)
    house.platform.holdRounds()
    await house.say('still', 'a keeper --takes 3')
    const [first = ''] = await house.finished()
    house.provider.clip = null
    await house.press('reroll', first)
    expect(await house.childrenOf(first)).toHaveLength(3)
    const lost = await house.clip({ request: { mode: 't2i', model: 'stills' }, clip: null })
    await house.press('reroll', lost.id)
    expect(await house.childrenOf(lost.id)).toHaveLength(1)
  })
})
