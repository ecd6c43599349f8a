import { describe, expect, test } from 'vitest'
import vercel from '../../../providers/vercel.ts'
import type { ProviderInput, ProviderRequest } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import type { Catalogue } from '../../../src/core/words/catalogue.ts'
import { type Sentence, say } from '../../../src/core/words/sentence.ts'
import { paidCallContract } from '../../contracts/paid-call-contract.ts'
import { accepted, newAttempt } from '../../contracts/provider-contract.ts'
import { refused, textInput } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { openBench, providerOf, requestOf } from './bench.ts'
import { problem } from './server.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

test('a request is written in the gateway’s words, its key is the attempt’s', async () => {
  const { server, provider } = await openBench()
  const attempt = newAttempt()
  const request = requestOf({ durationSeconds: 6, aspectRatio: '9:16', resolution: '720p', generateAudio: false })
  expect(accepted(await provider.submit(request, attempt))).toEqual({
    target: 'bytedance/seedance-2.5',
    reference: { gatewayJobId: 'job_0' },
  })
  expect(server.jobs).toMatchObject([
    {
      key: attempt.id,
      model: 'bytedance/seedance-2.5',
      body: {
        prompt: 'a paper boat',
        n: 1,
        duration: 6,
        aspectRatio: '9:16',
        resolution: '720p',
        seed: 42,
        generateAudio: false,
        providerOptions: {},
      },
    },
  ])
})

test.each<[string, Partial<ResolvedRequest>, object]>([
  ['alibaba/wan-v3.0-video', { resolution: '720p', aspectRatio: '9:16' }, { resolution: '720x1280' }],
  ['alibaba/wan-v3.0-video', { resolution: '480p', aspectRatio: '1:1' }, { resolution: '624x624' }],
  ['google/veo-3.1-generate-001', { resolution: '1080p' }, { resolution: '1080p' }],
  ['spacexai/grok-imagine-video-1.5', { resolution: '1080p' }, { providerOptions: { xai: { resolution: '1080p' } } }],
  ['bfl/flux-3-video', { resolution: '720p' }, { providerOptions: { blackForestLabs: { resolution: 'hd' } } }],
])('the resolution reaches %s: %o', async (target, fields, body) => {
  const { server, provider } = await openBench()
  accepted(await provider.submit(requestOf(fields, { target }), newAttempt()))
  expect(server.jobs[0]?.body).toMatchObject(body)
})

test('files go along in base64, or as their links where they have some', async () => {
  const { server, provider } = await openBench()
  const linked = textInput('lastFrame', 'last', { url: 'https://bot.example/last.png' })
  accepted(await provider.submit(requestOf({ mode: 'i2v' }, { inputs: [textInput('firstFrame', 'first'), linked] }), newAttempt()))
  const first = { type: 'file', mediaType: 'image/png', data: base64('first') }
  const last = { type: 'url', mediaType: 'image/png', url: 'https://bot.example/last.png' }
  expect(server.jobs[0]?.body).toMatchObject({
    image: first,
    frameImages: [
      { image: first, frameType: 'first_frame' },
      { image: last, frameType: 'last_frame' },
    ],
  })
  accepted(await provider.submit(requestOf({}, { inputs: [textInput('referenceImages', 'a')] }), newAttempt()))
  expect(server.jobs[1]?.body.inputReferences).toEqual([{ type: 'file', mediaType: 'image/png', data: base64('a') }])
})

describe('what the gateway cannot be told is refused before anything is sent', () => {
  const model = 'plain'
  const no = (part: keyof Catalogue['part']) => say('model.takesNo', { model, part: say(`part.${part}`) })
  test.each<[Partial<ResolvedRequest>, ProviderInput[], Sentence]>([
    [{ negativePrompt: 'blur' }, [], no('negativePrompt')],
    [{ fps: 24 }, [], no('fps')],
    [{ strength: 0 }, [], no('strength')],
    [{ camera: 'orbit' }, [], no('camera')],
    [{}, [textInput('video')], no('video')],
    [{}, [textInput('audio')], no('audio')],
    [{ extras: { draft: true } }, [], say('model.noInput', { model, input: 'draft' })],
    [{}, [textInput('lastFrame')], say('model.lastNeedsFirst', { model })],
    [{}, [textInput('firstFrame'), textInput('referenceImages')], say('model.firstOrReferences', { model })],
  ])('%o', async (fields, inputs, message) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(requestOf(fields, { inputs }), newAttempt())).message).toEqual(message)
    expect(server.heard).toEqual([])
  })

  test.each<[string, Partial<ResolvedRequest>, Sentence]>([
    ['bfl/flux-3-video', { resolution: '480p' }, say('model.noSize', { model, resolution: '480p' })],
    ['nobody/video-1', {}, say('provider.unknownInputs', { vendor: 'Vercel AI Gateway', target: 'nobody/video-1' })],
  ])('%s, %o', async (target, fields, message) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(requestOf(fields, { target }), newAttempt())).message).toEqual(message)
    expect(server.heard).toEqual([])
  })
})

const minute = 60_000

paidCallContract('vercel', {
  definition: vercel,
  open: openBench,
  request: requestOf(),
  unclear: [{ status: 202, body: { operation: null } }, { status: 409, body: problem(409, 'conflict').body }, { status: 425 }],
  refusals: [
    [problem(401, 'authentication_error'), { class: 'auth' }],
    [problem(403, 'forbidden'), { class: 'auth', message: say('provider.accessRefused', { vendor: 'Vercel AI Gateway' }) }],
    [{ status: 402 }, { class: 'credits' }],
    [problem(404, 'model_not_found'), { class: 'model_gone' }],
    [problem(400, 'invalid_request_error', 'Unsupported aspect ratio'), { class: 'invalid_input', reason: 'Unsupported aspect ratio' }],
    [problem(424, 'failed_dependency'), { class: 'invalid_input' }],
    [
      { ...problem(429, 'rate_limit_exceeded'), headers: { 'retry-after': '7' } },
      { class: 'rate_limited', retryAfterMs: 7_000 },
    ],
    [{ status: 418 }, { class: 'internal' }],
  ],
  reconciled: {
    sendsAgain: true,
    afterMs: 10 * minute,
    operation: () => ({ target: 'bytedance/seedance-2.5', reference: { gatewayJobId: 'job_0' } }),
  },
  anothers: {
    answers: {
      status: {
        status: 200,
        body: {
          status: 'completed',
          videos: [{ type: 'url', url: 'https://x.example/a.mp4', mediaType: 'video/mp4' }],
          providerMetadata: { gateway: { asyncJob: { jobId: 'job_2' } } },
        },
      },
    },
    operation: { target: 'bytedance/seedance-2.5', reference: { gatewayJobId: 'job_1' } },
  },
  unset: [{}, { AI_GATEWAY_API_KEY: ' ' }],
  own: { environment: { AI_GATEWAY_BASE_URL: 'http://127.0.0.1:1' }, origin: 'http://127.0.0.1:1' },
})

describe('a start whose answer was lost', () => {
  /** A start that the gateway took and whose answer never came. */
  const lose = async (request: ProviderRequest) => {
    const tools = providerTools()
    const { server, provider } = await openBench(tools)
    server.cut.create = 'after'
    const attempt = { ...newAttempt(), createdAt: Date.now() }
    expect(await provider.submit(request, attempt)).toMatchObject({ kind: 'unknown' })
    delete server.cut.create
    return { server, provider, tools, attempt }
  }
  const { signal } = newAttempt()

  test('is sent again with the links that it had, whatever they are now, and by another process', async () => {
    const withLink = (url: string) => requestOf({ mode: 'i2v' }, { inputs: [textInput('firstFrame', 'first', { url })] })
    const { server, tools, attempt } = await lose(withLink('https://bot.example/first.png?expires=1'))
    const other = providerOf(server.origin, tools)
    expect(await other.reconcile?.(attempt, withLink('https://bot.example/first.png?expires=2'), signal)).toMatchObject({ kind: 'found' })
    expect([server.creates, server.taken]).toEqual([2, 1])
  })

  test.each<[string, Parameters<typeof requestOf>]>([
    ['another prompt', [{ prompt: 'another boat' }]],
    ['another model', [{}, { target: 'bytedance/seedance-2.0' }]],
  ])('is not sent again where it would be another start: %s', async (_, other) => {
    const { server, provider, attempt } = await lose(requestOf())
    expect(await provider.reconcile?.(attempt, requestOf(...other), signal)).toEqual({ kind: 'unknown' })
    expect(server.creates).toBe(1)
  })

  test('is not sent again in another account, whose keys are others', async () => {
    const { server, tools, attempt } = await lose(requestOf())
    const settings = vercel.settings.parse({ AI_GATEWAY_API_KEY: 'vck_another', AI_GATEWAY_BASE_URL: server.origin })
    expect(await vercel.create(settings, tools)?.reconcile?.(attempt, requestOf(), signal)).toEqual({ kind: 'unknown' })
    expect(server.creates).toBe(1)
  })

  test('is not sent again where nobody wants the clip any more, and where nothing was written down', async () => {
    const { server, provider, attempt } = await lose(requestOf())
    expect(await provider.reconcile?.({ ...attempt, unwanted: true }, requestOf(), signal)).toEqual({ kind: 'unknown' })
    const forgetful = providerOf(server.origin)
    expect(await forgetful.reconcile?.(attempt, requestOf(), signal)).toEqual({ kind: 'unknown' })
    expect(server.creates).toBe(1)
  })

  test.each([problem(401, 'authentication_error'), problem(400, 'invalid_request_error'), problem(409, 'conflict'), { status: 503 }])(
    'stays unknown where the second answer is no job: %o',
    async (answer) => {
      const { server, provider, attempt } = await lose(requestOf())
      server.answers.create = answer
      expect(await provider.reconcile?.(attempt, requestOf(), signal)).toEqual({ kind: 'unknown' })
    },
  )
})
