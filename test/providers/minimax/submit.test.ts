import { describe, expect, test } from 'vitest'
import minimax from '../../../providers/minimax.ts'
import type { SubmitResult } from '../../../src/core/provider.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { inputOf, openBench, providerOf, requestOf } from './bench.ts'
import { type Answer, type Cut, coded } from './server.ts'

const refused = (result: SubmitResult) => {
  if (result.kind !== 'rejected') throw new Error(`expected rejected, got ${JSON.stringify(result)}`)
  expect(result.error.message).toMatch(/^\p{Lu}.*\.$/u)
  return result.error
}

const dataUrl = (text: string, type = 'image/png'): string => `data:${type};base64,${Buffer.from(text).toString('base64')}`

describe('the paid call', () => {
  test('carries what was asked for, without the seed that there is none of', async () => {
    const { server, provider } = await openBench()
    const words = { durationSeconds: 10, resolution: '768p', extras: { prompt_optimizer: false } }
    const result = await provider.submit(requestOf(words), newAttempt())
    expect(result).toEqual({ kind: 'accepted', operation: { taskId: server.jobs[0]?.id } })
    expect(server.jobs[0]?.request).toEqual({
      model: 'MiniMax-Hailuo-2.3',
      prompt: 'a paper boat',
      duration: 10,
      resolution: '768P',
      prompt_optimizer: false,
    })
  })

  test('takes a first and a last frame along as data, with or without words', async () => {
    const { server, provider } = await openBench()
    const inputs = [inputOf('firstFrame', { url: 'https://bot.example/first.png' }), inputOf('lastFrame', { mediaType: 'image/jpeg' })]
    await provider.submit(requestOf({ mode: 'i2v', prompt: '' }, { target: 'MiniMax-Hailuo-02', inputs }), newAttempt())
    expect(server.jobs[0]?.request).toEqual({
      model: 'MiniMax-Hailuo-02',
      first_frame_image: dataUrl('firstFrame'),
      last_frame_image: dataUrl('lastFrame', 'image/jpeg'),
    })
  })

  test.each([
    ['T2V-01-Director', []],
    ['I2V-01-Director', [inputOf('firstFrame')]],
  ])('of %s says no length and no size', async (target, inputs) => {
    const { server, provider } = await openBench()
    await provider.submit(requestOf({ camera: 'push in' }, { target, inputs }), newAttempt())
    expect(server.jobs[0]?.request).toMatchObject({ model: target, prompt: '[Push in] a paper boat' })
    expect(Object.keys(server.jobs[0]?.request ?? {})).not.toContain('duration')
  })

  test.each([
    ['truck left', '[Truck left]'],
    ['Pedestal-Up', '[Pedestal up]'],
    ['static', '[Static shot]'],
    ['tracking shot', '[Tracking shot]'],
    ['pan left, tilt up', '[Pan left,Tilt up]'],
    ['zoom in,shake,truck right', '[Zoom in,Shake,Truck right]'],
  ])('says the camera move %s as %s', async (camera, tag) => {
    const { server, provider } = await openBench()
    await provider.submit(requestOf({ camera }), newAttempt())
    expect(server.jobs[0]?.request.prompt).toBe(`${tag} a paper boat`)
  })
})

describe('what does not fit is refused before anything is asked', () => {
  const first = inputOf('firstFrame')
  test.each([
    ['a move that there is none of', requestOf({ camera: 'somersault' })],
    ['a move that is a word of JavaScript', requestOf({ camera: 'constructor' })],
    ['four moves at once', requestOf({ camera: 'push in, pan left, tilt up, shake' })],
    ['words and a move that are too long together', requestOf({ prompt: 'a'.repeat(1995), camera: 'push in' })],
    ['ten seconds of 1080p', requestOf({ durationSeconds: 10, resolution: '1080p' })],
    ['a last frame alone', requestOf({}, { inputs: [inputOf('lastFrame')] })],
    ['references', requestOf({}, { inputs: [inputOf('referenceImages')] })],
    ['a video', requestOf({}, { inputs: [inputOf('video')] })],
    ['20 MB', requestOf({}, { inputs: [{ ...first, sizeBytes: 20 * 1024 * 1024 }] })],
    ['a GIF', requestOf({}, { inputs: [{ ...first, mediaType: 'image/gif' }] })],
    ['300 pixels', requestOf({}, { inputs: [{ ...first, width: 400, height: 300 }] })],
    ['a strip', requestOf({}, { inputs: [{ ...first, width: 2000, height: 700 }] })],
    ['a callback of somebody else', requestOf({ extras: { callback_url: 'https://elsewhere.example/' } })],
  ])('%s', async (_, request) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(request, newAttempt())).class).toBe('invalid_input')
    expect(server.heard).toEqual([])
  })

  test('a picture that cannot be read', async () => {
    const { server, provider } = await openBench()
    const inputs = [inputOf('firstFrame', { read: () => Promise.reject(new Error('the disk is gone')) })]
    expect(refused(await provider.submit(requestOf({}, { inputs }), newAttempt())).class).toBe('transient')
    expect(server.heard).toEqual([])
  })
})

test.each<[Cut, number]>([
  ['before', 0],
  ['middle', 0],
  ['after', 1],
  ['half', 1],
])('a connection that breaks makes the outcome unknown and is never repeated: %s', async (cut, jobs) => {
  const { server, provider } = await openBench()
  server.cut.create = cut
  expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'unknown' })
  expect([server.count('create'), server.jobs.length]).toEqual([1, jobs])
})

test.each<Answer>([
  { status: 500 },
  { status: 503, headers: { 'retry-after': '1' } },
  { status: 408 },
  { status: 200, body: '<html>' },
  { status: 200, body: {} },
  { status: 200, body: { task_id: '1' } },
  coded(0, 'success'),
  coded(0, 'success', { task_id: '' }),
  coded(1000, 'unknown error'),
  coded(1001, 'request timeout'),
  coded(1013, 'service unavailable'),
  coded(1033, 'system error'),
  coded(9999, 'something new', { task_id: '1' }),
  { status: 307, headers: { location: 'https://elsewhere.example/' } },
])('an answer that does not say what became of the paid call makes it unknown: %o', async (answer) => {
  const { server, provider } = await openBench()
  server.answers.create = answer
  expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'unknown' })
  expect(server.count('create')).toBe(1)
})

describe('a refusal of the paid call by its class', () => {
  test.each<[Answer, object]>([
    [
      { ...coded(1002, 'rate limit'), headers: { 'retry-after': '7' } },
      { class: 'rate_limited', retryAfterMs: 7_000 },
    ],
    [coded(1002, 'rate limit'), { class: 'rate_limited' }],
    [coded(1004, 'not authorized'), { class: 'auth' }],
    [coded(1008, 'insufficient balance'), { class: 'credits', detail: '1008 insufficient balance' }],
    [coded(1026, 'sensitive'), { class: 'moderation' }],
    [coded(1027, 'sensitive'), { class: 'moderation' }],
    [coded(2013, 'invalid params'), { class: 'invalid_input' }],
    [coded(2049, 'invalid api key'), { class: 'auth' }],
    [coded(2056, 'usage limit exceeded'), { class: 'credits' }],
    [coded(2061, 'your token plan not support model'), { class: 'model_gone' }],
    [{ ...coded(1008, 'insufficient balance'), status: 400 }, { class: 'credits' }],
    [{ status: 401, body: '<html>' }, { class: 'auth' }],
    [{ status: 402 }, { class: 'credits' }],
    [{ status: 404, body: '404 page not found' }, { class: 'model_gone' }],
    [{ status: 413 }, { class: 'invalid_input' }],
    [
      { status: 429, headers: { 'retry-after': '3' } },
      { class: 'rate_limited', retryAfterMs: 3_000 },
    ],
    [{ status: 418 }, { class: 'internal' }],
  ])('%o', async (answer, error) => {
    const { server, provider } = await openBench()
    server.answers.create = answer
    expect(refused(await provider.submit(requestOf(), newAttempt()))).toMatchObject(error)
    expect([server.count('create'), server.jobs.length]).toEqual([1, 0])
  })
})

test('nobody listens any more', async () => {
  const { server, provider } = await openBench()
  await server.close()
  expect(refused(await provider.submit(requestOf(), newAttempt())).class).toBe('transient')
})

test('a stop before the paid call waits its turn; one in the middle of it makes it unknown', async () => {
  const { server, provider } = await openBench()
  expect(refused(await provider.submit(requestOf(), newAttempt(AbortSignal.abort()))).class).toBe('rate_limited')
  const stop = new AbortController()
  const stopped = providerOf(server.origin, (url, init) => {
    const answer = fetch(url, init)
    stop.abort()
    return answer
  })
  expect(await stopped.submit(requestOf(), newAttempt(stop.signal))).toMatchObject({ kind: 'unknown' })
  expect(server.count('create')).toBeLessThanOrEqual(1)
})

describe('setting it up', () => {
  test('without a key there is none', () => {
    expect(minimax.create(minimax.settings.parse({}), providerTools())).toBeNull()
    expect(minimax.create(minimax.settings.parse({ MINIMAX_API_KEY: ' ' }), providerTools())).toBeNull()
  })

  test('only a base URL of the operator’s own may be private', () => {
    expect(minimax.origins?.(minimax.settings.parse({}))).toEqual([])
    expect(minimax.origins?.(minimax.settings.parse({ MINIMAX_BASE_URL: 'http://127.0.0.1:1' }))).toEqual(['http://127.0.0.1:1'])
  })
})
