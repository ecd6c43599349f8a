import { describe, expect, test } from 'vitest'
import { createFakeProvider } from '../../support/fake-provider.ts'
import { buildHouse, fakeModel, openHouse } from '../../support/open-house.ts'
import { sharedMedia } from '../../support/shared-media.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }
const dayMs = 24 * 60 * 60_000
const at = (date: string): number => Date.parse(`${date}T12:00:00Z`)

const retires = { date: '2026-12-20', successor: 'heir' }
const price = { usdPerClip: 0.1 }
const duration = [4, 8]

/** A house at a time that the test sets, with a model that is retired and the one that follows it. */
const open = async (now: string, rows: { old?: object; heir?: object } = {}, run = false) => {
  const clock = { at: at(now), now: () => clock.at }
  const provider = createFakeProvider()
  const house = await openHouse({
    run,
    models: [
      fakeModel({ name: 'old', price, duration, retires, ...rows.old }),
      fakeModel({ name: 'heir', price, duration, ...rows.heir }),
      fakeModel({ name: 'other', price, duration }),
    ],
    parts: { clock, providers: new Map([['fake', provider]]) },
  })
  const said = async (line: string) => {
    const { sentences } = await house.say('t2v', line)
    const record = await house.storage.generations.open().then(([one]) => house.storage.generations.find(one?.id ?? ''))
    return { sentences, model: record?.generation.model, warnings: record?.generation.warnings ?? [] }
  }
  return { house, clock, provider, said }
}

describe('who names a model that is retired', () => {
  test('gets it up to the end of its last day, without a word', async () => {
    const { said } = await open('2026-12-20')
    expect(await said('a boat --model old')).toEqual({ sentences: [], model: 'old', warnings: [] })
  })

  test('gets its successor from the next day on, and is told so', async () => {
    const { house, clock, said } = await open('2026-12-20')
    clock.at += dayMs
    expect(await said('a boat --model old --duration 8 --seed 3')).toMatchObject({ sentences: [], model: 'heir' })
    const [one] = await house.storage.generations.open()
    const { generation } = await house.studio.find(one?.id ?? '')
    expect(generation.request).toMatchObject({ durationSeconds: 8, seed: 3 })
    expect(generation.warnings).toMatchObject([{ say: 'fit.handedOver', given: { model: 'old', successor: 'heir' } }])
  })

  test.each<[string, object, string]>([
    ['takes less', { duration: [4] }, 'a boat --model old --duration 8'],
    ['passes over what it took', { seed: false }, 'a boat --model old --seed 3'],
    ['costs more', { price: { usdPerClip: 0.11 } }, 'a boat --model old'],
    ['is a preview', { grade: 'preview' }, 'a boat --model old'],
    ['is for adults', { nsfw: true }, 'a boat --model old'],
    ['is not there', { unavailable: { reason: 'broken' } }, 'a boat --model old'],
  ])('is told of it where it %s', async (_, heir, line) => {
    const { said } = await open('2026-12-21', { heir })
    const instead = 'unavailable' in heir ? 'other' : 'heir'
    expect(await said(line)).toMatchObject({
      sentences: [`old is not available: it was retired on 2026-12-20. Use ${instead} instead.`],
      model: undefined,
    })
  })

  test('gets it for as long as its vendor makes it, where the date says "or later"', async () => {
    const { said } = await open('2027-03-01', { old: { retires: { ...retires, orLater: true } } })
    expect(await said('a boat --model old')).toMatchObject({ sentences: [], model: 'old' })
  })

  test('gets a clip by its successor where the vendor says that it is gone, and so does the next one who asks', async () => {
    const { house, provider, said } = await open('2026-12-01', { old: { retires: { ...retires, orLater: true } } }, true)
    const { submit } = provider
    provider.submit = async (request, attempt) => {
      const gone = request.model.name === 'old'
      return gone ? { kind: 'rejected', error: { class: 'model_gone', message: 'It is gone.' } } : submit.call(provider, request, attempt)
    }
    await said('a boat --model old')
    await house.until(() => provider.asked.map(({ model }) => model)).toEqual(['heir'])
    const [first] = await house.storage.generations.open()
    expect((await house.studio.find(first?.id ?? '')).generation).toMatchObject({
      model: 'heir',
      heldCredits: 10,
      warnings: [{ say: 'clip.madeInstead', given: { wished: 'old', model: 'heir' } }],
    })
    await said('a cat --model old')
    const [, second] = await house.storage.generations.open()
    expect((await house.studio.find(second?.id ?? '')).generation).toMatchObject({ model: 'heir', warnings: [{ say: 'fit.handedOver' }] })
  })
})

test('moderators are told of a model that is retired within thirty days, once for each date, and of none that is off', async () => {
  const { folder, media } = await sharedMedia()
  /** What moderators are told by a bot that starts on the same folder. */
  const told = async (now: string, date: string, line?: string) => {
    const row = (name: string) => fakeModel({ name, retires: { date, successor: 'heir' } })
    const clock = { now: () => at(now) }
    const models = [row('old'), row('off'), fakeModel({ name: 'heir', retires: { date: '2026-11-17', orLater: true } })]
    const house = await buildHouse(folder, { models: line === undefined ? models.slice(0, 2) : models, parts: { media, clock } })
    if (line) await house.say('workspace', line, mod)
    if (line) await house.say('models', 'disable off', mod)
    await house.start()
    // Ends when it has looked.
    await house.close()
    return [...house.platform.messages].flatMap(([key, { text }]) => (key.startsWith('retires:') ? [text] : []))
  }
  const mayGo =
    'Its vendor may take heir away any day from 2026-11-17 on. Choose another model for templates, channels and settings that name it.'
  const goes = (date: string): string =>
    `Its vendor takes old away after ${date}. Then heir makes what is asked of it, where that takes all of it and costs no more.`
  expect(await told('2026-11-19', '2026-12-20', '--moderators #mods')).toEqual([mayGo])
  expect(await told('2026-11-21', '2026-12-20')).toEqual([goes('2026-12-20')])
  expect(await told('2026-11-22', '2026-12-20')).toEqual([])
  expect(await told('2026-11-23', '2026-12-10')).toEqual([goes('2026-12-10')])
  expect(await told('2026-12-11', '2026-12-10')).toEqual([])
})
