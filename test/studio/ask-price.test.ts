import { expect, test } from 'vitest'
import type { Invocation } from '../../src/core/platform.ts'
import { clipFileKeys } from '../../src/studio/clip-keys.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'

const asking = (command: string, values: Record<string, unknown> = {}): Invocation => ({
  ...{ id: 'asked', platform: 'web', workspace: 'local', attachments: [], origin: null, command },
  member: { id: 'ann', name: 'Ann', roles: [], moderator: false },
  input: { kind: 'values', values },
})

const modes = ['t2v', 'i2v', 'v2v'] as const
const open = () =>
  openHouse({
    models: [
      fakeModel({ name: 'long', modes: [...modes], duration: { min: 2, max: 10, default: 5 }, price: { usdPerSecond: 0.02 } }),
      fakeModel({ name: 'fixed', modes: [...modes], duration: [4], price: { usdPerClip: 0.3 } }),
    ],
  })

test('a form costs what its clips would be held for, before a word and before a file', async () => {
  const house = await open()
  expect(await house.price(asking('t2v', { model: 'long' }))).toEqual({ credits: 10, perSecond: 2 })
  expect(await house.price(asking('t2v', { model: 'long', duration: '8', takes: '3', prompt: 'a boat' }))).toEqual({
    credits: 48,
    perSecond: 6,
  })
  expect(await house.price(asking('t2v', { model: 'fixed' }))).toEqual({ credits: 30, perSecond: null })
  expect(await house.price(asking('i2v', { model: 'fixed' }))).toEqual({ credits: 30, perSecond: null })
})

test('it tells why there is none, and nothing is asked for, held or said', async () => {
  const house = await open()
  const { sentences } = await house.say('t2v', 'a boat --model long --duration 99')
  const asked = await house.price(asking('t2v', { model: 'long', duration: '99', prompt: 'a boat' }))
  expect(asked).toMatchObject({ problem: expect.anything() })
  const { id } = await house.clip({ request: { model: 'fixed' } })
  expect(await house.price(asking('edit', { id, prompt: 'a ship', model: 'long' }))).toMatchObject({ credits: 10 })
  expect(await house.storage.generations.open()).toEqual([])
  expect(await house.childrenOf(id)).toEqual([])
  expect(sentences).toHaveLength(1)
})

test('what makes no clips has no price, and is not run to find one', async () => {
  const house = await open()
  const { id } = await house.clip()
  expect(await house.price(asking('delete', { id }))).toBeNull()
  expect(await house.price(asking('report', { id }))).toBeNull()
  expect(await house.price(asking('nonsense'))).toBeNull()
  expect((await house.studio.find(id)).generation.removedAt).toBeNull()
})

test.each(['reroll', 'vary', 'extend', 'animate', 'restyle', 'edit'])(
  'what %s makes of a clip has a price, before the clip is named none, and no picture is made for it',
  async (name) => {
    const house = await open()
    const { id } = await house.clip({ request: { model: 'fixed', prompt: 'a boat' } })
    expect(await house.price(asking(name, { id, ...(name === 'reroll' || name === 'vary' ? {} : { prompt: 'at night' }) }))).toEqual({
      credits: 30,
      perSecond: null,
    })
    expect(await house.price(asking(name))).toBeNull()
    expect(await house.childrenOf(id)).toEqual([])
    await expect(house.storage.mediaStore.size(clipFileKeys(id).lastFrame)).rejects.toThrow()
  },
)

test('the form of a clip comes with its price', async () => {
  const house = await open()
  const { id } = await house.clip({ request: { model: 'long', durationSeconds: 6 } })
  const { forms } = await house.press('edit', id)
  expect(forms).toMatchObject([{ price: { credits: 12, perSecond: 2 } }])
})
