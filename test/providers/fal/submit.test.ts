import { describe, expect, test } from 'vitest'
import fal from '../../../providers/fal.ts'
import type { ProviderInput } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import type { Catalogue } from '../../../src/core/words/catalogue.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { paidCallContract } from '../../contracts/paid-call-contract.ts'
import { accepted, newAttempt } from '../../contracts/provider-contract.ts'
import { refused, textInput } from '../../support/provider-input.ts'
import { openBench, requestOf, targets } from './bench.ts'

const { wan, kling, veo, ltx, seedance } = targets
const [first, last, video, mask] = [textInput('firstFrame'), textInput('lastFrame'), textInput('video'), textInput('mask')]
const [reference, sound] = [textInput('referenceImages'), textInput('referenceAudios', 'la', { mediaType: 'audio/mpeg' })]
const data = (text: string, type = 'image/png') => `data:${type};base64,${Buffer.from(text).toString('base64')}`
const film = data('the video', 'video/mp4')

/** A request of the mode that these files start, if nothing else is said. */
const givenOf = (target: string, fields: Partial<ResolvedRequest>, inputs: ProviderInput[]) => {
  const has = (role: ProviderInput['role']): boolean => inputs.some((input) => input.role === role)
  return requestOf({ mode: has('video') ? 'v2v' : has('firstFrame') ? 'i2v' : 't2v', ...fields }, { target, inputs })
}

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
    [wan, { expandPrompt: false }, [], wan, { seed: 42, enable_prompt_expansion: false }],
    [wan, {}, [video], 'fal-ai/wan/v2.7/edit-video', { seed: 42, video_url: film }],
    [kling, { durationSeconds: 10, generateAudio: false }, [], kling, { duration: '10', generate_audio: false }],
    [
      'fal-ai/kling-video/v3/pro/image-to-video',
      {},
      [first, last],
      'fal-ai/kling-video/v3/pro/image-to-video',
      { start_image_url: data('the firstFrame'), end_image_url: data('the lastFrame') },
    ],
    [veo, { durationSeconds: 8, generateAudio: true }, [], veo, { duration: '8s', generate_audio: true, seed: 42 }],
    [veo, { resolution: '2160p' }, [], veo, { resolution: '4k', seed: 42 }],
    [veo, {}, [first], 'fal-ai/veo3.1/image-to-video', { image_url: data('the firstFrame'), seed: 42 }],
    [
      veo,
      { durationSeconds: 6 },
      [last, first],
      'fal-ai/veo3.1/first-last-frame-to-video',
      { first_frame_url: data('the firstFrame'), last_frame_url: data('the lastFrame'), seed: 42, duration: '6s' },
    ],
    [
      veo,
      {},
      [reference, reference],
      'fal-ai/veo3.1/reference-to-video',
      { image_urls: [data('the referenceImages'), data('the referenceImages')] },
    ],
    [veo, { continues: true, durationSeconds: 7 }, [video], 'fal-ai/veo3.1/extend-video', { video_url: film, duration: '7s', seed: 42 }],
    ['fal-ai/veo3.1/fast', {}, [first], 'fal-ai/veo3.1/fast/image-to-video', { image_url: data('the firstFrame'), seed: 42 }],
    ['fal-ai/veo3.1/lite', {}, [], 'fal-ai/veo3.1/lite', { seed: 42 }],
    [ltx, { durationSeconds: 12, fps: 25 }, [], ltx, { duration: 12, fps: 25 }],
    [ltx, {}, [first], 'fal-ai/ltx-2.3/image-to-video/fast', { image_url: data('the firstFrame') }],
    [seedance, { durationSeconds: 5 }, [], seedance, { duration: '5' }],
    [
      seedance,
      {},
      [reference, sound],
      'bytedance/seedance-2.0/reference-to-video',
      { image_urls: [data('the referenceImages')], audio_urls: [data('la', 'audio/mpeg')] },
    ],
    ['minimax/h3/text-to-video', { resolution: '1440p' }, [], 'minimax/h3/text-to-video', { resolution: '2K' }],
    ['minimax/h3/text-to-video', { resolution: '768p' }, [], 'minimax/h3/text-to-video', { resolution: '768P' }],
    [
      'luma/agent/ray/v3.2/text-to-video',
      { loop: true, durationSeconds: 10 },
      [],
      'luma/agent/ray/v3.2/text-to-video',
      { loop: true, duration: '10s' },
    ],
    [
      'fal-ai/pixverse/v6/text-to-video',
      { generateAudio: true },
      [],
      'fal-ai/pixverse/v6/text-to-video',
      { generate_audio_switch: true, seed: 42 },
    ],
    ['fal-ai/vidu/q3/text-to-video', { generateAudio: false }, [], 'fal-ai/vidu/q3/text-to-video', { audio: false, seed: 42 }],
    ['blackforestlabs/flux-3/text-to-video', { durationSeconds: 8 }, [], 'blackforestlabs/flux-3/text-to-video', { duration: 8 }],
    [
      kling,
      {
        prompt: '',
        durationSeconds: 5,
        shots: [
          { prompt: 'a boat', seconds: 2 },
          { prompt: 'a bird', seconds: 3 },
        ],
      },
      [],
      kling,
      {
        prompt: undefined,
        duration: '5',
        multi_prompt: [
          { prompt: 'a boat', duration: '2' },
          { prompt: 'a bird', duration: '3' },
        ],
      },
    ],
    [kling, { extras: { cfg_scale: 0.7 } }, [], kling, { cfg_scale: 0.7 }],
    // A still is made by the same queue.
    [
      'fal-ai/nano-banana-2',
      { mode: 't2i', aspectRatio: '16:9', resolution: '2048p' },
      [],
      'fal-ai/nano-banana-2',
      { aspect_ratio: '16:9', resolution: '2K', seed: 42 },
    ],
    [
      'fal-ai/nano-banana-2',
      { mode: 'i2i' },
      [first, reference],
      'fal-ai/nano-banana-2/edit',
      { image_urls: [data('the firstFrame'), data('the referenceImages')], seed: 42 },
    ],
    ['fal-ai/flux-2-pro', { mode: 't2i', aspectRatio: '9:16' }, [], 'fal-ai/flux-2-pro', { image_size: 'portrait_16_9', seed: 42 }],
    [
      'fal-ai/flux-pro/v1/fill',
      { mode: 'i2i' },
      [first, mask],
      'fal-ai/flux-pro/v1/fill',
      { image_url: data('the firstFrame'), mask_url: data('the mask'), seed: 42 },
    ],
    [
      'fal-ai/seedvr/upscale/image',
      { mode: 'upscale-still', prompt: '', factor: 4 },
      [first],
      'fal-ai/seedvr/upscale/image',
      { prompt: undefined, image_url: data('the firstFrame'), upscale_factor: 4, upscale_mode: 'factor', seed: 42 },
    ],
    [
      'fal-ai/seedvr/upscale/video',
      { mode: 'upscale-video', prompt: '', resolution: '1080p' },
      [video],
      'fal-ai/seedvr/upscale/video',
      { prompt: undefined, video_url: film, target_resolution: '1080p', upscale_mode: 'target', seed: 42 },
    ],
  ])('%s: %o', async (target, fields, inputs, endpoint, input) => {
    const { server, provider } = await openBench()
    accepted(await provider.submit(givenOf(target, fields, inputs), newAttempt()))
    expect(server.requests).toMatchObject([{ endpoint }])
    expect(server.requests[0]?.input).toEqual({ prompt: 'a paper boat', ...input })
  })

  test('with its webhook, its deadline, and links where files have them', async () => {
    const { server, provider } = await openBench({ now: () => 1_000_000 })
    const webhookUrl = 'https://bot.example/webhooks/fal/a+key/attempt1?x=1'
    const inputs = [textInput('firstFrame', '', { url: 'https://bot.example/first.png', sizeBytes: 1e9 })]
    const attempt = { ...newAttempt(), deadlineAt: 1_000_000 + 90_500, webhookUrl }
    const result = await provider.submit(givenOf(kling, {}, inputs), attempt)
    expect(server.requests[0]).toMatchObject({ webhook: webhookUrl, input: { start_image_url: 'https://bot.example/first.png' } })
    expect(server.heard.find(({ place }) => place === 'create')?.headers).toMatchObject({ 'x-fal-request-timeout': '91' })
    expect(result).toEqual({
      kind: 'accepted',
      operation: { endpoint: 'fal-ai/kling-video/v3/pro/image-to-video', requestId: server.requests[0]?.id, seed: null },
    })
  })
})

describe('what an endpoint does not take is refused before anything is paid', () => {
  const model = 'plain'
  const no = (part: keyof Catalogue['part']) => say('model.takesNo', { model, part: say(`part.${part}`) })
  test.each<[string, Partial<ResolvedRequest>, ProviderInput[], object]>([
    [wan, { fps: 24 }, [], no('fps')],
    [wan, { generateAudio: true }, [], no('generateAudio')],
    [wan, { strength: 0.5 }, [], no('strength')],
    [wan, { speech: 'hello' }, [], no('speech')],
    [wan, { loop: true }, [], no('loop')],
    [wan, { aspectRatio: '16:9' }, [first], no('aspectRatio')],
    [wan, { negativePrompt: 'blur' }, [video], no('negativePrompt')],
    [wan, { durationSeconds: 16 }, [], { say: 'model.takes' }],
    [wan, { resolution: '480p' }, [], { say: 'model.takes' }],
    [wan, { prompt: 'boat '.repeat(1001) }, [], { say: 'model.takes' }],
    [wan, {}, [video, reference, reference], say('model.mostFiles', { model, part: say('part.referenceImages'), most: 1 })],
    [seedance, {}, [sound, sound, sound, sound], say('model.mostFiles', { model, part: say('part.referenceAudios'), most: 3 })],
    [wan, { durationSeconds: 5, extras: { duration: 9 } }, [], say('model.inputSet', { input: 'duration' })],
    [wan, { extras: { num_frames: 9 } }, [], say('model.noInput', { model, input: 'num_frames' })],
    [kling, { extras: { cfg_scale: 2 } }, [], { say: 'model.takes' }],
    [kling, { resolution: '1080p' }, [], no('resolution')],
    [kling, {}, [video], say('model.startsFrom', { model, parts: [say('part.video')] })],
    [kling, {}, [last], say('model.startsFrom', { model, parts: [say('part.lastFrame')] })],
    [kling, { continues: true }, [video], say('model.startsFrom', { model, parts: [say('part.video')] })],
    ['fal-ai/veo3.1/fast', {}, [video], say('model.startsFrom', { model, parts: [say('part.video')] })],
    [ltx, { camera: 'orbit' }, [], no('camera')],
    ['fal-ai/flux-pro/v1/fill', { mode: 'i2i' }, [first], say('model.startsFrom', { model, parts: [say('part.firstFrame')] })],
    ['fal-ai/some-other/model', {}, [], say('provider.modelGone', { vendor: 'fal' })],
    ['../x', {}, [], say('provider.badTarget', { vendor: 'fal', target: '../x' })],
    [kling, {}, [textInput('firstFrame', 'x', { sizeBytes: 21 * 1024 * 1024 })], say('provider.filesNeedPublicUrl', { vendor: 'fal' })],
  ])('%s: %o', async (target, fields, inputs, message) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(givenOf(target, fields, inputs), newAttempt())).message).toMatchObject(message)
    expect(server.creates).toBe(0)
  })

  test('a file that cannot be read is no riddle', async () => {
    const { server, provider } = await openBench()
    const inputs = [textInput('firstFrame', 'x', { read: () => Promise.reject(new Error('gone')) })]
    expect(refused(await provider.submit(givenOf(kling, {}, inputs), newAttempt())).class).toBe('transient')
    expect(server.creates).toBe(0)
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
  before: {
    // One that no catalogue lists, so that nothing but its schema says what it takes.
    request: requestOf({}, { target: 'some/endpoint' }),
    ends: [
      ['schema', { status: 404 }, 'model_gone'],
      ['schema', { status: 500 }, 'transient'],
      ['schema', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'transient'],
      ['schema', { status: 200, body: { components: {} } }, 'internal'],
      ['schema', { status: 200, body: '<html>' }, 'internal'],
      ['schema', 'before', 'transient'],
    ],
  },
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
