import { expect, test } from 'vitest'
import type { ProviderErrorClass, SubmitResult } from '../../../src/core/provider.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { createFakeProvider } from '../../support/fake-provider.ts'
import { fakeModel, openHouse } from '../../support/open-house.ts'
import { smallClip } from '../../support/small-clip.ts'

const clip = await smallClip()

const refusing = (reason: ProviderErrorClass): SubmitResult => ({
  kind: 'rejected',
  error: { class: reason, message: 'The first provider has no credit left; ask the operator.' },
})

/** Two providers, of which the first answers every submit the same, and the second makes clips. */
const openTwo = async (answer: SubmitResult, rows: { first?: object; second?: object } = {}) => {
  const asked: string[] = []
  const first = createFakeProvider('first')
  first.submit = async () => {
    asked.push('first')
    return answer
  }
  const second = createFakeProvider('second')
  second.clip = clip
  const house = await openHouse({
    run: true,
    models: [
      fakeModel({ name: 'one', provider: 'first', price: { usdPerClip: 0.1 }, ...rows.first }),
      fakeModel({ name: 'two', provider: 'second', price: { usdPerClip: 0.1 }, ...rows.second }),
    ],
    parts: {
      providers: new Map([
        ['first', first],
        ['second', second],
      ]),
    },
  })
  const make = async (line: string) => {
    await house.say('t2v', line)
    const [id = ''] = await house.finished()
    const record = await house.storage.generations.find(id)
    const entries = await house.storage.ledger.entriesOf(id)
    const posts = [...house.platform.messages.values()].filter((post) => post.generationIds.includes(id) && post.kind !== 'batch')
    return { generation: record?.generation, entries: entries.map(({ kind }) => kind), posts }
  }
  return { asked, second, make, house }
}

test.each<ProviderErrorClass>(['auth', 'credits', 'transient', 'model_gone'])(
  'a provider that refuses for %s hands the clip on to the next best model, and the post says so',
  async (reason) => {
    const { make, second } = await openTwo(refusing(reason))
    const { generation, entries, posts } = await make('a boat --seed 7')
    expect(generation).toMatchObject({ state: 'delivered', model: 'two', provider: 'second', request: { seed: 7 }, heldCredits: 10 })
    expect(second.asked).toMatchObject([{ prompt: 'a boat', seed: 7 }])
    expect(entries).toEqual(['hold', 'settle'])
    expect(posts.map(({ kind, warnings }) => [kind, warnings])).toEqual([
      ['clip', ['one is not available right now. two makes this clip instead.']],
    ])
    expect(posts[0]?.facts).toContain('two')
  },
)

test('who names a model gets that one, its own fallbacks, or the reason', async () => {
  const { make } = await openTwo(refusing('credits'))
  const { generation, entries, posts } = await make('a boat --model one')
  expect(generation).toMatchObject({ state: 'failed', model: 'one' })
  expect(entries).toEqual(['hold', 'refund'])
  expect(posts.map(({ text }) => text)).toEqual(['The first provider has no credit left; ask the operator.'])

  const other = await openTwo(refusing('credits'), { first: { fallbacks: ['two'] } })
  expect((await other.make('a boat --model one')).generation).toMatchObject({ state: 'delivered', model: 'two' })
})

test.each<ProviderErrorClass>(['moderation', 'invalid_input', 'resource'])(
  'what is refused for %s is handed on to nobody',
  async (reason) => {
    const { make, second } = await openTwo(refusing(reason))
    expect((await make('a boat')).generation?.state).toBe('failed')
    expect(second.asked).toEqual([])
  },
)

test('nobody pays more than was held', async () => {
  const { make, second } = await openTwo(refusing('credits'), { second: { price: { usdPerClip: 0.11 } } })
  expect((await make('a boat')).entries).toEqual(['hold', 'refund'])
  expect(second.asked).toEqual([])
})

test('a clip that a cheaper model made costs what that one costs, on its post and in the ledger', async () => {
  const { make } = await openTwo(refusing('auth'), { second: { grade: 'premium', price: { usdPerClip: 0.04 } } })
  const { generation, posts } = await make('a boat')
  expect([generation?.heldCredits, generation?.costCredits]).toEqual([10, 4])
  expect(posts[0]?.facts).toContain('4 credits')
})

test('what the provider says that a clip cost is on its post', async () => {
  const { make, second } = await openTwo(refusing('auth'))
  second.poll = async () => ({ kind: 'succeeded', outputs: [{ url: 'fake:clip' }], costUsd: 0.07 })
  const { generation, posts } = await make('a boat')
  expect(generation?.costCredits).toBe(7)
  expect(posts[0]?.facts).toContain('7 credits')
})

test('who asked for a clip is not given a preview', async () => {
  const { make, second } = await openTwo(refusing('auth'), { second: { grade: 'preview' } })
  expect((await make('a boat')).generation?.state).toBe('failed')
  // Nor while the provider is left alone for its refusal.
  expect((await make('another boat')).generation).toMatchObject({ model: 'one', state: 'failed' })
  expect(second.asked).toEqual([])
})

test('settings that the other model cannot take are its own, and the post says which', async () => {
  const { make, second } = await openTwo(refusing('auth'), { first: { duration: [8, 4] }, second: { duration: [6] } })
  const { posts } = await make('a boat --duration 8')
  expect(second.asked).toMatchObject([{ durationSeconds: 6 }])
  expect(posts[0]?.warnings).toEqual([
    'one is not available right now. two makes this clip instead.',
    'two does not take that clip’s duration. Its own is used.',
    'You asked for 6 s. The clip has 0.5 s.',
  ])
})

test('a provider without credit is left alone for a while', async () => {
  const { make, asked } = await openTwo(refusing('credits'))
  await make('a boat')
  const { generation } = await make('another boat')
  expect(generation?.model).toBe('two')
  expect(asked).toEqual(['first'])
})

test('a model that its provider does not know any more is offered to nobody', async () => {
  const { make, house } = await openTwo(refusing('model_gone'))
  await make('a boat')
  expect(house.studio.models().find(({ name }) => name === 'one')?.unavailable?.reason).toEqual(say('state.unknownToProvider'))
})

test('a clip is handed on to no model that a moderator switched off', async () => {
  const { make, second, house } = await openTwo(refusing('auth'))
  await house.say('models', 'disable two --reason "too dear"', { moderator: true })
  expect((await make('a boat')).generation?.state).toBe('failed')
  expect(second.asked).toEqual([])
})

test.each([
  ['--shots "a boat | rain"', { shots: {} }],
  ['a boat --speech "Good evening."', { speech: {} }],
  ['a boat --loop', { loop: true }],
])('nobody who asks for %s is given a clip without it', async (line, first) => {
  const { make, second } = await openTwo(refusing('auth'), { first })
  expect((await make(line)).generation?.state).toBe('failed')
  expect(second.asked).toEqual([])
})
