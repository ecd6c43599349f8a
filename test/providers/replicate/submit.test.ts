import { describe, expect, test } from 'vitest'
import replicate from '../../../providers/replicate.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { paidCallContract } from '../../contracts/paid-call-contract.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { refused, textInput } from '../../support/provider-input.ts'
import { openBench, openHouse, requestOf } from './bench.ts'
import { type ReplicateServer, token } from './server.ts'

const i2v = 'wan-video/wan-2.7-i2v'

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
    const inputs = [textInput('firstFrame', 'picture'), textInput('lastFrame', '', { url: 'https://bot.example/last.png' })]
    await provider.submit(requestOf({ mode: 'i2v' }, { target: i2v, inputs }), newAttempt())
    expect(server.files.map(({ type, bytes }) => [type, bytes.toString()])).toEqual([['image/png', 'picture']])
    expect(server.predictions[0]?.input).toMatchObject({ first_frame: `${server.url}/files/1`, last_frame: 'https://bot.example/last.png' })
  })
})

paidCallContract('replicate', {
  definition: replicate,
  open: openBench,
  request: requestOf(),
  attempt: (attempt) => ({ ...attempt, webhookUrl: `https://bot.example/replicate/${attempt.id}` }),
  unclear: [
    { status: 201, body: '<html>' },
    { status: 201, body: {} },
  ],
  refusals: [
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
      { class: 'invalid_input', message: say('provider.partRefused', { vendor: 'Replicate', part: say('part.durationSeconds') }) },
    ],
    [
      { status: 400, body: 'Bad Request' },
      { class: 'invalid_input', detail: 'HTTP 400 Bad Request' },
    ],
    [{ status: 422, body: { detail: 'The input was flagged as sensitive (E005)' } }, { class: 'moderation' }],
    [{ status: 418 }, { class: 'internal' }],
  ],
  before: {
    request: requestOf({ mode: 'i2v' }, { target: i2v, inputs: [textInput('firstFrame')] }),
    ends: [
      ['model', 'before', 'transient'],
      ['model', 'half', 'transient'],
      ['file', 'before', 'transient'],
      ['file', 'middle', 'transient'],
      ['file', 'half', 'transient'],
      ['model', { status: 404 }, 'model_gone'],
      ['model', { status: 401 }, 'auth'],
      ['model', { status: 500 }, 'transient'],
      ['model', { status: 200, body: {} }, 'internal'],
      ['file', { status: 413 }, 'invalid_input'],
      ['file', { status: 500 }, 'transient'],
    ],
  },
  reconciled: { afterMs: 20 * 60_000, operation: (server) => ({ id: (server as ReplicateServer).predictions[0]?.id ?? '' }) },
  anothers: {
    answers: {
      prediction: {
        status: 200,
        body: { id: 'b', status: 'succeeded', output: 'https://x.example/a.mp4', created_at: '2026-11-29T00:00:00Z' },
      },
    },
    operation: { id: 'a' },
  },
  unset: [{}, { REPLICATE_API_TOKEN: ' ' }],
  own: { environment: { REPLICATE_BASE_URL: 'http://127.0.0.1:1/v1' }, origin: 'http://127.0.0.1:1/v1' },
})

test('a question follows no redirect', async () => {
  const [{ server, provider }, { server: elsewhere }] = [await openBench(), await openBench()]
  server.answers.prediction = { status: 302, headers: { location: `${elsewhere.url}/predictions/abc` } }
  await expect(provider.poll({ id: 'abc' }, newAttempt().signal)).rejects.toThrow()
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

test('a target that is no model’s name is never asked for', async () => {
  const { server, provider } = await openBench()
  for (const target of ['none', 'a/b/c', '../x', 'a/b?c']) {
    expect(refused(await provider.submit(requestOf({}, { target }), newAttempt())).class).toBe('invalid_input')
  }
  expect(server.heard).toEqual([])
})

test('a secret that is none is told by its name, not by its value', async () => {
  const opening = openHouse({ REPLICATE_API_TOKEN: token, REPLICATE_WEBHOOK_SECRET: 'hunter2' })
  await expect(opening).rejects.toThrow(/REPLICATE_WEBHOOK_SECRET/)
  await expect(opening).rejects.not.toThrow(/hunter2/)
})
