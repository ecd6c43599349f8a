import { describe, expect, test } from 'vitest'
import kling from '../../../providers/kling.ts'
import type { ProviderInput } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import { type Sentence, say } from '../../../src/core/words/sentence.ts'
import { paidCallContract } from '../../contracts/paid-call-contract.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { providerInput, refused } from '../../support/provider-input.ts'
import { openBench, providerOf, requestOf } from './bench.ts'
import { type KlingServer, problem } from './server.ts'

const [first, last] = [providerInput('firstFrame'), providerInput('lastFrame')]
const base64 = (text: string): string => Buffer.from(text).toString('base64')

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
  ])('%o', async (fields, inputs, kind, words) => {
    const { server, provider } = await openBench()
    const attempt = newAttempt()
    const result = await provider.submit(requestOf(fields, { inputs }), attempt)
    const [task] = server.tasks
    expect(result).toEqual({ kind: 'accepted', operation: { id: task?.task_id, kind } })
    expect(task).toMatchObject({ kind, body: { ...common, ...words, external_task_id: attempt.id } })
    expect(Object.keys(task?.body ?? {}).length).toBe(new Set([...Object.keys(common), ...Object.keys(words), 'external_task_id']).size)
    expect(server.heard.map(({ path }) => path)).toEqual([`/v1/videos/${kind}`])
  })

  test('and the webhook goes along', async () => {
    const { server, provider } = await openBench()
    const webhookUrl = 'https://bot.example/webhooks/kling/key/abc'
    await provider.submit(requestOf(), { ...newAttempt(), webhookUrl })
    expect(server.tasks[0]?.body).toMatchObject({ callback_url: webhookUrl })
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
      say('model.takes', { model, part: say('part.resolution'), takes: say('model.oneOf', { values: ['720p', '1080p'] }), given: '480p' }),
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
  ])('%o', async (fields, inputs, message) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(requestOf(fields, { inputs }), newAttempt()))).toEqual({ class: 'invalid_input', message })
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
    operation: (server) => ({ id: (server as KlingServer).tasks[0]?.task_id ?? '', kind: 'text2video' }),
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
  unset: [{}, { KLING_ACCESS_KEY: 'a' }, { KLING_SECRET_KEY: 's' }],
  own: { environment: { KLING_BASE_URL: 'http://127.0.0.1:1' }, origin: 'http://127.0.0.1:1' },
})

test('a base URL may end with a slash', async () => {
  const { server } = await openBench()
  expect((await providerOf(`${server.url}/`).submit(requestOf(), newAttempt())).kind).toBe('accepted')
})

test('each call has a token of its own moment', async () => {
  let now = Date.parse('2026-11-21T12:00:00Z')
  const { server, provider } = await openBench({ now: () => now })
  await provider.submit(requestOf(), newAttempt())
  now += 3_600_000
  expect((await provider.submit(requestOf(), newAttempt())).kind).toBe('accepted')
  expect(new Set(server.heard.map(({ headers }) => headers.authorization)).size).toBe(2)
})
