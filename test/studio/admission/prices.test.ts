import { expect, test } from 'vitest'
import { estimateCredits } from '../../../src/core/fit/price.ts'
import type { Json } from '../../../src/core/json.ts'
import type { LearntPrice, ListPrice, Model } from '../../../src/core/model.ts'
import { createPriceBook } from '../../../src/studio/admission/price-book.ts'
import { createPriceWatch } from '../../../src/studio/admission/watch-prices.ts'
import { tier } from '../../support/admission.ts'
import { createFakeProvider } from '../../support/fake-provider.ts'
import { fakeModel, openHouse } from '../../support/open-house.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { smallClip } from '../../support/small-clip.ts'

const wide = { ...tier, clipsPerDay: 100, creditsPerMonth: 10_000 }
const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }

test('what a vendor says and what it charges in the end count for the next clip, and moderators are told once', async () => {
  const provider = createFakeProvider()
  provider.clip = await smallClip()
  const says = { estimatedUsd: undefined as number | undefined, costUsd: undefined as number | undefined }
  const { submit, poll } = provider
  provider.submit = async (...given) => ({ ...(await submit.apply(provider, given)), estimatedUsd: says.estimatedUsd })
  provider.poll = async (...given) => ({ ...(await poll.apply(provider, given)), costUsd: says.costUsd })
  const house = await openHouse({
    run: true,
    models: [fakeModel({ duration: [5], price: { usdPerClip: 0.1 } })],
    parts: { providers: new Map([['fake', provider]]), tiers: { default: wide, all: [wide] } },
  })
  await house.say('workspace', '--moderators #mods', mod)
  const heldFor = async (): Promise<number> => {
    await house.say('t2v', 'a boat')
    const [id = ''] = await house.finished()
    return (await house.studio.find(id)).generation.heldCredits
  }
  const told = () => [...house.platform.messages].flatMap(([key, { text }]) => (key.startsWith('estimate:') ? [text] : []))

  says.estimatedUsd = 0.25
  expect(await heldFor()).toBe(10)
  expect(await heldFor()).toBe(25)
  await house
    .until(told)
    .toEqual([
      'The vendor of plain says that a clip (t2v, 5 s) may cost $0.25. $0.10 was held for it. For the next such clips $0.25 is held. Change the price of the row in models.yaml.',
    ])
  // It says no more than the row any more.
  says.estimatedUsd = 0.1
  expect(await heldFor()).toBe(25)
  expect(await heldFor()).toBe(10)
  expect(told()).toHaveLength(1)

  says.estimatedUsd = undefined
  for (const costUsd of [0.4, 0.06, 0.41]) {
    says.costUsd = costUsd
    expect(await heldFor()).toBe(10)
  }
  // What they cost counts in a moment, not at once.
  says.costUsd = undefined
  await expect.poll(heldFor, { timeout: 20_000 }).toBe(40)
  const { replies } = await house.say('models', 'plain')
  expect(replies[0]?.post.fields).toContainEqual(
    expect.objectContaining({ value: expect.stringContaining('t2v, 5 s: lately 40 credits (3 clips)') }),
  )
  const price = await house.price({
    ...{ id: 'asked', platform: 'fake', workspace: 'local', command: 't2v', attachments: [], origin: null },
    member: { id: 'ann', name: 'Ann', roles: [], moderator: false },
    input: { kind: 'values', values: { prompt: 'a boat', takes: 2 } },
  })
  expect(price).toMatchObject({ credits: 80, lately: { credits: 80, clips: 3 } })
})

const row = fakeModel({ name: 'film', duration: [5], resolutions: ['720p', '1080p'], price: { usdPerSecond: 0.1 } })
const asked = { mode: 't2v', durationSeconds: 5, resolution: '720p', generateAudio: undefined, factor: undefined } as const

/** A watch over rows whose vendor publishes what `publish` says. */
const openWatch = (rows: Model[]) => {
  const kept = new Map<string, Json>()
  const publish = { price: null as ListPrice | null | Error }
  const state = { learnt: new Map<string, LearntPrice>() as ReadonlyMap<string, LearntPrice>, told: [] as [string, number, number][] }
  const parts = {
    clock: { now: () => 0 },
    log: quietLog,
    memory: {
      get: async (key: string) => kept.get(key) ?? null,
      set: async (key: string, value: Json) => void kept.set(key, value),
    },
    providers: new Map([
      [
        'fake',
        {
          ...createFakeProvider(),
          prices: async () => {
            if (publish.price instanceof Error) throw publish.price
            return publish.price
          },
        },
      ],
    ]),
    catalogue: {
      watched: () => rows,
      learnPrices: (learnt: ReadonlyMap<string, LearntPrice>) => {
        state.learnt = learnt
      },
    },
    costs: { charged: async () => undefined, told: async () => undefined, known: async () => [] },
  }
  const watch = createPriceWatch(parts, createPriceBook(parts), {
    published: async (model, differences) => {
      for (const { ours, theirs } of differences) state.told.push([model.name, ours, theirs])
    },
  })
  return { publish, state, watch, held: () => estimateCredits(asked, { ...row, learnt: state.learnt.get('film') }) }
}

test('where the vendor asks for more, that is held until the row says as much; where it asks for less, nothing is changed', async () => {
  const rows = [row]
  const { publish, state, watch, held } = openWatch(rows)
  publish.price = { cases: [{ when: { resolution: '720p' }, usdPerSecond: 0.14 }] }
  await watch.lookAtAll()
  expect(state.told.map(([name, ours, theirs]) => [name, ours, theirs.toFixed(2)])).toEqual([
    ['film', 0.5, '0.70'],
    ['film', 0.5, '0.70'],
    ['film', 0.5, '0.70'],
  ])
  expect(held()).toBe(70)

  // Nobody answers today: what was known yesterday counts.
  publish.price = new Error('no route')
  await watch.lookAtAll()
  expect(held()).toBe(70)

  rows[0] = { ...row, price: { ...row.price, usdPerSecond: 0.14 } }
  publish.price = { cases: [{ when: { resolution: '720p' }, usdPerSecond: 0.14 }] }
  state.told.length = 0
  await watch.lookAtAll()
  expect([state.told, held()]).toEqual([[], 50])

  rows[0] = row
  publish.price = { usdPerSecond: 0.05, cases: [] }
  await watch.lookAtAll()
  expect(state.told).not.toEqual([])
  expect(held()).toBe(50)
})
