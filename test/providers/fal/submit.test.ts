import { describe, expect, test } from 'vitest'
import fal from '../../../providers/fal.ts'
import type { ProviderInput } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import type { Catalogue } from '../../../src/core/words/catalogue.ts'
import { type Sentence, say } from '../../../src/core/words/sentence.ts'
import { paidCallContract } from '../../contracts/paid-call-contract.ts'
import { accepted, newAttempt } from '../../contracts/provider-contract.ts'
import { refused, textInput } from '../../support/provider-input.ts'
import { openBench, requestOf, targets } from './bench.ts'

const { wan, kling, veo, ltx } = targets
const [first, last, video] = [textInput('firstFrame'), textInput('lastFrame'), textInput('video')]
const data = (text: string, type = 'image/png') => `data:${type};base64,${Buffer.from(text).toString('base64')}`

describe('a request goes to the endpoint for what is in it, in its words', () => {
  test.each<[string, Partial<ResolvedRequest>, ProviderInput[], string, object]>([
    [
      wan,
      { durationSeconds: 5, aspectRatio: '9:16', resolution: '720p', negativePrompt: 'blur', seed: 0 },
      [],
      wan,
      { duration: 5, aspect_ratio: '9:16', resolution: '720p', negative_prompt: 'blur', seed: 0 },
    ],
    [wan, { seed: 2_147_483_648 }, [first], 'fal-ai/wan/v2.7/image-to-video', { seed: 0, image_url: data('the firstFrame') }],
    [wan, {}, [video], 'fal-ai/wan/v2.7/edit-video', { seed: 42, video_url: data('the video', 'video/mp4') }],
    [kling, { durationSeconds: 10, generateAudio: false }, [], kling, { duration: '10', generate_audio: false }],
    [
      'fal-ai/kling-video/v3/pro/image-to-video',
      {},
      [first, last],
      'fal-ai/kling-video/v3/pro/image-to-video',
      { start_image_url: data('the firstFrame'), end_image_url: data('the lastFrame') },
    ],
    [veo, { durationSeconds: 8, generateAudio: true }, [], veo, { duration: '8s', generate_audio: true, seed: 42 }],
    [veo, {}, [first], 'fal-ai/veo3.1/image-to-video', { image_url: data('the firstFrame'), seed: 42 }],
    [
      veo,
      {},
      [last, first],
      'fal-ai/veo3.1/first-last-frame-to-video',
      { first_frame_url: data('the firstFrame'), last_frame_url: data('the lastFrame'), seed: 42 },
    ],
    ['fal-ai/veo3.1/fast', {}, [first], 'fal-ai/veo3.1/fast/image-to-video', { image_url: data('the firstFrame'), seed: 42 }],
    [ltx, { durationSeconds: 12, fps: 25 }, [], ltx, { duration: 12, fps: 25 }],
    [ltx, {}, [first], 'fal-ai/ltx-2.3/image-to-video/fast', { image_url: data('the firstFrame') }],
    [kling, { extras: { cfg_scale: 0.7 } }, [], kling, { cfg_scale: 0.7 }],
  ])('%s: %o', async (target, fields, inputs, endpoint, input) => {
    const { server, provider } = await openBench()
    accepted(await provider.submit(requestOf(fields, { target, inputs }), newAttempt()))
    expect(server.requests).toMatchObject([{ endpoint, input: { prompt: 'a paper boat' } }])
    expect(server.requests[0]?.input).toEqual({ prompt: 'a paper boat', ...input })
  })

  test('with its webhook, its deadline, and links where files have them', async () => {
    const { server, provider } = await openBench({ now: () => 1_000_000 })
    const webhookUrl = 'https://bot.example/webhooks/fal/a+key/attempt1?x=1'
    const inputs = [textInput('firstFrame', '', { url: 'https://bot.example/first.png', sizeBytes: 1e9 })]
    const attempt = { ...newAttempt(), deadlineAt: 1_000_000 + 90_500, webhookUrl }
    const result = await provider.submit(requestOf({}, { target: kling, inputs }), attempt)
    expect(server.requests[0]).toMatchObject({ webhook: webhookUrl, input: { start_image_url: 'https://bot.example/first.png' } })
    expect(server.heard[0]?.headers).toMatchObject({ 'x-fal-request-timeout': '91' })
    expect(result).toEqual({
      kind: 'accepted',
      operation: { endpoint: 'fal-ai/kling-video/v3/pro/image-to-video', requestId: server.requests[0]?.id, seed: null },
    })
  })
})

describe('what an endpoint has no field for is refused before anything is paid', () => {
  const model = 'plain'
  const no = (part: keyof Catalogue['part']) => say('model.takesNo', { model, part: say(`part.${part}`) })
  test.each<[string, Partial<ResolvedRequest>, ProviderInput[], Sentence]>([
    [wan, { fps: 24 }, [], no('fps')],
    [wan, { generateAudio: true }, [], no('generateAudio')],
    [wan, { strength: 0.5 }, [], no('strength')],
    [wan, { aspectRatio: '16:9' }, [first], no('aspectRatio')],
    [wan, { negativePrompt: 'blur' }, [video], no('negativePrompt')],
    [
      wan,
      {},
      [video, textInput('referenceImages'), textInput('referenceImages')],
      say('model.mostFiles', { model, part: say('part.referenceImages'), most: 1 }),
    ],
    [wan, { durationSeconds: 5, extras: { duration: 9 } }, [], say('model.inputSet', { input: 'duration' })],
    [kling, { resolution: '1080p' }, [], no('resolution')],
    [kling, {}, [video], say('model.startsFrom', { model, parts: [say('part.video')] })],
    [kling, {}, [last], say('model.startsFrom', { model, parts: [say('part.lastFrame')] })],
    [ltx, { camera: 'orbit' }, [], no('camera')],
    ['fal-ai/some-other/model', {}, [], say('provider.unknownInputs', { vendor: 'fal', target: 'fal-ai/some-other/model' })],
    ['../x', {}, [], say('provider.unknownInputs', { vendor: 'fal', target: '../x' })],
    [kling, {}, [textInput('firstFrame', 'x', { sizeBytes: 21 * 1024 * 1024 })], say('provider.filesNeedPublicUrl', { vendor: 'fal' })],
  ])('%s: %o', async (target, fields, inputs, message) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(requestOf(fields, { target, inputs }), newAttempt())).message).toEqual(message)
    expect(server.heard).toEqual([])
  })

  test('a file that cannot be read is no riddle', async () => {
    const { server, provider } = await openBench()
    const inputs = [textInput('firstFrame', 'x', { read: () => Promise.reject(new Error('gone')) })]
    expect(refused(await provider.submit(requestOf({}, { target: kling, inputs }), newAttempt())).class).toBe('transient')
    expect(server.heard).toEqual([])
  })
})

const detail = (type: string, ...loc: string[]) => ({ detail: [{ loc: ['body', ...loc], msg: 'no', type }] })

paidCallContract('fal', {
  definition: fal,
  open: openBench,
  request: requestOf(),
  unclear: [
    { status: 200, body: { status: 'IN_QUEUE' } },
    { status: 200, body: { request_id: '../x' } },
  ],
  refusals: [
    [{ status: 401 }, { class: 'auth' }],
    [{ status: 403, body: { detail: 'Forbidden' } }, { class: 'auth' }],
    [{ status: 403, body: { detail: 'User is locked. Reason: Exhausted balance. Top up at fal.ai' } }, { class: 'credits' }],
    [{ status: 402 }, { class: 'credits' }],
    [{ status: 404 }, { class: 'model_gone' }],
    [{ status: 413 }, { class: 'invalid_input' }],
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { class: 'rate_limited', retryAfterMs: 7_000 },
    ],
    [
      { status: 422, body: detail('literal_error', 'aspect_ratio') },
      {
        class: 'invalid_input',
        message: say('provider.partRefused', { vendor: 'fal', part: 'aspect ratio' }),
        detail: 'HTTP 422 literal_error no',
      },
    ],
    [{ status: 422, body: detail('content_policy_violation', 'prompt') }, { class: 'moderation' }],
    [{ status: 400, body: { detail: 'The prompt was flagged by the content policy.' } }, { class: 'moderation' }],
    [{ status: 400, body: detail('downstream_service_error') }, { class: 'transient' }],
    [
      { status: 400, body: 'Bad Request' },
      { class: 'invalid_input', detail: 'HTTP 400 Bad Request' },
    ],
    [{ status: 418 }, { class: 'internal' }],
  ],
  anothers: {
    answers: {
      status: { status: 200, body: { status: 'COMPLETED', request_id: 'another' } },
      result: { status: 200, body: { video: { url: 'https://x.example/a.mp4' } } },
    },
    operation: { endpoint: wan, requestId: 'abc' },
  },
  unset: [{}, { FAL_KEY: ' ' }],
  own: { environment: { FAL_QUEUE_URL: 'http://127.0.0.1:1' }, origin: 'http://127.0.0.1:1' },
})

test('a question follows no redirect', async () => {
  const [{ server, provider }, { server: elsewhere }] = [await openBench(), await openBench()]
  server.answers.status = { status: 302, headers: { location: `${elsewhere.url}/fal-ai/wan/requests/abc/status` } }
  await expect(provider.poll({ endpoint: wan, requestId: 'abc' }, newAttempt().signal)).rejects.toThrow()
  expect(elsewhere.heard).toEqual([])
})
