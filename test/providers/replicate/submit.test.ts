import { describe, expect, test } from 'vitest'
import replicate from '../../../providers/replicate.ts'
import type { ProviderRequest, SubmitResult } from '../../../src/core/provider.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { inputOf, openBench, openHouse, providerOf, requestOf } from './bench.ts'
import { type Answer, type Cut, token } from './server.ts'

const i2v = 'wan-video/wan-2.7-i2v'
const later = 20 * 60_000

const refused = (result: SubmitResult) => {
  if (result.kind !== 'rejected') throw new Error(`expected rejected, got ${JSON.stringify(result)}`)
  return result.error
}

describe('the paid call', () => {
  test('carries the model’s own words, the deadline and the webhook', async () => {
    const { server, provider } = await openBench({ now: () => 1_000_000 })
    const attempt = { ...newAttempt(), deadlineAt: 1_000_000 + 90_500, webhookUrl: 'https://bot.example/webhooks/replicate/abc' }
    const result = await provider.submit(requestOf({ seed: 0, durationSeconds: 5 }), attempt)
    const [made] = server.predictions
    expect(result).toEqual({ kind: 'accepted', operation: { id: made?.id } })
    expect(made).toMatchObject({ input: { prompt: 'a paper boat', seed: 0, duration: 5 }, webhook: attempt.webhookUrl })
    const create = server.heard.find(({ method }) => method === 'POST')
    expect(create?.path).toBe('/v1/models/wan-video/wan-2.7-t2v/predictions')
    expect(create?.headers).toMatchObject({ 'cancel-after': '91s' })
    expect(create?.headers).not.toHaveProperty('prefer')
  })

  test('names a version where the row does, and asks for that version’s inputs', async () => {
    const { server, provider } = await openBench()
    await provider.submit(requestOf({}, { target: 'wan-video/wan-2.7-t2v:abc123' }), newAttempt())
    expect(server.asked.map(({ path }) => path)).toEqual(['/v1/models/wan-video/wan-2.7-t2v/versions/abc123', '/v1/predictions'])
    expect(server.predictions[0]).toMatchObject({ version: 'abc123' })
  })

  test('gives files as links: their own, or that of an upload', async () => {
    const { server, provider } = await openBench()
    const inputs = [inputOf('firstFrame', 'picture'), inputOf('lastFrame', '', { url: 'https://bot.example/last.png' })]
    await provider.submit(requestOf({ mode: 'i2v' }, { target: i2v, inputs }), newAttempt())
    expect(server.files.map(({ type, bytes }) => [type, bytes.toString()])).toEqual([['image/png', 'picture']])
    expect(server.predictions[0]?.input).toMatchObject({ first_frame: `${server.url}/files/1`, last_frame: 'https://bot.example/last.png' })
  })
})

describe.each<[Cut, number]>([
  ['before', 0],
  ['middle', 0],
  ['after', 1],
  ['half', 1],
])('a connection that breaks: %s', (cut, jobs) => {
  test('makes the outcome unknown, is never repeated, and is cleared up', async () => {
    let now = Date.now()
    const { server, provider } = await openBench({ now: () => now })
    server.now = () => now
    server.cut.create = cut
    const id = `attempt-${cut}`
    const attempt = { ...newAttempt(), id, webhookUrl: `https://bot.example/replicate/${id}` }
    expect(await provider.submit(requestOf(), attempt)).toMatchObject({ kind: 'unknown' })
    expect(server.creates).toBe(1)
    expect(server.predictions).toHaveLength(jobs)

    const written = { id, createdAt: now }
    const found = { kind: 'found', operation: { id: server.predictions[0]?.id } }
    expect(await provider.reconcile?.(written, requestOf(), attempt.signal)).toEqual(jobs === 1 ? found : { kind: 'unknown' })
    now += later
    expect(await provider.reconcile?.(written, requestOf(), attempt.signal)).toEqual(jobs === 1 ? found : { kind: 'absent' })
    expect(server.creates).toBe(1)
  })
})

test.each<Answer>([
  { status: 500 },
  { status: 503, headers: { 'retry-after': '1' } },
  { status: 408 },
  { status: 201, body: '<html>' },
  { status: 201, body: {} },
  { status: 302, headers: { location: 'https://elsewhere.example/' } },
])('an answer that does not say what became of the paid call makes it unknown: %o', async (answer) => {
  const { server, provider } = await openBench()
  server.answers.create = answer
  expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'unknown' })
  expect(server.creates).toBe(1)
})

test('no redirect is followed, not even to another address of the same server', async () => {
  const { server: elsewhere } = await openBench()
  const { server, provider } = await openBench()
  for (const location of [`${elsewhere.url}/models/wan-video/wan-2.7-t2v/predictions`, `${server.url}/predictions`]) {
    server.answers.create = { status: 307, headers: { location } }
    expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'unknown' })
  }
  server.answers.prediction = { status: 302, headers: { location: `${elsewhere.url}/predictions/abc` } }
  await expect(provider.poll({ id: 'abc' }, newAttempt().signal)).rejects.toThrow()
  expect(server.creates).toBe(2)
  expect(elsewhere.heard).toEqual([])
})

test('a stop between what comes before it and the paid call is followed by another try', async () => {
  const stopping = new AbortController()
  const { server, provider } = await openBench({
    fetch: async (...asked) => {
      const response = await fetch(...asked)
      const body = await response.arrayBuffer()
      stopping.abort()
      return new Response(body, response)
    },
  })
  expect(await provider.submit(requestOf(), newAttempt(stopping.signal))).toMatchObject({
    kind: 'rejected',
    error: { class: 'rate_limited', retryAfterMs: 0 },
  })
  expect(server.creates).toBe(0)
})

test('a stop in the middle of the paid call makes it unknown', async () => {
  const { server } = await openBench()
  const stop = new AbortController()
  const provider = providerOf(server.url, {
    fetch: (url, init) => {
      const answer = fetch(url, init)
      if (init?.method === 'POST') stop.abort()
      return answer
    },
  })
  expect(await provider.submit(requestOf(), newAttempt(stop.signal))).toMatchObject({ kind: 'unknown' })
  expect(server.creates).toBeLessThanOrEqual(1)
})

describe('a failure before the paid call costs nothing and is no riddle', () => {
  const picture: ProviderRequest = requestOf({ mode: 'i2v' }, { target: i2v, inputs: [inputOf('firstFrame')] })

  test.each<['model' | 'file', Cut]>([
    ['model', 'before'],
    ['model', 'half'],
    ['file', 'before'],
    ['file', 'middle'],
    ['file', 'half'],
  ])('%s, broken %s', async (place, cut) => {
    const { server, provider } = await openBench()
    server.cut[place] = cut
    expect(refused(await provider.submit(picture, newAttempt())).class).toBe('transient')
    expect(server.creates).toBe(0)
  })

  test.each<['model' | 'file', Answer, string]>([
    ['model', { status: 404 }, 'model_gone'],
    ['model', { status: 401 }, 'auth'],
    ['model', { status: 500 }, 'transient'],
    ['model', { status: 200, body: {} }, 'internal'],
    ['file', { status: 413 }, 'invalid_input'],
    ['file', { status: 500 }, 'transient'],
  ])('%s answers %o', async (place, answer, kind) => {
    const { server, provider } = await openBench()
    server.answers[place] = answer
    expect(refused(await provider.submit(picture, newAttempt())).class).toBe(kind)
    expect(server.creates).toBe(0)
  })

  test('nobody listens any more', async () => {
    const { server, provider } = await openBench()
    await server.close()
    expect(refused(await provider.submit(picture, newAttempt())).class).toBe('transient')
  })

  test('a target that is no model’s name is never asked for', async () => {
    const { server, provider } = await openBench()
    for (const target of ['none', 'a/b/c', '../x', 'a/b?c']) {
      expect(refused(await provider.submit(requestOf({}, { target }), newAttempt())).class).toBe('invalid_input')
    }
    expect(server.heard).toEqual([])
  })
})

describe('a refusal of the paid call by its class', () => {
  test.each<[Answer, object]>([
    [{ status: 401 }, { class: 'auth' }],
    [{ status: 403 }, { class: 'auth' }],
    [{ status: 402, body: { title: 'Insufficient credit' } }, { class: 'credits' }],
    [{ status: 404 }, { class: 'model_gone' }],
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { class: 'rate_limited', retryAfterMs: 7_000 },
    ],
    [{ status: 429 }, { class: 'rate_limited' }],
    [
      { status: 422, body: { detail: '- input.duration: must be less', invalid_fields: [{ field: 'input.duration' }] } },
      { class: 'invalid_input', message: expect.stringContaining('the duration of') },
    ],
    [
      { status: 400, body: 'Bad Request' },
      { class: 'invalid_input', detail: 'HTTP 400 Bad Request' },
    ],
    [{ status: 422, body: { detail: 'The input was flagged as sensitive (E005)' } }, { class: 'moderation' }],
    [{ status: 418 }, { class: 'internal' }],
  ])('%o', async (answer, error) => {
    const { server, provider } = await openBench()
    server.answers.create = answer
    expect(refused(await provider.submit(requestOf(), newAttempt()))).toMatchObject(error)
    expect(server.creates).toBe(1)
    expect(server.predictions).toEqual([])
  })
})

describe('setting it up', () => {
  test('without a token there is none; an empty one is none', async () => {
    expect((await openHouse({})).providers.size).toBe(0)
    expect((await openHouse({ REPLICATE_API_TOKEN: ' ' })).providers.size).toBe(0)
  })

  test('only a base URL of the operator’s own may be private', async () => {
    const originsOf = (environment: object) => replicate.origins?.(replicate.settings.parse(environment))
    expect(originsOf({ REPLICATE_API_TOKEN: token })).toEqual([])
    const baseUrl = 'http://127.0.0.1:1/v1'
    expect(originsOf({ REPLICATE_API_TOKEN: token, REPLICATE_BASE_URL: baseUrl })).toEqual([baseUrl])
  })

  test('a secret that is none is told by its name, not by its value', async () => {
    const opening = openHouse({ REPLICATE_API_TOKEN: token, REPLICATE_WEBHOOK_SECRET: 'hunter2' })
    await expect(opening).rejects.toThrow(/REPLICATE_WEBHOOK_SECRET/)
    await expect(opening).rejects.not.toThrow(/hunter2/)
  })
})
