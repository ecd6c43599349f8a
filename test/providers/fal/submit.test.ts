import { describe, expect, test } from 'vitest'
import fal from '../../../providers/fal.ts'
import type { ProviderInput, SubmitResult } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import { accepted, newAttempt } from '../../contracts/provider-contract.ts'
import { inputOf, openBench, providerOf, requestOf, targets } from './bench.ts'
import { type Answer, type Cut, key } from './server.ts'

const { wan, kling, veo, ltx } = targets
const [first, last, video] = [inputOf('firstFrame'), inputOf('lastFrame'), inputOf('video')]
const data = (text: string, type = 'image/png') => `data:${type};base64,${Buffer.from(text).toString('base64')}`

const refused = (result: SubmitResult) => {
  if (result.kind !== 'rejected') throw new Error(`expected rejected, got ${JSON.stringify(result)}`)
  return result.error
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
    const inputs = [inputOf('firstFrame', '', { url: 'https://bot.example/first.png', sizeBytes: 1e9 })]
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
  test.each<[string, Partial<ResolvedRequest>, ProviderInput[], RegExp]>([
    [wan, { fps: 24 }, [], /takes no frame rate at fal/],
    [wan, { generateAudio: true }, [], /takes no choice of sound at fal/],
    [wan, { strength: 0.5 }, [], /takes no strength/],
    [wan, { aspectRatio: '16:9' }, [first], /takes no aspect ratio/],
    [wan, { negativePrompt: 'blur' }, [video], /takes no negative prompt/],
    [wan, {}, [video, inputOf('referenceImages'), inputOf('referenceImages')], /takes one reference image/],
    [wan, { durationSeconds: 5, extras: { duration: 9 } }, [], /duration is set twice/],
    [kling, { resolution: '1080p' }, [], /takes no resolution/],
    [kling, {}, [video], /cannot start from a video at fal/],
    [kling, {}, [last], /cannot start from a last frame at fal/],
    [ltx, { camera: 'orbit' }, [], /takes no camera move/],
    ['fal-ai/some-other/model', {}, [], /does not know the fields of fal-ai\/some-other\/model/],
    ['../x', {}, [], /does not know the fields/],
    [kling, {}, [inputOf('firstFrame', 'x', { sizeBytes: 21 * 1024 * 1024 })], /tell the operator to set PUBLIC_URL/],
  ])('%s: %o', async (target, fields, inputs, says) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(requestOf(fields, { target, inputs }), newAttempt())).message).toMatch(says)
    expect(server.heard).toEqual([])
  })

  test('a file that cannot be read is no riddle', async () => {
    const { server, provider } = await openBench()
    const inputs = [inputOf('firstFrame', 'x', { read: () => Promise.reject(new Error('gone')) })]
    expect(refused(await provider.submit(requestOf({}, { target: kling, inputs }), newAttempt())).class).toBe('transient')
    expect(server.heard).toEqual([])
  })
})

describe.each<[Cut, number]>([
  ['before', 0],
  ['middle', 0],
  ['after', 1],
  ['half', 1],
])('a connection that breaks: %s', (cut, jobs) => {
  test('makes the outcome unknown and is never repeated', async () => {
    const { server, provider } = await openBench()
    server.cut.submit = cut
    const attempt = newAttempt()
    expect(await provider.submit(requestOf(), attempt)).toMatchObject({ kind: 'unknown' })
    expect(server.submits).toBe(1)
    expect(server.requests).toHaveLength(jobs)
    const written = { id: attempt.id, createdAt: Date.now() }
    expect(await provider.reconcile?.(written, requestOf(), attempt.signal)).toEqual({ kind: 'unknown' })
  })
})

test.each<Answer>([
  { status: 500 },
  { status: 503, headers: { 'retry-after': '1' } },
  { status: 408 },
  { status: 200, body: '<html>' },
  { status: 200, body: { status: 'IN_QUEUE' } },
  { status: 200, body: { request_id: '../x' } },
  { status: 302, headers: { location: 'https://elsewhere.example/' } },
])('an answer that does not say what became of the paid call makes it unknown: %o', async (answer) => {
  const { server, provider } = await openBench()
  server.answers.submit = answer
  expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'unknown' })
  expect(server.submits).toBe(1)
})

test('no redirect is followed and the key goes nowhere else', async () => {
  const { server: elsewhere } = await openBench()
  const { server, provider } = await openBench()
  server.answers.submit = { status: 307, headers: { location: `${elsewhere.url}/${wan}` } }
  expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'unknown' })
  server.answers.status = { status: 302, headers: { location: `${elsewhere.url}/fal-ai/wan/requests/abc/status` } }
  await expect(provider.poll({ endpoint: wan, requestId: 'abc' }, newAttempt().signal)).rejects.toThrow()
  expect(elsewhere.heard).toEqual([])
})

test('where nobody listens nothing was begun', async () => {
  const { server, provider } = await openBench()
  await server.close()
  expect(refused(await provider.submit(requestOf(), newAttempt())).class).toBe('transient')
})

test('a stop in the middle of the paid call makes it unknown', async () => {
  const { server } = await openBench()
  const stop = new AbortController()
  const provider = providerOf(server, {
    fetch: (url, init) => {
      const answer = fetch(url, init)
      stop.abort()
      return answer
    },
  })
  expect(await provider.submit(requestOf(), newAttempt(stop.signal))).toMatchObject({ kind: 'unknown' })
  expect(server.submits).toBeLessThanOrEqual(1)
})

describe('a refusal of the paid call by its class', () => {
  const detail = (type: string, ...loc: string[]) => ({ detail: [{ loc: ['body', ...loc], msg: 'no', type }] })
  test.each<[Answer, object]>([
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
      { class: 'invalid_input', message: expect.stringContaining('the aspect ratio of'), detail: 'HTTP 422 literal_error no' },
    ],
    [
      { status: 422, body: detail('content_policy_violation', 'prompt') },
      { class: 'moderation', message: expect.not.stringContaining('422') },
    ],
    [{ status: 400, body: { detail: 'The prompt was flagged by the content policy.' } }, { class: 'moderation' }],
    [{ status: 400, body: detail('downstream_service_error') }, { class: 'transient' }],
    [
      { status: 400, body: 'Bad Request' },
      { class: 'invalid_input', detail: 'HTTP 400 Bad Request' },
    ],
    [{ status: 418 }, { class: 'internal' }],
  ])('%o', async (answer, error) => {
    const { server, provider } = await openBench()
    server.answers.submit = answer
    const told = refused(await provider.submit(requestOf(), newAttempt()))
    expect(told).toMatchObject(error)
    expect(told.message).toMatch(/^\p{Lu}.*\.$/u)
    expect(server.submits).toBe(1)
  })
})

describe('setting it up', () => {
  test('without a key there is none; an empty one is none', () => {
    const { create, settings } = fal
    const tools = { fetch, now: Date.now } as Parameters<typeof create>[1]
    expect(create(settings.parse({}), tools)).toBeNull()
    expect(create(settings.parse({ FAL_KEY: ' ' }), tools)).toBeNull()
  })

  test('only a queue of the operator’s own may be private', () => {
    expect(fal.origins?.(fal.settings.parse({ FAL_KEY: key }))).toEqual([])
    const own = 'http://127.0.0.1:1'
    expect(fal.origins?.(fal.settings.parse({ FAL_KEY: key, FAL_QUEUE_URL: own }))).toEqual([own])
  })
})
