import { describe, expect, test } from 'vitest'
import kling from '../../../providers/kling.ts'
import type { ProviderInput } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import { type Sentence, say } from '../../../src/core/words/sentence.ts'
import { paidCallContract } from '../../contracts/paid-call-contract.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { openProvider } from '../../support/provider-bench.ts'
import { providerInput, refused } from '../../support/provider-input.ts'
import { environmentOf, omniOf, openBench, openPairBench, pairOf, providerOf, requestOf, turboOf } from './bench.ts'
import { apiKey, type KlingServer, problem } from './server.ts'

const [first, last] = [providerInput('firstFrame'), providerInput('lastFrame')]
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const film = (more: Partial<ProviderInput> = {}): ProviderInput =>
  providerInput('video', { width: 1920, height: 1080, url: 'https://bot.example/film.mp4', ...more })
const shots = [
  { prompt: 'a door', seconds: 3 },
  { prompt: 'a cat; asleep', seconds: 2 },
]

describe('our words become Kling’s', () => {
  const common = { model_name: 'kling-v3', prompt: 'a paper boat', mode: 'std', sound: 'off', duration: '5' }

  test.each<[Partial<ResolvedRequest>, ProviderInput[], string, object]>([
    [{ aspectRatio: '9:16', durationSeconds: 3 }, [], 'text2video', { aspect_ratio: '9:16', duration: '3' }],
    [
      { resolution: '1080p', generateAudio: true, negativePrompt: 'fog' },
      [],
      'text2video',
      { mode: 'pro', sound: 'on', negative_prompt: 'fog' },
    ],
    [{ resolution: '720p', generateAudio: false, durationSeconds: 15 }, [], 'text2video', { duration: '15' }],
    [{ mode: 'i2v' }, [first], 'image2video', { image: base64('firstFrame') }],
    [
      { mode: 'i2v', resolution: '1080p' },
      [first, last],
      'image2video',
      { mode: 'pro', image: base64('firstFrame'), image_tail: base64('lastFrame') },
    ],
    [{ resolution: '2160p', aspectRatio: '1:1' }, [], 'text2video', { mode: '4k', aspect_ratio: '1:1' }],
  ])('%o', async (fields, inputs, kind, words) => {
    const { server, provider } = await openBench()
    const attempt = newAttempt()
    const result = await provider.submit(requestOf(fields, { inputs }), attempt)
    const [task] = server.tasks
    expect(result).toEqual({ kind: 'accepted', operation: { id: task?.id, kind } })
    expect(task).toMatchObject({ kind, body: { ...common, ...words, external_task_id: attempt.id } })
    expect(Object.keys(task?.body ?? {}).length).toBe(new Set([...Object.keys(common), ...Object.keys(words), 'external_task_id']).size)
    expect(server.heard.map(({ path }) => path)).toEqual([`/v1/videos/${kind}`])
  })

  test('shots stand in the prompt’s place', async () => {
    const { server, provider } = await openBench()
    expect((await provider.submit(requestOf({ shots, durationSeconds: 5 }), newAttempt())).kind).toBe('accepted')
    const [task] = server.tasks
    expect(task?.body).toMatchObject({
      multi_shot: true,
      shot_type: 'customize',
      multi_prompt: [
        { index: 1, prompt: 'a door', duration: '3' },
        { index: 2, prompt: 'a cat; asleep', duration: '2' },
      ],
    })
    expect(task?.body).not.toHaveProperty('prompt')
  })

  test('and the webhook goes along', async () => {
    const { server, provider } = await openBench()
    const webhookUrl = 'https://bot.example/webhooks/kling/key/abc'
    await provider.submit(requestOf(), { ...newAttempt(), webhookUrl })
    expect(server.tasks[0]?.body).toMatchObject({ callback_url: webhookUrl })
  })
})

describe('our words become those of the newer standard', () => {
  const settings = { resolution: '720p', duration: 5 }
  const omni = { ...settings, multi_shot: false, audio: 'off' }
  const prompt = { type: 'prompt', text: 'a paper boat' }
  const reference = { type: 'refer_image', url: base64('referenceImages') }
  const references = [providerInput('referenceImages'), providerInput('referenceImages')]
  const feature = providerInput('referenceVideos', {
    kind: 'video',
    mediaType: 'video/mp4',
    width: 1280,
    height: 720,
    url: 'https://bot.example/a.mp4',
  })

  test.each<[string, ReturnType<typeof turboOf>, string, object]>([
    [
      'text',
      turboOf({ aspectRatio: '9:16', durationSeconds: 3, resolution: '1080p' }),
      'text-to-video/kling-3.0-turbo',
      { prompt: 'a paper boat', settings: { resolution: '1080p', aspect_ratio: '9:16', duration: 3 } },
    ],
    [
      'a picture',
      turboOf({ mode: 'i2v', generateAudio: true }, { inputs: [first] }),
      'image-to-video/kling-3.0-turbo',
      { contents: [prompt, { type: 'first_frame', url: base64('firstFrame') }], settings },
    ],
    [
      'shots, whose words end none',
      turboOf({ shots, durationSeconds: 5 }),
      'text-to-video/kling-3.0-turbo',
      { prompt: 'shot 1, 3, a door; shot 2, 2, a cat, asleep;', settings },
    ],
    [
      'text for Omni, in 4K with sound',
      omniOf({ aspectRatio: '16:9', resolution: '2160p', generateAudio: true }),
      'omni-video/kling-3.0-omni',
      { contents: [prompt], settings: { ...omni, resolution: '4k', aspect_ratio: '16:9', audio: 'native' } },
    ],
    [
      'shots for Omni',
      omniOf({ aspectRatio: '16:9', shots, durationSeconds: 5 }),
      'omni-video/kling-3.0-omni',
      {
        contents: [{ type: 'prompt', text: 'shot 1, 3, a door; shot 2, 2, a cat, asleep;' }],
        settings: { ...omni, multi_shot: true, aspect_ratio: '16:9' },
      },
    ],
    [
      'frames and references',
      omniOf({ mode: 'i2v' }, { inputs: [first, last, ...references] }),
      'omni-video/kling-3.0-omni',
      {
        contents: [
          prompt,
          { type: 'first_frame', url: base64('firstFrame') },
          { type: 'last_frame', url: base64('lastFrame') },
          { ...reference, id: 'image_1' },
          { ...reference, id: 'image_2' },
        ],
        settings: omni,
      },
    ],
    [
      'a reference video',
      omniOf({ aspectRatio: '1:1' }, { inputs: [feature] }),
      'omni-video/kling-3.0-omni',
      {
        contents: [prompt, { type: 'feature_video', url: 'https://bot.example/a.mp4', id: 'video_1' }],
        settings: { ...omni, multi_shot: true, aspect_ratio: '1:1' },
      },
    ],
    [
      'a video that is made over, which keeps its length and its sound',
      omniOf({ mode: 'v2v' }, { inputs: [film(), ...references] }),
      'omni-video/kling-3.0-omni',
      {
        contents: [
          prompt,
          { type: 'base_video', url: 'https://bot.example/film.mp4', id: 'video_1' },
          { ...reference, id: 'image_1' },
          { ...reference, id: 'image_2' },
        ],
        settings: { resolution: '720p', multi_shot: false, audio: 'original' },
      },
    ],
  ])('%s', async (_, request, path, body) => {
    const { server, provider } = await openBench()
    const attempt = newAttempt()
    const webhookUrl = 'https://bot.example/webhooks/kling/key/abc'
    const result = await provider.submit(request, { ...attempt, webhookUrl })
    const [task] = server.tasks
    expect(result).toEqual({ kind: 'accepted', operation: { id: task?.id, kind: 'task' } })
    expect([task?.kind, task?.body]).toEqual([path, { ...body, options: { external_task_id: attempt.id, callback_url: webhookUrl } }])
  })
})

describe('what Kling does not take is refused before anything is sent', () => {
  const model = 'plain'
  const images = say('model.imageKinds', { model, kinds: ['PNG', 'JPEG'], megabytes: 10 })
  test.each<[Partial<ResolvedRequest>, ProviderInput[], Sentence]>([
    [{ mode: 'v2v' }, [providerInput('video')], say('model.notMade', { model, mode: 'v2v', vendor: 'Kling' })],
    [
      { resolution: '480p' },
      [],
      say('model.takes', {
        model,
        part: say('part.resolution'),
        takes: say('model.oneOf', { values: ['720p', '1080p', '2160p'] }),
        given: '480p',
      }),
    ],
    [{ camera: 'orbit' }, [], say('model.takesNo', { model, part: say('part.camera') })],
    [{ extras: { cfg_scale: 1 } }, [], say('model.noInput', { model, input: 'cfg_scale' })],
    [{}, [first], say('model.takesNo', { model, part: say('part.firstFrame') })],
    [{ mode: 'i2v' }, [], say('model.needs', { model, part: say('part.firstFrame') })],
    [{ mode: 'i2v' }, [first, providerInput('referenceImages')], say('model.takesNo', { model, part: say('part.referenceImages') })],
    [{ mode: 'i2v', aspectRatio: '1:1' }, [first], say('model.keepsShape', { model })],
    [{ mode: 'i2v' }, [providerInput('firstFrame', { mediaType: 'image/webp' })], images],
    [{ mode: 'i2v' }, [providerInput('firstFrame', { sizeBytes: 10_000_001 })], images],
    [{ mode: 'i2v' }, [first, providerInput('lastFrame', { width: 299, height: 299 })], say('model.imageSide', { model, pixels: 300 })],
    [{ mode: 'i2v' }, [providerInput('firstFrame', { width: 1000, height: 399 })], say('model.imageRatio', { model, ratio: 2.5 })],
    [
      {
        shots: [
          { prompt: 'a', seconds: 2.5 },
          { prompt: 'b', seconds: 2.5 },
        ],
        durationSeconds: 5,
      },
      [],
      say('model.takes', { model, part: say('part.shots'), takes: say('model.wholeSeconds'), given: '2.5' }),
    ],
  ])('%o', async (fields, inputs, message) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(requestOf(fields, { inputs }), newAttempt()))).toEqual({ class: 'invalid_input', message })
    expect(server.heard).toEqual([])
  })

  const videos = say('model.videoKinds', { model, kinds: ['MP4', 'MOV'], megabytes: 200 })
  test.each<[ReturnType<typeof omniOf>, Sentence]>([
    [turboOf({ mode: 'i2v' }, { inputs: [first, last] }), say('model.takesNo', { model, part: say('part.lastFrame') })],
    [turboOf({ mode: 'v2v' }, { inputs: [film()] }), say('model.notMade', { model, mode: 'v2v', vendor: 'Kling' })],
    [turboOf({ generateAudio: false }), say('model.alwaysSound', { model })],
    [turboOf({ negativePrompt: 'fog' }), say('model.takesNo', { model, part: say('part.negativePrompt') })],
    [
      turboOf({ shots: Array.from({ length: 6 }, () => ({ prompt: 'a'.repeat(505), seconds: 1 })), durationSeconds: 6 }),
      say('fit.promptTooLong', { model, most: 3072, length: 3107 }),
    ],
    [
      turboOf({ resolution: '2160p' }),
      say('model.takes', { model, part: say('part.resolution'), takes: say('model.oneOf', { values: ['720p', '1080p'] }), given: '2160p' }),
    ],
    [
      omniOf({}, { inputs: Array.from({ length: 8 }, () => providerInput('referenceImages')) }),
      say('model.mostFiles', { model, part: say('part.referenceImages'), most: 7 }),
    ],
    [
      omniOf({ mode: 'v2v' }, { inputs: [film(), ...Array.from({ length: 5 }, () => providerInput('referenceImages'))] }),
      say('model.mostFiles', { model, part: say('part.referenceImages'), most: 4 }),
    ],
    [omniOf({ mode: 'v2v', generateAudio: true }, { inputs: [film()] }), say('model.silentBesideVideo', { model })],
    [omniOf({ mode: 'v2v', shots }, { inputs: [film()] }), say('model.takesNo', { model, part: say('part.shots') })],
    [omniOf({ mode: 'v2v' }, { inputs: [film({ mediaType: 'video/webm' })] }), videos],
    [omniOf({ mode: 'v2v' }, { inputs: [film({ sizeBytes: 200_000_001 })] }), videos],
    [omniOf({ mode: 'v2v' }, { inputs: [film({ url: undefined })] }), say('provider.videosByLink', { vendor: 'Kling' })],
  ])('%o', async (request, message) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(request, newAttempt()))).toEqual({ class: 'invalid_input', message })
    expect(server.heard).toEqual([])
  })

  test('a file that cannot be read costs nothing', async () => {
    const { server, provider } = await openBench()
    const lost = providerInput('firstFrame', { read: () => Promise.reject(new Error('the store is away')) })
    expect(refused(await provider.submit(requestOf({ mode: 'i2v' }, { inputs: [lost] }), newAttempt())).class).toBe('transient')
    expect(server.heard).toEqual([])
  })

  test('one that is read for too long neither, since a late task would not be looked for', async () => {
    let now = Date.now()
    const { server, provider } = await openBench({ now: () => now })
    const slow = providerInput('firstFrame', {
      read: async () => {
        now += 121_000
        return new Uint8Array(1)
      },
    })
    expect(refused(await provider.submit(requestOf({ mode: 'i2v' }, { inputs: [slow] }), newAttempt())).class).toBe('transient')
    expect(server.heard).toEqual([])
  })
})

paidCallContract('kling', {
  definition: kling,
  open: openBench,
  request: requestOf(),
  unclear: [
    problem(500, 5000),
    problem(503, 5001),
    problem(504, 5002),
    problem(500, 1303),
    { status: 200, body: { code: 0 } },
    problem(200, 4711),
  ],
  refusals: [
    [problem(401, 1000), { class: 'auth' }],
    [problem(401, 1004), { class: 'auth' }],
    [problem(429, 1100), { class: 'auth' }],
    [problem(429, 1101), { class: 'credits' }],
    [problem(429, 1102), { class: 'credits' }],
    [problem(403, 1103), { class: 'auth' }],
    [problem(400, 1200), { class: 'invalid_input' }],
    [problem(400, 1201, 'duration'), { class: 'invalid_input', detail: 'HTTP 400 code 1201 duration' }],
    [problem(404, 1202), { class: 'internal' }],
    [problem(404, 1203), { class: 'model_gone' }],
    [problem(400, 1300), { class: 'moderation' }],
    [problem(400, 1301), { class: 'moderation' }],
    [
      { ...problem(429, 1302), headers: { 'retry-after': '7' } },
      { class: 'rate_limited', retryAfterMs: 7_000 },
    ],
    [problem(429, 1303), { class: 'rate_limited' }],
    [problem(200, 1303), { class: 'rate_limited' }],
    [problem(429, 1304), { class: 'auth' }],
    [{ status: 429, body: 'slow down' }, { class: 'rate_limited' }],
    [{ status: 401 }, { class: 'auth' }],
    [{ status: 418 }, { class: 'internal' }],
  ],
  reconciled: {
    afterMs: 20 * 60_000,
    operation: (server) => ({ id: (server as KlingServer).tasks[0]?.id ?? '', kind: 'text2video' }),
  },
  anothers: {
    answers: {
      task: {
        status: 200,
        body: { code: 0, data: { task_id: '2', task_status: 'succeed', task_result: { videos: [{ url: 'https://x.example/a.mp4' }] } } },
      },
    },
    operation: { id: '1', kind: 'text2video' },
  },
  unset: [{}, { KLING_API_KEY: ' ' }, { KLING_ACCESS_KEY: 'a' }, { KLING_SECRET_KEY: 's' }],
  own: { environment: { KLING_BASE_URL: 'http://127.0.0.1:1' }, origin: 'http://127.0.0.1:1' },
})

test('a base URL may end with a slash', async () => {
  const { server } = await openBench()
  expect((await providerOf(`${server.url}/`).submit(requestOf(), newAttempt())).kind).toBe('accepted')
})

describe('the older pair of keys', () => {
  test('makes a token of its own moment for each call', async () => {
    let now = Date.parse('2026-11-21T12:00:00Z')
    const { server, provider } = await openPairBench({ now: () => now })
    await provider.submit(requestOf(), newAttempt())
    now += 3_600_000
    expect((await provider.submit(requestOf(), newAttempt())).kind).toBe('accepted')
    expect(new Set(server.heard.map(({ headers }) => headers.authorization)).size).toBe(2)
  })

  test('goes on asking about a task that was made with it once there is a key', async () => {
    const { server, provider } = await openPairBench()
    const result = await provider.submit(requestOf(), newAttempt())
    if (result.kind !== 'accepted') throw new Error(result.kind)
    const withKey = openProvider(kling, { ...pairOf(server.url), ...environmentOf(server.url) })
    expect(await withKey.poll(result.operation, newAttempt().signal)).toEqual({ kind: 'queued' })
    expect(server.heard.at(-1)?.headers.authorization).toBe(`Bearer ${apiKey}`)
  })

  test('makes no clip of a model that wants a key, and a look at the models says so', async () => {
    const { server, provider } = await openPairBench()
    const unset = (setting: string) => ({ kind: 'unavailable', reason: say('provider.settingUnset', { setting }) })
    const edit = omniOf({}, { modes: ['v2v'] }).model
    const { signal } = newAttempt()
    expect(refused(await provider.submit(turboOf(), newAttempt()))).toMatchObject({ class: 'model_gone' })
    expect(await provider.inspect?.(turboOf().model, signal)).toEqual(unset('KLING_API_KEY'))
    expect(await provider.inspect?.(requestOf().model, signal)).toEqual({ kind: 'available', drift: [] })
    expect(await providerOf(server.url).inspect?.(edit, signal)).toEqual(unset('PUBLIC_URL'))
    const reachable = providerOf(server.url, { publicUrl: 'https://bot.example' })
    for (const { model } of [requestOf(), turboOf(), omniOf()])
      expect(await reachable.inspect?.(model, signal)).toEqual({ kind: 'available', drift: [] })
    expect(await reachable.inspect?.(edit, signal)).toEqual({ kind: 'available', drift: [] })
    expect(server.heard).toEqual([])
  })
})
