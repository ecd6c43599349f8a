import { describe, expect, test } from 'vitest'
import { timestamp } from '../../src/core/words/timestamp.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }
const december = timestamp(Date.UTC(2026, 11, 1))
const clock = { now: () => Date.UTC(2026, 10, 21, 12) }
const models = [fakeModel({ price: { usdPerClip: 0.2 } })]

describe('budget', () => {
  test('is shown, set and taken away', async () => {
    const house = await openHouse({ models })
    await house.say('t2v', 'a boat')
    const say = async (line: string) => (await house.say('budget', line, mod)).sentences[0]
    // Until somebody says otherwise: the policy's.
    expect(await say('')).toBe(
      '$0.20 of $20.00 is spent this month. Nobody can make clips beyond that. /mod budget off removes the budget.',
    )
    expect(await say('$12.50')).toBe(
      '$0.20 of $12.50 is spent this month. Nobody can make clips beyond that. /mod budget off removes the budget.',
    )
    expect(await say('off')).toBe('$0.20 is spent this month, and there is no budget. /mod budget 50 sets one of $50.')
    expect(await say('much')).toBe('usd must be an amount in dollars, such as 50 or 12.50, or off. You gave much.')
    expect((await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })).entries).toMatchObject([
      { action: 'budget', detail: { credits: null } },
      { action: 'budget', detail: { credits: 1250 } },
    ])
  })

  test('warns the moderators at 80 % and at the end, and stops there', async () => {
    const house = await openHouse({ models, parts: { clock } })
    house.platform.homeChannel = 'moderators'
    await house.say('budget', '1', mod)
    const told = () => [...house.platform.messages].flatMap(([key, { text }]) => (key.startsWith('budget:') ? [text] : []))
    const make = async () => (await house.say('t2v', 'a boat')).sentences
    for (const _ of '123') expect(await make()).toEqual([])
    expect(told()).toEqual([])
    expect(await make()).toEqual([])
    const warning = `80% of this month’s budget is spent: $0.80 of $1.00. It resets ${december}. /mod budget changes it.`
    await expect.poll(told).toEqual([warning])
    expect(await make()).toEqual([])
    await expect
      .poll(told)
      .toEqual([warning, `This month’s budget is spent: $1.00 of $1.00. It resets ${december}. /mod budget changes it.`])
    expect((await house.say('t2v', 'a boat', { id: 'bea', name: 'Bea' })).sentences).toEqual([
      `What is left of this month’s budget is too little for this. Ask a moderator to raise it. It resets ${december}.`,
    ])
    expect(await house.storage.generations.open()).toHaveLength(5)
    await house.say('budget', '2', mod)
    expect((await house.say('t2v', 'a boat', { id: 'bea', name: 'Bea' })).sentences).toEqual([])
  })
})
