import { describe, expect, test } from 'vitest'
import cog from '../../../providers/cog.ts'
import type { ProviderInput } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import type { Catalogue } from '../../../src/core/words/catalogue.ts'
import { type Sentence, say } from '../../../src/core/words/sentence.ts'
import { paidCallContract } from '../../contracts/paid-call-contract.ts'
import { accepted, newAttempt } from '../../contracts/provider-contract.ts'
import type { Answer } from '../../support/contract-server.ts'
import { refused, textInput } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { begin, openBench, requestOf } from './bench.ts'

const png = (text: string) => `data:image/png;base64,${Buffer.from(text).toString('base64')}`

test('a prediction is begun under the attempt’s id, in the predictor’s words, with its webhook', async () => {
  const { server, provider, receiver } = await openBench()
  const attempt = newAttempt()
  const inputs = [textInput('firstFrame')]
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
  const inputs = [textInput('referenceImages', '', { url: 'https://bot.example/1.png' }), textInput('referenceImages', 'two')]
  accepted(await provider.submit(requestOf({}, { inputs, seed: false }), newAttempt()))
  expect(server.begun[0]?.input).toEqual({ prompt: 'a paper boat', reference_images: ['https://bot.example/1.png', png('two')] })
})

test('shots are the text of a list, and switches go by the names that the predictor has', async () => {
  const { server, provider } = await openBench()
  server.inputs = { prompt: {}, shots: {}, loop: {}, expand_prompt: {} }
  const shots = [{ prompt: 'a boat', seconds: 3 }, { prompt: 'rain' }]
  accepted(await provider.submit(requestOf({ shots, loop: true, expandPrompt: false }, { seed: false }), newAttempt()))
  expect(server.begun[0]?.input).toEqual({
    prompt: 'a paper boat',
    shots: '[{"prompt":"a boat","duration":3},{"prompt":"rain"}]',
    loop: true,
    expand_prompt: false,
  })
})

describe('what the predictor has no input for is refused before anything is begun', () => {
  const model = 'plain'
  const no = (part: keyof Catalogue['part']) => say('model.takesNo', { model, part: say(`part.${part}`) })
  test.each<[Partial<ResolvedRequest>, ProviderInput[], Sentence]>([
    [{ camera: 'orbit' }, [], no('camera')],
    [{ durationSeconds: 5 }, [], no('durationSeconds')],
    [{ generateAudio: true }, [], no('generateAudio')],
    [{}, [textInput('video')], no('video')],
    [{}, [textInput('style')], no('style')],
    [{ shots: [{ prompt: 'a' }, { prompt: 'b' }] }, [], no('shots')],
    [{ speech: 'Hi' }, [], no('speech')],
    [{ motion: 'low' }, [], no('motion')],
    [{ extras: { steps: 3 } }, [], say('model.noInput', { model, input: 'steps' })],
    [{ negativePrompt: 'blur', extras: { negative_prompt: 'fog' } }, [], say('model.inputSet', { input: 'negative_prompt' })],
    [{ prompt: '' }, [], say('model.needs', { model, part: say('part.prompt') })],
    [{}, [textInput('firstFrame', 'x', { sizeBytes: 101 * 1024 * 1024 })], say('provider.filesTooLarge', { vendor: 'Cog' })],
  ])('%o', async (fields, inputs, message) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(requestOf(fields, { inputs }), newAttempt()))).toMatchObject({
      class: 'invalid_input',
      message,
    })
    expect(server.creates).toBe(0)
  })
})

paidCallContract('cog', {
  definition: cog,
  open: openBench,
  request: requestOf({ prompt: 'an endless road' }),
  unclear: [
    { status: 503, body: '<html>' },
    { status: 202, body: { id: 'x', status: 'starting' } },
  ],
  refusals: [
    [{ status: 409 }, { class: 'rate_limited', retryAfterMs: 10_000 }],
    [{ status: 503, body: { status: 'failed', error: 'not ready' } }, { class: 'rate_limited' }],
    [{ status: 422, body: { detail: 'num_frames: too many' } }, { class: 'invalid_input' }],
    [{ status: 401 }, { class: 'auth' }],
    [{ status: 404 }, { class: 'model_gone' }],
  ],
  reconciled: { afterMs: 2 * 60_000 + 1, operation: (_, id) => ({ id, predictor: 'film' }) },
  unset: [{}],
  own: { environment: { COG_URLS: 'film=http://127.0.0.1:1' }, origin: 'http://127.0.0.1:1' },
})

describe('a predictor that cannot begin', () => {
  test.each<[Answer, object]>([
    [{ status: 503 }, { class: 'rate_limited' }],
    [{ status: 502 }, { class: 'transient' }],
    [{ status: 404 }, { class: 'internal' }],
    [{ status: 200, body: {} }, { class: 'internal' }],
  ])('says so for its schema: %o', async (answer, error) => {
    const { server, provider } = await openBench()
    server.answers.schema = answer
    expect(refused(await provider.submit(requestOf(), newAttempt()))).toMatchObject(error)
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

  test('is an error without a public address', () => {
    expect(() => cog.create(cog.settings.parse({ COG_URLS: 'a=http://gpu' }), providerTools())).toThrow(
      expect.objectContaining({ code: 'bad_config', userMessage: expect.stringContaining('PUBLIC_URL') }),
    )
  })

  test('an attempt without a webhook is not begun', async () => {
    const { server, receiver } = await openBench()
    expect(refused((await receiver.listener?.submit(requestOf(), newAttempt())) ?? { kind: 'unknown', reason: '' }).class).toBe('internal')
    expect(server.heard).toEqual([])
  })
})

describe('a look at a predictor', () => {
  const { signal } = newAttempt()
  test.each<[string, object]>([
    ['READY', { kind: 'available', drift: [] }],
    ['STARTING', { kind: 'available', drift: [] }],
    ['SETUP_FAILED', { kind: 'unavailable', reason: say('provider.predictorBroken', { health: 'SETUP_FAILED' }) }],
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
