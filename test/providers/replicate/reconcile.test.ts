import { describe, expect, test } from 'vitest'
import type { HolderOf, Provider } from '../../../src/core/provider.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import type { Cut } from '../../support/contract-server.ts'
import { textInput } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { openBench, providerOf, requestOf, wan } from './bench.ts'
import type { ReplicateServer, ServedPrediction } from './server.ts'

const start = Date.parse('2026-11-21T12:00:00Z')
const minute = 60_000
const hook = (id: string): string => `https://bot.example/webhooks/replicate/${id}`
const ours = { prompt: 'a paper boat', seed: 42 }
const { signal } = newAttempt()

interface Scene {
  /** What became of the answer to the paid call; `no call`: the bot ended before it. */
  lost?: Cut | 'no call'
  webhookUrl?: string
  request?: ReturnType<typeof requestOf>
  /** What the account had made before, oldest first, and what it made after. */
  before?: Partial<ServedPrediction>[]
  after?: Partial<ServedPrediction>[]
  pageSize?: number
  /** How much later the question is asked, and by how much Replicate's clock differs from ours. */
  laterMs?: number
  skewMs?: number
  holderOf?: HolderOf
  /** Whatever else happens in between. */
  meanwhile?: (server: ReplicateServer) => void
}

/** A submit whose answer was lost, and what is made of it afterwards: the prediction that is found, or the kind of answer. */
const reconciled = async (scene: Scene): Promise<ServedPrediction | string | undefined> => {
  const { lost = 'before', webhookUrl, request = requestOf(), before = [], after = [], laterMs = 20 * minute, skewMs = 0 } = scene
  let now = start
  const { server, provider } = await openBench({ now: () => now })
  server.now = () => now + skewMs
  server.pageSize = scene.pageSize ?? 100
  for (const made of before) server.add({ model: wan, ...made })
  if (lost !== 'no call') {
    server.cut.create = lost
    expect(await provider.submit(request, { ...newAttempt(), id: 'attempt1', webhookUrl })).toMatchObject({ kind: 'unknown' })
    delete server.cut.create
  }
  for (const made of after) server.add({ model: wan, ...made })
  scene.meanwhile?.(server)
  now += laterMs
  return outcomeOf(server, await provider.reconcile?.({ id: 'attempt1', createdAt: start }, request, signal, scene.holderOf))
}

const outcomeOf = (server: ReplicateServer, result: Awaited<ReturnType<NonNullable<Provider['reconcile']>>> | undefined) =>
  result?.kind === 'found' ? server.predictions.find(({ id }) => id === (result.operation as { id: string }).id) : result?.kind

const strangers = [{ input: { ...ours, seed: 1 } }, { input: ours, webhook: hook('other') }, { model: 'a/b', input: { prompt: 'a car' } }]

describe('an attempt of unknown outcome', () => {
  test('is found by the webhook that names it, whatever else fits, pages back', async () => {
    const after = Array.from({ length: 7 }, (_, index) => ({ input: ours, webhook: hook(`other${index}`) }))
    const found = { webhook: hook('attempt1') }
    expect(await reconciled({ lost: 'after', webhookUrl: hook('attempt1'), after, pageSize: 2 })).toMatchObject(found)
    const forget = (server: ReplicateServer): void => void Object.assign(server.predictions[0] ?? {}, { input: {}, data_removed: true })
    expect(await reconciled({ lost: 'after', webhookUrl: hook('attempt1'), meanwhile: forget })).toMatchObject(found)
  })

  test('is found by its webhook even where the list puts it behind older ones', async () => {
    const meanwhile = ({ predictions }: ReplicateServer): void => void predictions.reverse()
    expect(await reconciled({ lost: 'after', webhookUrl: hook('attempt1'), before: strangers, meanwhile })).toMatchObject({
      webhook: hook('attempt1'),
    })
  })

  test.each([-24 * 60, -30, -10, -5, 0, 5, 10, 30, 24 * 60])(
    'is judged without a clock: Replicate’s is %i minutes ahead',
    async (minutes) => {
      const skewMs = minutes * minute
      for (const webhookUrl of [hook('attempt1'), undefined]) {
        expect(await reconciled({ lost: 'after', webhookUrl, skewMs, before: strangers })).toMatchObject({ input: ours })
        expect(await reconciled({ lost: 'before', webhookUrl, skewMs, before: strangers })).toBe('absent')
      }
    },
  )

  test('without an address is found by its inputs among the new ones', async () => {
    const before = [{ input: ours }, { input: ours }]
    expect(await reconciled({ lost: 'after', before, after: strangers })).toMatchObject({ input: ours })
  })

  test('without an address is none that our books know as another’s, and the oldest of the rest', async () => {
    const twins = [
      { id: 'first', input: ours },
      { id: 'second', input: ours },
      { id: 'third', input: ours },
    ]
    const theirs =
      (...ids: string[]): HolderOf =>
      async (operation) =>
        ids.includes((operation as { id: string }).id) ? 'another' : 'nobody'
    expect(await reconciled({ after: twins })).toMatchObject({ id: 'first' })
    expect(await reconciled({ after: twins, holderOf: theirs('first', 'third') })).toMatchObject({ id: 'second' })
    expect(await reconciled({ after: twins, holderOf: theirs('first', 'second', 'third') })).toBe('absent')
    expect(await reconciled({ after: twins, holderOf: async () => 'contested' })).toBe('unknown')
    // What another's attempt of other words became says nothing against ours.
    expect(await reconciled({ lost: 'after', after: [{ input: { prompt: 'a car' } }] })).toMatchObject({ input: ours })
  })

  test('with uploaded files is known by its fields, for the links are new each time', async () => {
    const request = requestOf({ mode: 'i2v' }, { target: 'wan-video/wan-2.7-i2v', inputs: [textInput('firstFrame')] })
    expect(await reconciled({ lost: 'after', request })).toMatchObject({ model: 'wan-video/wan-2.7-i2v' })
  })

  test.each<[string, Partial<ServedPrediction>]>([
    ['another setting', { input: { ...ours, duration: 9 } }],
    ['inputs that were removed', { input: {}, data_removed: true }],
    ['a model of another name', { model: 'wan-ai/wan-2.7-t2v', input: ours }],
    ['a prompt that was tidied up', { input: { prompt: 'A paper boat.' } }],
  ])('is not absent where a new one may be its own: %s', async (_what, made) => {
    expect(await reconciled({ after: [made] })).toBe('unknown')
  })

  test('is absent only when all was seen and nothing can come any more', async () => {
    for (const laterMs of [0, minute, 3 * minute]) expect(await reconciled({ laterMs, after: strangers })).toBe('unknown')
    expect(await reconciled({ after: strangers })).toBe('absent')
    expect(await reconciled({})).toBe('absent')
  })

  test('is not absent because one of the two clocks jumped', async () => {
    const stopped = (server: ReplicateServer): void => {
      server.now = () => start
    }
    expect(await reconciled({ meanwhile: stopped })).toBe('unknown')
  })

  test('is not absent when there is more than can be read', async () => {
    const after = Array.from({ length: 60 }, () => ({ webhook: hook('other') }))
    expect(await reconciled({ after, pageSize: 1 })).toBe('unknown')
  })

  test('is absent where the bot ended before the paid call, as long as the whole list is another’s', async () => {
    expect(await reconciled({ lost: 'no call', before: strangers })).toBe('absent')
    // It may be a clip of an hour ago.
    expect(await reconciled({ lost: 'no call', before: [{ input: ours }] })).toBe('unknown')
  })

  test('is not absent in another account than the one that it was submitted to', async () => {
    const { server } = await openBench()
    const provider = providerOf(server.origin, { now: () => start + 20 * minute })
    expect(await provider.reconcile?.({ id: 'attempt1', createdAt: start }, requestOf(), signal)).toEqual({ kind: 'unknown' })
  })

  test('of an account that has not changed stays clear after a restart', async () => {
    let now = start
    const tools = providerTools({ now: () => now })
    const { server, provider } = await openBench(tools)
    server.now = () => now
    server.cut.create = 'before'
    await provider.submit(requestOf(), { ...newAttempt(), id: 'attempt1' })
    now += 20 * minute
    const restarted = providerOf(server.origin, tools)
    expect(await restarted.reconcile?.({ id: 'attempt1', createdAt: start }, requestOf(), signal)).toEqual({ kind: 'absent' })
  })

  test('stays open when Replicate fails to answer', async () => {
    const { server, provider } = await openBench()
    server.answers.list = { status: 500 }
    await expect(provider.reconcile?.({ id: 'attempt1', createdAt: start }, requestOf(), signal)).rejects.toMatchObject({
      code: 'provider_failed',
    })
  })
})

test('a list that cannot be read does not stop the paid call', async () => {
  const { server, provider } = await openBench()
  server.answers.list = { status: 500 }
  expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'accepted' })
})

test('the token does not follow a next page to another host', async () => {
  const { server: elsewhere } = await openBench()
  const { server, provider } = await openBench()
  server.answers.list = { status: 200, body: { results: [], next: `${elsewhere.url}/predictions?cursor=1` } }
  await expect(provider.reconcile?.({ id: 'attempt1', createdAt: start }, requestOf(), signal)).rejects.toMatchObject({
    code: 'fetch_refused',
  })
  expect(elsewhere.heard).toEqual([])
})
