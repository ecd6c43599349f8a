import { expect, test } from 'vitest'
import type { Json } from '../../../src/core/json.ts'
import type { ModelState, Provider } from '../../../src/core/provider.ts'
import { createLocalPubSub } from '../../../src/core/pub-sub.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { openCatalogue } from '../../../src/studio/admission/catalogue.ts'
import { createModelWatch } from '../../../src/studio/admission/watch-models.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { sampleModel } from '../../support/sample-model.ts'

const createMemory = () => {
  const kept = new Map<string, Json>()
  return {
    get: async (key: string) => kept.get(key) ?? null,
    set: async (key: string, value: Json) => void kept.set(key, value),
  }
}

/** What a catalogue works with, at a time that a test sets. */
const clock = { at: Date.parse('2026-11-30T12:00:00Z'), now: () => clock.at }
const outside = () => ({ memory: createMemory(), clock, pubSub: createLocalPubSub() })

const provider = (fields: Partial<Provider> = {}): Provider => ({
  name: 'cloud',
  submit: async () => ({ kind: 'unknown', reason: 'only a name' }),
  poll: async () => ({ kind: 'queued' }),
  ...fields,
})

const open = (fields: Partial<Provider> = {}, memory = createMemory()) => {
  const rows = [
    sampleModel({ name: 'there', provider: 'cloud' }),
    sampleModel({ name: 'gone', provider: 'other' }),
    sampleModel({ name: 'retired', provider: 'other', unavailable: { reason: 'it was shut down' } }),
  ]
  return openCatalogue({ rows, providers: new Map([['cloud', provider(fields)]]), memory, clock, pubSub: createLocalPubSub() })
}
const never = () => new AbortController().signal

test('a row whose provider is not set up says so, and a reason that is there stays', async () => {
  const catalogue = await open()
  expect(catalogue.models().map((model) => model.unavailable?.reason)).toEqual([
    undefined,
    say('member.noProvider', { provider: 'other' }),
    'it was shut down',
  ])
})

test('a mark is taken back only by who made it', async () => {
  const catalogue = await open()
  const reason = () => catalogue.models()[0]?.unavailable?.reason
  catalogue.mark('there', 'moderator', 'a moderator turned it off')
  catalogue.mark('there', 'provider', null)
  expect(reason()).toBe('a moderator turned it off')
  catalogue.mark('there', 'moderator', null)
  expect(reason()).toBeUndefined()
})

test('a model that only its provider knows is learnt, and still known after a restart', async () => {
  const row = sampleModel({ name: 'acme/boats', provider: 'cloud' })
  const memory = createMemory()
  const catalogue = await open({ describe: async (name) => (name === row.name ? row : null) }, memory)
  await catalogue.learn('acme/cars', never())
  expect(catalogue.unlisted('acme/cars')).toEqual([])
  await catalogue.learn(row.name, never())
  // Its price is not known, and nothing that costs money is free.
  const learnt = { ...row, nsfw: true, price: { ...row.price, usdPerClip: 0.5 } }
  expect(catalogue.unlisted(row.name)).toEqual([learnt])
  expect(catalogue.models()).not.toContainEqual(learnt)
  expect((await open({}, memory)).modelOf({ model: row.name, createdAt: 0 })).toEqual(learnt)
})

test('a watch marks what is not available, tells drift, and takes both back', async () => {
  let state: ModelState | Error = { kind: 'unavailable', reason: 'the vendor took it away' }
  const cloud = provider({
    inspect: async () => {
      if (state instanceof Error) throw state
      return state
    },
  })
  const providers = new Map([['cloud', cloud]])
  const catalogue = await openCatalogue({ rows: [sampleModel({ name: 'there', provider: 'cloud' })], providers, ...outside() })
  const { lookAtAll } = createModelWatch({ catalogue, providers, log: quietLog })
  const seen = async () => {
    await lookAtAll()
    return [catalogue.models()[0]?.unavailable?.reason, catalogue.drift.get('there')]
  }
  expect(await seen()).toEqual(['the vendor took it away', undefined])
  state = new Error('nobody answers')
  expect(await seen()).toEqual(['the vendor took it away', undefined])
  state = { kind: 'available', drift: ['it takes no seed'] }
  expect(await seen()).toEqual([undefined, ['it takes no seed']])
  state = { kind: 'available', drift: [] }
  expect(await seen()).toEqual([undefined, undefined])
})

test('other rows count for what is asked from then on, and a clip keeps that of its time', async () => {
  const before = sampleModel({ name: 'boats', provider: 'cloud', target: 'v1' })
  const after = sampleModel({ name: 'boats', provider: 'cloud', target: 'v2' })
  const catalogue = await openCatalogue({ rows: [before], providers: new Map([['cloud', provider({})]]), ...outside() })
  catalogue.mark('boats', 'provider', 'the vendor took it away')
  catalogue.mark('boats', 'moderator', 'too dear')
  catalogue.replace([after], 100)
  // What the vendor said was said of another model; what moderators said is said of the name.
  expect(catalogue.models()).toEqual([{ ...after, unavailable: { reason: 'too dear' } }])
  const rowAt = (createdAt: number) => catalogue.rowOf({ model: 'boats', createdAt })?.target
  expect([rowAt(99), rowAt(100), catalogue.find('boats')?.target]).toEqual(['v1', 'v2', 'v2'])
  catalogue.replace([], 200)
  expect(catalogue.models()).toEqual([])
  expect([rowAt(99), rowAt(199), rowAt(200), catalogue.find('boats')]).toEqual(['v1', 'v2', 'v2', undefined])
  expect(catalogue.rowOf({ model: 'cars', createdAt: 0 })).toBeUndefined()
})

test('a model that a vendor says is gone is so in every process, with its successor', async () => {
  const shared = outside()
  const rows = [sampleModel({ name: 'boats', provider: 'cloud', retires: { date: '2026-11-17', orLater: true, successor: 'ships' } })]
  const openOne = () => openCatalogue({ rows, providers: new Map([['cloud', provider({})]]), ...shared })
  const [worker, gateway] = [await openOne(), await openOne()]
  expect(gateway.models()[0]?.unavailable).toBeUndefined()
  worker.gone('boats')
  const gone = { reason: say('state.unknownToProvider'), successor: 'ships' }
  await expect.poll(() => [worker.models()[0]?.unavailable, gateway.models()[0]?.unavailable]).toEqual([gone, gone])
})
