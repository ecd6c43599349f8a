import { describe, expect, test } from 'vitest'
import cog from '../../../providers/cog.ts'
import type { ProviderInput, SubmitResult } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import { accepted, newAttempt } from '../../contracts/provider-contract.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { begin, inputOf, openBench, requestOf } from './bench.ts'
import type { Answer, Cut } from './server.ts'

const refused = (result: SubmitResult) => {
  if (result.kind !== 'rejected') throw new Error(`expected rejected, got ${JSON.stringify(result)}`)
  return result.error
}
const png = (text: string) => `data:image/png;base64,${Buffer.from(text).toString('base64')}`

test('a prediction is begun under the attempt’s id, in the predictor’s words, with its webhook', async () => {
  const { server, provider, receiver } = await openBench()
  const attempt = newAttempt()
  const inputs = [inputOf('firstFrame')]
  const request = requestOf({ seed: 0, negativePrompt: 'blur', extras: { num_frames: 51 } }, { inputs })
  expect(accepted(await provider.submit(request, attempt))).toEqual({ id: attempt.id, predictor: 'film' })
  expect(server.begun).toMatchObject([
    {
      id: attempt.id,
      webhook: `${receiver.url}/webhooks/cog/key/${attempt.id}`,
      input: { prompt: 'a paper boat', negative_prompt: 'blur', seed: 0, num_frames: 51, image: png('the firstFrame') },
    },
  ])
  expect(server.heard.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined])
})

test('files go as links where they have them, and into a list where there is one', async () => {
  const { server, provider } = await openBench()
  server.inputs = { prompt: {}, reference_images: { type: 'array' } }
  const inputs = [inputOf('referenceImages', '', { url: 'https://bot.example/1.png' }), inputOf('referenceImages', 'two')]
  accepted(await provider.submit(requestOf({}, { inputs, seed: false }), newAttempt()))
  expect(server.begun[0]?.input).toEqual({ prompt: 'a paper boat', reference_images: ['https://bot.example/1.png', png('two')] })
})

describe('what the predictor has no input for is refused before anything is begun', () => {
  test.each<[Partial<ResolvedRequest>, ProviderInput[], RegExp]>([
    [{ camera: 'orbit' }, [], /takes no camera move/],
    [{ durationSeconds: 5 }, [], /takes no duration/],
    [{ generateAudio: true }, [], /takes no sound/],
    [{}, [inputOf('video')], /takes no video/],
    [{ extras: { steps: 3 } }, [], /takes no input steps/],
    [{ negativePrompt: 'blur', extras: { negative_prompt: 'fog' } }, [], /negative_prompt is set twice/],
    [{ prompt: '' }, [], /needs prompt/],
    [{}, [inputOf('firstFrame', 'x', { sizeBytes: 101 * 1024 * 1024 })], /too large for the predictor/],
  ])('%o', async (fields, inputs, says) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(requestOf(fields, { inputs }), newAttempt()))).toMatchObject({
      class: 'invalid_input',
      message: expect.stringMatching(says),
    })
    expect(server.creates).toBe(0)
  })
})

describe('a refusal by its class', () => {
  test.each<['schema' | 'create', Answer, object]>([
    ['create', { status: 409 }, { class: 'rate_limited', retryAfterMs: 10_000 }],
    ['create', { status: 503, body: { status: 'failed', error: 'not ready' } }, { class: 'rate_limited' }],
    ['create', { status: 422, body: { detail: 'num_frames: too many' } }, { class: 'invalid_input' }],
    ['create', { status: 401 }, { class: 'auth' }],
    ['create', { status: 404 }, { class: 'model_gone' }],
    ['schema', { status: 503 }, { class: 'rate_limited' }],
    ['schema', { status: 502 }, { class: 'transient' }],
    ['schema', { status: 404 }, { class: 'internal' }],
    ['schema', { status: 200, body: {} }, { class: 'internal' }],
  ])('%s answers %o', async (place, answer, error) => {
    const { server, provider } = await openBench()
    server.answers[place] = answer
    const told = refused(await provider.submit(requestOf(), newAttempt()))
    expect(told).toMatchObject(error)
    expect(told.message).toMatch(/^\p{Lu}.*\.$/u)
    expect(server.begun).toEqual([])
  })

  test('a predictor that is busy with another clip', async () => {
    const bench = await openBench()
    await begin(bench)
    expect(refused(await bench.provider.submit(requestOf(), newAttempt())).class).toBe('rate_limited')
  })

  test('a predictor that nobody runs', async () => {
    const { provider } = await openBench()
    expect(refused(await provider.submit(requestOf({}, { target: 'other' }), newAttempt())).class).toBe('model_gone')
  })

  test('a predictor that cannot be reached', async () => {
    const { server, provider } = await openBench()
    await server.close()
    expect(refused(await provider.submit(requestOf(), newAttempt())).class).toBe('transient')
  })
})

describe.each<[Cut, number]>([
  ['before', 0],
  ['middle', 0],
  ['after', 1],
  ['half', 1],
])('a connection that breaks: %s', (cut, jobs) => {
  test('makes the outcome unknown, is never repeated, and is cleared up', async () => {
    const { server, provider, pass, now } = await openBench()
    server.cut.create = cut
    const attempt = newAttempt()
    const request = requestOf({ prompt: 'an endless road' })
    expect(await provider.submit(request, attempt)).toMatchObject({ kind: 'unknown' })
    expect(server.creates).toBe(1)
    expect(server.begun).toHaveLength(jobs)
    const written = { id: attempt.id, createdAt: now() }
    const ask = () => provider.reconcile?.(written, request, attempt.signal)
    const found = { kind: 'found', operation: { id: attempt.id, predictor: 'film' } }
    expect(await ask()).toEqual(jobs === 1 ? found : { kind: 'unknown' })
    pass(2 * 60_000 + 1)
    await ask()
    pass(2 * 60_000)
    expect(await ask()).toEqual(jobs === 1 ? found : { kind: 'absent' })
    expect(server.creates).toBe(1)
  })
})

test('an attempt is not called absent while its predictor is busy or cannot be reached', async () => {
  const bench = await openBench()
  const { server, provider, pass, now } = bench
  await begin(bench)
  const written = { id: 'lost', createdAt: now() }
  for (let look = 0; look < 3; look++) {
    pass(5 * 60_000)
    expect(await provider.reconcile?.(written, requestOf(), newAttempt().signal)).toEqual({ kind: 'unknown' })
  }
  await server.close()
  expect(await provider.reconcile?.(written, requestOf(), newAttempt().signal)).toEqual({ kind: 'unknown' })
})

test.each<Answer>([
  { status: 500 },
  { status: 503, body: '<html>' },
  { status: 408 },
  { status: 200, body: '<html>' },
  { status: 202, body: { id: 'x', status: 'starting' } },
])('an answer that does not say what became of it makes it unknown: %o', async (answer) => {
  const { server, provider } = await openBench()
  server.answers.create = answer
  expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'unknown' })
  expect(server.creates).toBe(1)
})

describe('setting it up', () => {
  const parse = (text: string) => cog.settings.safeParse({ COG_URLS: text })
  test('names each predictor and its address', () => {
    const settings = cog.settings.parse({ COG_URLS: 'step-video=http://gpu:5000, hummingbird=https://amd.example/cog' })
    expect([...(settings.COG_URLS ?? [])].map(([name, { href }]) => [name, href])).toEqual([
      ['step-video', 'http://gpu:5000/'],
      ['hummingbird', 'https://amd.example/cog/'],
    ])
    expect(cog.origins?.(settings)).toEqual(['http://gpu:5000', 'https://amd.example'])
  })

  test.each(['http://gpu:5000', 'a=ftp://gpu', 'a=http://u:p@gpu', 'a=http://gpu,a=http://other', 'a=', 'a=http://gpu,'])(
    '%s is none',
    (text) => {
      expect(parse(text).success).toBe(false)
    },
  )

  test('is nothing without predictors, and an error without a public address', () => {
    expect(cog.create(cog.settings.parse({}), providerTools())).toBeNull()
    expect(() => cog.create(cog.settings.parse({ COG_URLS: 'a=http://gpu' }), providerTools())).toThrow(
      expect.objectContaining({ code: 'bad_config', userMessage: expect.stringContaining('PUBLIC_URL') }),
    )
  })

  test('an attempt without a webhook is not begun', async () => {
    const { server, receiver } = await openBench()
    expect(refused((await receiver.provider?.submit(requestOf(), newAttempt())) ?? { kind: 'unknown', reason: '' }).class).toBe('internal')
    expect(server.heard).toEqual([])
  })
})

describe('a look at a predictor', () => {
  const { signal } = newAttempt()
  test.each<[string, object]>([
    ['READY', { kind: 'available', drift: [] }],
    ['STARTING', { kind: 'available', drift: [] }],
    ['SETUP_FAILED', { kind: 'unavailable', reason: 'its predictor says SETUP_FAILED' }],
  ])('%s', async (status, state) => {
    const { server, provider } = await openBench()
    server.answers.health = { status: 200, body: { status } }
    expect(await provider.inspect?.(requestOf().model, signal)).toEqual(state)
  })

  test('finds none where the operator named none, and throws where it cannot be reached', async () => {
    const { server, provider } = await openBench()
    expect(await provider.inspect?.(requestOf({}, { target: 'other' }).model, signal)).toMatchObject({ kind: 'unavailable' })
    server.answers.health = { status: 502 }
    await expect(provider.inspect?.(requestOf().model, signal)).rejects.toMatchObject({ code: 'provider_failed' })
  })
})
