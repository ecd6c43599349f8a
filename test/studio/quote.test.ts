import { expect, test } from 'vitest'
import type { Invocation } from '../../src/core/platform.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'

const draft = { mode: 't2v' as const, prompt: 'a boat', extras: {} }
const asking = (fields: Partial<Invocation['member']> = {}): Invocation => ({
  ...{ id: 'asked', platform: 'fake', workspace: 'w', command: 't2v', attachments: [], origin: null },
  member: { id: 'ann', name: 'Ann', roles: [], moderator: false, ...fields },
  input: { kind: 'text', text: 'a boat' },
})

const open = () =>
  openHouse({
    models: [
      fakeModel({ name: 'paid', duration: [5, 10], aspectRatios: ['16:9'], price: { usdPerSecond: 0.02 } }),
      fakeModel({ name: 'drawn', price: { usdPerClip: 0.01, nominal: true } }),
    ],
  })

test('a quote is what a clip would be held for, and holds nothing', async () => {
  const house = await open()
  const quote = await house.studio.quote(asking(), { ...draft, model: 'paid', takes: 2, durationSeconds: 10 })
  expect([quote.model.name, quote.requests.length, quote.credits, quote.models.map(({ name }) => name)]).toEqual([
    'paid',
    2,
    40,
    ['paid', 'drawn'],
  ])
  expect(await house.storage.ledger.spentByEverybody(Date.now())).toEqual({ day: 0, month: 0 })
  await house.say('t2v', 'a boat --model paid --takes 2 --duration 10')
  expect((await house.storage.ledger.spentByEverybody(Date.now())).day).toBe(quote.credits)
})

test('what the operator’s machine draws for the operator is free, for others it counts', async () => {
  const house = await open()
  expect((await house.studio.quote(asking({ owner: true }), { ...draft, model: 'drawn' })).credits).toBe(0)
  expect((await house.studio.quote(asking(), { ...draft, model: 'drawn' })).credits).toBe(1)
})

test('what no model takes is refused as it would be when it is asked for', async () => {
  const house = await open()
  const { sentences } = await house.say('t2v', 'a boat --model paid --duration 7')
  await expect(house.studio.quote(asking(), { ...draft, model: 'paid', durationSeconds: 7 })).rejects.toThrow(sentences[0])
})
