import { describe, expect, test } from 'vitest'
import models from '../../commands/models.ts'
import { englishIn } from '../support/english-in.ts'
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

describe('answers a name at once', () => {
  const known = sampleModel({
    name: 'veo-3.1-vertex',
    title: 'Veo 3.1 (Vertex AI)',
    aliases: ['veo 3.1'],
    modes: ['t2v', 'i2v'],
    seed: true,
    duration: [8, 4, 6],
    aspectRatios: ['16:9', '9:16'],
    resolutions: ['720p'],
    lastFrame: true,
    referenceImages: 3,
    generateAudio: true,
    image: { maxBytes: 20_971_520 },
    price: {
      usdPerSecond: 0.4,
      cases: [{ when: { generateAudio: false }, usdPerSecond: 0.2 }],
      source: 'a price list',
      date: '2026-11-21',
      sure: 'B',
    },
    rights: { commercial: 'yes', terms: 'Apache-2.0', date: '2026-11-30' },
    retires: { date: '2026-11-17', orLater: true, successor: 'veo-3.1' },
  })
  const card = async (name: string, of: Parameters<typeof say>[2] = {}) => {
    const [reply] = (await say(models, name, { models: [known, ...house.models], ...of })).replies
    const lines = reply?.post.fields?.map((field) => `${field.name}: ${field.value}`)
    return [reply?.post.text, reply?.post.facts.join(' · '), ...(lines ?? [])]
  }

  test('in any spelling: what it takes, costs, may be used for, and how long it stays', async () => {
    expect(await card('Veo 3.1')).toEqual([
      'Veo 3.1 (Vertex AI). Choose it with --model veo-3.1-vertex.',
      't2v · i2v · standard',
      'Takes: seed · 4, 6 or 8 s · 16:9 9:16 · 720p · images up to 20 MB · up to 3 reference images · last frame · makes sound · prompts up to 2000 characters',
      'Price: 40 credits per second · 20 credits per second without sound · a price list (2026-11-21) · several others say so',
      'Commercial use: yes: Apache-2.0 (2026-11-30)',
      'Retirement: 2026-11-17 or later, then veo-3.1',
    ])
  })

  test('in Korean', async () => {
    const korean = await card('veo-3.1-vertex', { language: 'ko' })
    expect(englishIn(korean.join(' '), ['Veo', 'Vertex', 'AI', 'veo-3', 'veo', 'a', 'price', 'list', 'Apache-2', '1-vertex'])).toEqual([])
  })

  test('of one that is gone: that, and what to take', async () => {
    expect(await card('sora 2')).toEqual([
      'Sora 2 is not available: retired. Use wan instead.',
      't2v · i2v · standard',
      'Retirement: none is known',
    ])
  })

  test('or says the nearest', async () => {
    expect(await refusal(() => say(models, 'wann', house))).toEqual(['unknown_model', expect.stringContaining('wan')])
  })
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
