import { describe, expect, test } from 'vitest'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true }
const models = [fakeModel({ price: { usdPerClip: 0.2 } })]

describe('approve', () => {
  test('lets a dear request go on, once', async () => {
    const house = await openHouse({ run: true, models })
    house.platform.homeChannel = 'moderators'
    house.provider.clip = await smallClip()
    await house.say('workspace', '--approve 20', mod)
    await house.say('t2v', 'two boats --takes 2')
    await expect.poll(() => [...house.platform.messages.keys()].find((key) => key.startsWith('approval:'))).toBeDefined()
    const asked = [...house.platform.messages.entries()].find(([key]) => key.startsWith('approval:'))?.[1]
    expect(asked).toMatchObject({
      text: 'Ann asks for 2 clips of 40 credits: two boats',
      actions: [{ label: 'Approve' }, { label: 'Decline' }],
    })
    expect(house.provider.asked).toEqual([])

    const id = asked?.generationIds[0] ?? ''
    expect((await house.press('approve', id, {}, mod)).sentences).toEqual([
      'Approved. The clip of Ann is being made. /queue shows how far it is.',
    ])
    expect((await house.press('decline', id, {}, { ...mod, id: 'mia', name: 'Mia' })).sentences).toEqual([
      'Somebody was faster: approved by Mo. There is nothing left to do.',
    ])
    expect(house.platform.messages.get(`approval:${asked?.batchId}`)).toMatchObject({
      facts: ['/t2v', 'plain', 'approved by Mo'],
      actions: [],
    })
    const ids = await house.finished()
    const clips = await Promise.all(ids.map((one) => house.studio.find(one)))
    expect(clips.map(({ generation }) => generation.state)).toEqual(['delivered', 'delivered'])
    expect([...house.platform.messages.values()].filter(({ kind }) => kind === 'clip')).toHaveLength(2)
    const { entries } = await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })
    expect(entries.filter(({ action }) => action === 'approve')).toMatchObject([{ actorId: 'mod', target: id, detail: { member: 'ann' } }])
  })

  test('comes too late for a request that was canceled', async () => {
    const house = await openHouse({ models })
    await house.say('workspace', '--approve 10', mod)
    await house.say('t2v', 'a boat')
    const [open] = await house.storage.generations.open()
    await house.press('cancel', open?.id ?? '')
    expect((await house.press('approve', open?.id ?? '', {}, mod)).sentences).toEqual([
      'That request is already answered or over, or it needs no approval. There is nothing left to do.',
    ])
  })

  test('lets the other takes go on when the first was canceled and deleted', async () => {
    const house = await openHouse({ run: true, models })
    house.platform.homeChannel = 'moderators'
    house.provider.clip = await smallClip()
    await house.say('workspace', '--approve 20', mod)
    await house.say('t2v', 'two boats --takes 2')
    await expect.poll(() => [...house.platform.messages.keys()].some((key) => key.startsWith('approval:'))).toBe(true)
    const [first] = await house.storage.generations.open()
    const id = first?.id ?? ''
    await house.press('cancel', id)
    await expect.poll(async () => (await house.studio.find(id)).generation.state).toBe('canceled')
    await house.press('delete', id)
    expect((await house.press('approve', id, {}, mod)).sentences[0]).toMatch(/^Approved/)
    await house.finished()
    expect(house.provider.asked).toHaveLength(1)
  })

  test('is not needed by what is cheap, nor by moderators', async () => {
    const house = await openHouse({ run: true, models })
    house.platform.homeChannel = 'moderators'
    house.provider.clip = await smallClip()
    await house.say('workspace', '--approve 20', mod)
    await house.say('t2v', 'one boat')
    await house.say('t2v', 'two boats --takes 2', mod)
    await house.finished()
    expect([...house.platform.messages.keys()].filter((key) => key.startsWith('approval:'))).toEqual([])
    expect(house.provider.asked).toHaveLength(3)
  })
})
