import { describe, expect, test } from 'vitest'
import { createModerationService, type ModerationServiceOptions } from '../../src/net/moderation-service.ts'
import { answerOf, type Reply, startModerationServer } from '../studio/moderation-server.ts'

const clean = { body: answerOf({ violence: 0.01, sexual: 0.02 }) }
const flagged = { body: answerOf({ violence: 0.92, 'violence/graphic': 0.7, sexual: 0.02 }) }
const jpeg = (mark: number): Uint8Array => Uint8Array.of(0xff, 0xd8, 0xff, mark, 0xff, 0xd9)

const ask = (url: string, options: Partial<ModerationServiceOptions> = {}) =>
  createModerationService({ url, apiKey: 'key-1', fetch, pauseMs: 0, ...options })

describe('what is asked', () => {
  test('words, with the key', async () => {
    const server = await startModerationServer(clean)
    expect(await ask(`${server.url}/v1`).checkText('a paper boat')).toEqual({ kind: 'clean' })
    expect(server.asked).toEqual([{ path: '/v1/moderations', part: { type: 'text', text: 'a paper boat' }, authorization: 'Bearer key-1' }])
  })

  test('frames, each by itself as a data URL', async () => {
    const server = await startModerationServer(clean)
    expect(await ask(server.url).checkFrames([jpeg(1), jpeg(2)])).toEqual({ kind: 'clean' })
    const url = (mark: number) => `data:image/jpeg;base64,${Buffer.from(jpeg(mark)).toString('base64')}`
    expect(server.asked.map(({ part }) => part)).toEqual([1, 2].map((mark) => ({ type: 'image_url', image_url: { url: url(mark) } })))
  })

  test('no key is sent where there is none', async () => {
    const server = await startModerationServer(clean)
    await ask(server.url, { apiKey: undefined }).checkText('x')
    expect(server.asked[0]?.authorization).toBeUndefined()
  })

  test('nothing is asked about nothing', async () => {
    const server = await startModerationServer('cut')
    expect(await ask(server.url).checkText(' \n')).toEqual({ kind: 'clean' })
    expect(await ask(server.url).checkFrames([])).toEqual({ kind: 'clean' })
    expect(server.calls()).toBe(0)
  })

  test.each([
    ['', '/moderations'],
    ['/', '/moderations'],
    ['/v1/', '/v1/moderations'],
    ['/v1/moderations', '/v1/moderations'],
    ['/v1/moderations/?key=1', '/v1/moderations?key=1'],
  ])('the address %s leads to %s', async (base, path) => {
    const server = await startModerationServer(clean)
    await ask(`${server.url}${base}`).checkText('x')
    expect(server.asked.map((one) => one.path)).toEqual([path])
  })
})

describe('what is answered', () => {
  const cases: [string, Reply, Record<string, number>, object][] = [
    ['flagged, with its categories', flagged, {}, { kind: 'flagged', categories: ['violence', 'violence/graphic'] }],
    ['a higher threshold lets pass', flagged, { violence: 0.95, 'violence/graphic': 0.95 }, { kind: 'clean' }],
    ['a lower threshold stops', clean, { sexual: 0.02 }, { kind: 'flagged', categories: ['sexual'] }],
    ['a threshold of one category leaves the others', flagged, { violence: 0.95 }, { kind: 'flagged', categories: ['violence/graphic'] }],
    [
      'a category without a score keeps its flag',
      { body: { results: [{ flagged: true, categories: { hate: true } }] } },
      { hate: 0.9 },
      { kind: 'flagged', categories: ['hate'] },
    ],
    ['a flag for nothing that has a name', { body: { results: [{ flagged: true }] } }, {}, { kind: 'flagged', categories: [] }],
    [
      'categories that were not judged',
      { body: { results: [{ flagged: false, categories: { illicit: null }, category_scores: { illicit: null } }] } },
      { illicit: 0 },
      { kind: 'clean' },
    ],
  ]
  test.each(cases)('%s', async (_, reply, thresholds, answer) => {
    const server = await startModerationServer(reply)
    expect(await ask(server.url, { thresholds: () => thresholds ?? {} }).checkText('x')).toEqual(answer)
    expect(server.calls()).toBe(1)
  })

  test('the first frame that is not clean ends the asking', async () => {
    const server = await startModerationServer(clean, flagged, clean)
    expect(await ask(server.url).checkFrames([jpeg(1), jpeg(2), jpeg(3)])).toMatchObject({ kind: 'flagged' })
    expect(server.calls()).toBe(2)
  })
})

describe('when it is down', () => {
  const cases: [string, Reply, string, number][] = [
    ['too busy', { status: 429 }, 'HTTP 429', 2],
    ['broken', { status: 503, body: 'sorry' }, 'HTTP 503', 2],
    ['no JSON', { body: '<html>' }, 'an answer of another shape', 2],
    ['another shape', { body: { results: [] } }, 'an answer of another shape', 2],
    ['a wrong key', { status: 401 }, 'HTTP 401', 1],
    ['a wrong address', { status: 404 }, 'HTTP 404', 1],
  ]
  test.each(cases)('%s', async (_, reply, cause, calls) => {
    const server = await startModerationServer(reply)
    expect(await ask(server.url).checkText('x')).toEqual({ kind: 'down', cause })
    expect(server.calls()).toBe(calls)
  })

  test('a broken connection', async () => {
    const server = await startModerationServer('cut')
    expect(await ask(server.url).checkText('x')).toMatchObject({ kind: 'down' })
    expect(server.calls()).toBe(2)
  })

  test('nobody listens', async () => {
    const server = await startModerationServer(clean)
    await server.close()
    expect(await ask(server.url).checkText('x')).toEqual({ kind: 'down', cause: 'ECONNREFUSED' })
  })

  test('no answer in time: nobody waits twice', async () => {
    const server = await startModerationServer('silent')
    expect(await ask(server.url, { timeoutMs: 100 }).checkText('x')).toEqual({ kind: 'down', cause: 'no answer within 100 ms' })
    expect(server.calls()).toBe(1)
  })

  test('a redirect is not followed, so the key stays', async () => {
    const elsewhere = await startModerationServer(clean)
    const server = await startModerationServer({ status: 307, location: `${elsewhere.url}/moderations` })
    expect(await ask(server.url).checkText('x')).toMatchObject({ kind: 'down' })
    expect(elsewhere.calls()).toBe(0)
  })

  test.each<[string, Reply]>([
    ['a broken connection', 'cut'],
    ['too many requests', { status: 429 }],
    ['rubbish', { body: 'x' }],
  ])('the second try counts after %s', async (_, reply) => {
    const server = await startModerationServer(reply, clean)
    expect(await ask(server.url).checkText('x')).toEqual({ kind: 'clean' })
  })

  test('the caller may stop it', async () => {
    const server = await startModerationServer('silent')
    const stop = new AbortController()
    const answer = ask(server.url).checkText('x', stop.signal)
    stop.abort(new Error('enough'))
    await expect(answer).rejects.toThrow('enough')
  })
})
