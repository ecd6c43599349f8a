import { describe, expect, test } from 'vitest'
import { fakeModel, type House, openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true }
const models = [fakeModel({ price: { usdPerClip: 0.2 } })]

/** It is told after the clip is settled. */
const failureIn = (house: House) => [...house.platform.messages.values()].find(({ kind }) => kind === 'failure')?.text

describe('decline', () => {
  test('ends a dear request: its credits are back, and the member is told', async () => {
    const house = await openHouse({ run: true, models })
    house.platform.homeChannel = 'moderators'
    await house.say('workspace', '--approve 10', mod)
    await house.say('t2v', 'a boat')
    expect((await house.say('quota', '')).sentences).toEqual(['You have 9 clips or 45 stills left today and 80 credits this month.'])
    await expect.poll(() => [...house.platform.messages.keys()].some((key) => key.startsWith('approval:'))).toBe(true)
    const [open] = await house.storage.generations.open()
    const { sentences } = await house.press('decline', open?.id ?? '', { reason: '' }, mod)
    expect(sentences).toEqual(['Declined. Ann is notified and gets the credits back.'])
    await house.finished()
    await expect.poll(() => failureIn(house)).toBe('A moderator declined this request.')
    expect((await house.say('quota', '')).sentences).toEqual(['You have 10 clips or 50 stills left today and 100 credits this month.'])
    expect(house.provider.asked).toEqual([])
    await house.say('forget', '--yes')
    expect([...house.platform.messages.values()].map(({ text }) => text)).toEqual([
      `The clip ${open?.id} was deleted with all data of its member.`,
    ])
  })

  test('asks for a reason by a form, which the one who asked reads, and so does the card', async () => {
    const house = await openHouse({ run: true, models })
    house.platform.homeChannel = 'moderators'
    await house.say('workspace', '--approve 10', mod)
    await house.say('t2v', 'a boat')
    const asked = () => [...house.platform.messages.entries()].find(([key]) => key.startsWith('approval:'))?.[1]
    await expect.poll(asked).toBeDefined()
    const id = asked()?.generationIds[0] ?? ''
    expect((await house.press('decline', id, {}, mod)).forms).toEqual([
      { command: 'decline', generationId: id, title: 'Decline the request of Ann', values: { reason: '' } },
    ])
    await house.press('decline', id, { reason: 'too many boats' }, mod)
    await house.finished()
    await expect.poll(() => failureIn(house)).toBe('A moderator declined this request. Reason: too many boats')
    expect(asked()?.facts.slice(-2)).toEqual(['declined by Mo', 'too many boats'])
    expect((await house.press('decline', id, {}, mod)).sentences).toEqual([
      'Somebody was faster: declined by Mo. There is nothing left to do.',
    ])
  })

  test('waits for a moderator also where they have no channel', async () => {
    const house = await openHouse({ run: true, models })
    await house.say('workspace', '--approve 10', mod)
    await house.say('t2v', 'a boat')
    const [open] = await house.storage.generations.open()
    const key = async () => (await house.storage.notices.waiting({ platform: 'web', workspace: 'local' }, 'moderators'))[0]?.key
    await expect.poll(key).toMatch(/^approval:/)
    await house.say('decline', open?.id ?? '', mod)
    await house.finished()
    await expect.poll(() => failureIn(house)).toBe('A moderator declined this request.')
  })
})
