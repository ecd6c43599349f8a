import { expect, test } from 'vitest'
import models from '../../commands/models.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { sampleModel } from '../support/sample-model.ts'
import { say } from './say.ts'

const house = {
  models: [
    sampleModel({ name: 'wan', title: 'Wan 2.7', modes: ['t2v'], price: { usdPerSecond: 0.084 } }),
    sampleModel({ name: 'sora-2', title: 'Sora 2', modes: ['t2v', 'i2v'], unavailable: { reason: 'retired', successor: 'wan' } }),
  ],
}

test('lists the catalogue with modes, prices and what cannot be had', async () => {
  const { replies } = await say(models, '', house)
  expect(replies).toHaveLength(1)
  expect(replies[0]?.post.fields).toEqual([
    { name: 'wan', value: 'Wan 2.7 · t2v · standard · 8.4 credits per second' },
    { name: 'sora-2', value: 'Sora 2 · t2v i2v · standard · not available (retired), use wan instead' },
  ])
})

test('lists those of one mode', async () => {
  const { replies } = await say(models, 'i2v', house)
  expect(replies[0]?.post.fields?.map(({ name }) => name)).toEqual(['sora-2'])
  expect((await say(models, 'v2v', house)).replies[0]?.post).toMatchObject({ text: 'No model here can do v2v.', fields: [] })
})

test('a moderator takes a model away, with a reason, and gives it back', async () => {
  const mod = { id: 'mod', name: 'Mo', moderator: true }
  const open = await openHouse({ models: [fakeModel({ title: 'Plain' }), fakeModel({ name: 'wan' })] })
  const valueOfPlain = async () => (await open.say('models', '')).replies[0]?.post.fields?.[0]?.value
  expect((await open.say('models', 'disable plain Too dear', mod)).sentences).toEqual([
    'Nobody can use plain now. /models enable plain turns it on again.',
  ])
  expect(await valueOfPlain()).toContain('not available (a moderator turned it off: Too dear)')
  await open.say('t2v', 'a boat')
  const [boat] = await open.storage.generations.open()
  expect((await open.studio.find(boat?.id ?? '')).generation.model).toBe('wan')
  await open.say('models', 'enable plain', mod)
  expect(await valueOfPlain()).not.toContain('not to be had')
  expect((await open.say('models', 'disable', mod)).sentences).toEqual(['/models disable needs a model. Example: /models disable local'])
  expect((await open.say('models', 'x2v')).sentences).toEqual(['There is no mode x2v. Choose t2v, i2v, v2v, t2i or i2i.'])
})
