import { expect, test } from 'vitest'
import models from '../../commands/models.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { refusal } from '../support/refusal.ts'
import { sampleModel } from '../support/sample-model.ts'
import { say } from './say.ts'

const house = {
  models: [
    sampleModel({ name: 'wan', title: 'Wan 2.7', modes: ['t2v'], price: { usdPerSecond: 0.084 } }),
    sampleModel({ name: 'sora-2', title: 'Sora 2', modes: ['t2v', 'i2v'], unavailable: { reason: 'retired', successor: 'wan' } }),
  ],
}

test('lists what can be used with modes and prices, and not what is gone', async () => {
  const { replies } = await say(models, '', house)
  expect(replies).toHaveLength(1)
  expect(replies[0]?.post.fields).toEqual([{ name: 'wan', value: 'Wan 2.7 · t2v · standard · 8.4 credits per second' }])
})

test('lists those of one mode', async () => {
  expect((await say(models, 't2v', house)).replies[0]?.post.fields?.map(({ name }) => name)).toEqual(['wan'])
  expect((await say(models, 'i2v', house)).replies[0]?.post).toMatchObject({ text: 'No model here can do i2v.', fields: [] })
})

test('tells moderators alone what a key would add', async () => {
  const rows = ['a', 'b', 'c'].map((name) => fakeModel({ name, provider: name === 'c' ? 'fal' : 'replicate' }))
  const open = await openHouse({ models: [fakeModel(), ...rows] })
  const [mine] = (await open.say('models', '')).replies
  expect([mine?.post.fields?.map(({ name }) => name), mine?.post.warnings]).toEqual([['plain'], []])
  const [theirs] = (await open.say('models', '', { moderator: true })).replies
  expect([theirs?.post.fields?.map(({ name }) => name), theirs?.post.warnings]).toEqual([
    ['plain'],
    ['3 more with a key of their provider: replicate 2, fal 1.'],
  ])
})

test('says what is true for who reads: the owner pays for no preview on their own machine', async () => {
  const open = await openHouse({ models: [fakeModel({ price: { usdPerClip: 0.01, nominal: true } })] })
  const priceFor = async (who: object) => (await open.say('models', '', who)).replies[0]?.post.fields?.[0]?.value
  expect(await priceFor({})).toMatch(/ · 1 credit per clip/)
  expect(await priceFor({ owner: true })).toMatch(/ · free on this machine, 1 credit per clip in chats/)
})

test('answers a name at once: what it is, its successor, or the nearest', async () => {
  expect((await say(models, 'wan', house)).replies[0]?.post.fields?.map(({ name }) => name)).toEqual(['wan'])
  expect((await say(models, 'sora-2', house)).replies[0]?.post.fields).toEqual([
    { name: 'sora-2', value: 'Sora 2 · t2v i2v · standard · not available (retired), use wan instead' },
  ])
  expect(await refusal(() => say(models, 'wann', house))).toEqual(['unknown_model', expect.stringContaining('wan')])
})

test('a moderator takes a model away, with a reason, and gives it back', async () => {
  const mod = { id: 'mod', name: 'Mo', moderator: true }
  const open = await openHouse({ models: [fakeModel({ title: 'Plain' }), fakeModel({ name: 'wan' })] })
  const valueOfPlain = async () => (await open.say('models', '', mod)).replies[0]?.post.fields?.[0]?.value
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
  expect((await open.say('models', 'x2v')).sentences).toEqual([
    'There is no mode x2v. Choose t2v, i2v, v2v, t2i, i2i, upscale-video or upscale-still.',
  ])
})
