import { describe, expect, test } from 'vitest'
import kling from '../../../providers/kling.ts'
import type { ProviderInput } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { inputOf, openBench, providerOf, refused, requestOf } from './bench.ts'
import { type Answer, type Cut, KlingServer, problem } from './server.ts'

const [first, last] = [inputOf('firstFrame'), inputOf('lastFrame')]
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
  test.each<[Partial<ResolvedRequest>, ProviderInput[], RegExp]>([
    [{ mode: 'v2v' }, [inputOf('video')], /cannot make v2v/],
    [{ resolution: '480p' }, [], /720p or 1080p/],
    [{ camera: 'orbit' }, [], /takes no camera/],
    [{ extras: { cfg_scale: 1 } }, [], /takes no cfg_scale/],
    [{}, [first], /takes no firstFrame/],
    [{ mode: 'i2v' }, [], /needs an image/],
    [{ mode: 'i2v' }, [first, inputOf('referenceImages')], /takes no referenceImages/],
    [{ mode: 'i2v', aspectRatio: '1:1' }, [first], /leave the aspect ratio out/],
    [{ mode: 'i2v' }, [inputOf('firstFrame', { mediaType: 'image/webp' })], /PNG and JPEG/],
    [{ mode: 'i2v' }, [inputOf('firstFrame', { sizeBytes: 10_000_001 })], /10 MB/],
    [{ mode: 'i2v' }, [first, inputOf('lastFrame', { width: 299, height: 299 })], /300 pixels/],
    [{ mode: 'i2v' }, [inputOf('firstFrame', { width: 1000, height: 399 })], /2\.5 to 1/],
  ])('%o', async (fields, inputs, says) => {
    const { server, provider } = await openBench()
    const error = refused(await provider.submit(requestOf(fields, { inputs }), newAttempt()))
    expect(error).toMatchObject({ class: 'invalid_input', message: expect.stringMatching(says) })
    expect(error.message).toMatch(/^\p{Lu}.*\.$/u)
    expect(server.heard).toEqual([])
  })

  test('a file that cannot be read costs nothing', async () => {
    const { server, provider } = await openBench()
    const lost = inputOf('firstFrame', { read: () => Promise.reject(new Error('the store is away')) })
    expect(refused(await provider.submit(requestOf({ mode: 'i2v' }, { inputs: [lost] }), newAttempt())).class).toBe('transient')
    expect(server.heard).toEqual([])
  })

  test('one that is read for too long neither, since a late task would not be looked for', async () => {
    let now = Date.now()
    const { server, provider } = await openBench(() => now)
    const slow = inputOf('firstFrame', {
      read: async () => {
        now += 121_000
        return new Uint8Array(1)
      },
    })
    expect(refused(await provider.submit(requestOf({ mode: 'i2v' }, { inputs: [slow] }), newAttempt())).class).toBe('transient')
    expect(server.heard).toEqual([])
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
    const { server, provider } = await openBench(() => now)
    server.cut.create = cut
    const attempt = newAttempt()
    expect(await provider.submit(requestOf(), attempt)).toMatchObject({ kind: 'unknown' })
    expect(server.creates).toBe(1)
    expect(server.tasks).toHaveLength(jobs)

    const written = { id: attempt.id, createdAt: now }
    const found = { kind: 'found', operation: { id: server.tasks[0]?.task_id, kind: 'text2video' } }
    expect(await provider.reconcile?.(written, requestOf(), attempt.signal)).toEqual(jobs === 1 ? found : { kind: 'unknown' })
    now += 20 * 60_000
    expect(await provider.reconcile?.(written, requestOf(), attempt.signal)).toEqual(jobs === 1 ? found : { kind: 'absent' })
    expect(server.creates).toBe(1)
  })
})

test.each<Answer>([
  { status: 500 },
  problem(500, 5000),
  problem(503, 5001),
  problem(504, 5002),
  problem(500, 1303),
  { status: 408 },
  { status: 200, body: '<html>' },
  { status: 200, body: { code: 0 } },
  problem(200, 4711),
  { status: 307, headers: { location: '/v1/videos/text2video' } },
])('an answer that does not say what became of the paid call makes it unknown: %o', async (answer) => {
  const { server, provider } = await openBench()
  server.answers.create = answer
  expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'unknown' })
  expect(server.creates).toBe(1)
})

test('a stop in the middle of the paid call makes it unknown', async () => {
  const { server } = await openBench()
  const stop = new AbortController()
  const provider = providerOf(server.url, {
    fetch: (url, init) => {
      const answer = fetch(url, init)
      stop.abort()
      return answer
    },
  })
  expect(await provider.submit(requestOf(), newAttempt(stop.signal))).toMatchObject({ kind: 'unknown' })
  expect(server.creates).toBeLessThanOrEqual(1)
})

test('where nobody listens nothing can be paid', async () => {
  const server = await KlingServer.start()
  await server.close()
  expect(refused(await providerOf(server.url).submit(requestOf(), newAttempt()))).toMatchObject({
    class: 'transient',
    detail: 'ECONNREFUSED',
  })
})

describe('a refusal of the paid call by its class', () => {
  test.each<[Answer, object]>([
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
  ])('%o', async (answer, error) => {
    const { server, provider } = await openBench()
    server.answers.create = answer
    const found = refused(await provider.submit(requestOf(), newAttempt()))
    expect(found).toMatchObject(error)
    expect(found.message).toMatch(/^\p{Lu}[^\d]*\.$/u)
    expect(server.creates).toBe(1)
  })
})

describe('setting it up', () => {
  test.each([{}, { KLING_ACCESS_KEY: 'a' }, { KLING_SECRET_KEY: 's' }])('half a key pair is none: %o', (environment) => {
    expect(kling.create(kling.settings.parse(environment), providerTools())).toBeNull()
  })

  test('only a base URL of the operator’s own may be private; it may end with a slash', async () => {
    expect(kling.origins?.({})).toEqual([])
    expect(kling.origins?.({ KLING_BASE_URL: 'http://127.0.0.1:1' })).toEqual(['http://127.0.0.1:1'])
    const { server } = await openBench()
    expect((await providerOf(`${server.url}/`).submit(requestOf(), newAttempt())).kind).toBe('accepted')
  })

  test('each call has a token of its own moment', async () => {
    let now = Date.parse('2026-11-21T12:00:00Z')
    const { server, provider } = await openBench(() => now)
    await provider.submit(requestOf(), newAttempt())
    now += 3_600_000
    expect((await provider.submit(requestOf(), newAttempt())).kind).toBe('accepted')
    expect(new Set(server.heard.map(({ headers }) => headers.authorization)).size).toBe(2)
  })
})
