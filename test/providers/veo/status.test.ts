import { describe, expect, test } from 'vitest'
import { newAttempt } from '../../contracts/provider-contract.ts'
import type { Answer, Cut } from '../../support/contract-server.ts'
import { openBench, requestOf, target } from './bench.ts'
import { problem } from './server.ts'

const { signal } = newAttempt()
const operation = { name: 'operations/1', model: target }

/** The status that an operation's answer stands for. */
const statusOf = async (body: unknown) => {
  const { server, provider } = await openBench()
  server.answers.operation = { status: 200, body }
  return provider.poll(operation, signal)
}

describe('an operation as a status', () => {
  test.each<[object, object]>([
    [{ name: 'operations/1' }, { kind: 'running' }],
    [{ name: 'operations/1', done: false }, { kind: 'running' }],
    [
      { done: true, response: { videos: [{ bytesBase64Encoded: 'AAAA' }] } },
      { kind: 'succeeded', outputs: [{ url: 'veo:clip' }] },
    ],
    [{ done: true, error: { code: 1, message: 'cancelled' } }, { kind: 'canceled' }],
  ])('%o', async (body, status) => {
    expect(await statusOf(body)).toEqual(status)
  })

  test.each<[object, string]>([
    [{ response: { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['Support codes: 29310472'] } }, 'moderation'],
    [{ response: { raiMediaFilteredCount: 1, videos: [] } }, 'moderation'],
    [{ error: { code: 3, message: "The input image violates Vertex AI's usage guidelines. Support codes: 15236754" } }, 'moderation'],
    [{ error: { code: 3, message: 'Image is too small' } }, 'invalid_input'],
    [{ error: { code: 5 } }, 'model_gone'],
    [{ error: { code: 7 } }, 'auth'],
    [{ error: { code: 8, message: 'The service is currently under high load' } }, 'rate_limited'],
    [{ error: { code: 13, message: 'Internal error' } }, 'transient'],
    [{ error: { code: 14 } }, 'transient'],
    [{ error: { code: 9, message: 'precondition' } }, 'internal'],
    [{ error: {} }, 'internal'],
    [{ response: { videos: [] } }, 'internal'],
    [{ response: { videos: [{ gcsUri: 'gs://elsewhere/clip.mp4' }] } }, 'internal'],
    [{}, 'internal'],
  ])('%o', async (end, kind) => {
    expect(await statusOf({ done: true, ...end })).toMatchObject({ kind: 'failed', error: { class: kind } })
  })

  test('one that is not known any more has expired', async () => {
    const { provider } = await openBench()
    expect(await provider.poll(operation, signal)).toMatchObject({ kind: 'failed', error: { class: 'expired' } })
  })
})

describe('a fault of the question is thrown, so that it is asked again', () => {
  test.each<[Answer, object]>([
    [{ status: 500 }, {}],
    [{ status: 401 }, {}],
    [problem(429, 'RESOURCE_EXHAUSTED', ''), {}],
    [{ status: 429, headers: { 'retry-after': '3' } }, { retryAfterMs: 3_000 }],
    [{ status: 200, body: '<html>' }, {}],
    [{ status: 200, body: { done: 'soon' } }, {}],
    [{ status: 302, headers: { location: '/elsewhere' } }, {}],
  ])('%o', async (answer, fault) => {
    const { server, provider } = await openBench()
    server.answers.operation = answer
    await expect(provider.poll(operation, signal)).rejects.toMatchObject({ code: 'provider_failed', ...fault })
    expect(server.count('operation')).toBe(1)
  })

  test.each<Cut>(['before', 'half'])('a connection that breaks: %s', async (cut) => {
    const { server, provider } = await openBench()
    server.answers.operation = { status: 200, body: {} }
    server.cut.operation = cut
    await expect(provider.poll(operation, signal)).rejects.toMatchObject({ code: 'provider_failed' })
  })

  test('no token', async () => {
    const { server, provider } = await openBench()
    server.answers.token = { status: 400, body: { error: 'invalid_grant' } }
    await expect(provider.poll(operation, signal)).rejects.toMatchObject({ code: 'provider_failed' })
    expect(server.count('operation')).toBe(0)
  })
})

describe('the clip', () => {
  const bytesOf = async (stream: ReadableStream<Uint8Array> | undefined | null) =>
    Buffer.from(await new Response(stream ?? null).arrayBuffer())

  test('is not fetched by a poll, however large it is, and is whole when it is opened', async () => {
    const clip = Buffer.alloc(5_000_000, 'moodreel')
    const { server, provider } = await openBench()
    server.clip = clip
    const result = await provider.submit(requestOf(), newAttempt())
    if (result.kind !== 'accepted') throw new Error('expected accepted')
    expect(await provider.poll(result.operation, signal)).toEqual({ kind: 'running' })
    expect(await provider.poll(result.operation, signal)).toEqual({ kind: 'succeeded', outputs: [{ url: 'veo:clip' }] })
    expect((await bytesOf(await provider.open?.({ url: 'veo:clip' }, result.operation, signal))).equals(clip)).toBe(true)
    expect(server.jobs).toHaveLength(1)
  })

  test.each<[Answer, string]>([
    [{ status: 500 }, 'fetch_failed'],
    [{ status: 200, body: '<html>' }, 'fetch_failed'],
    [{ status: 404 }, 'provider_failed'],
    [{ status: 200, body: { done: true, response: { raiMediaFilteredCount: 1 } } }, 'provider_failed'],
  ])('is not there: %o', async (answer, code) => {
    const { server, provider } = await openBench()
    server.answers.operation = answer
    await expect(provider.open?.({ url: 'veo:clip' }, operation, signal)).rejects.toMatchObject({ code })
  })

  test('of another scheme is not opened', async () => {
    const { server, provider } = await openBench()
    await expect(provider.open?.({ url: 'https://elsewhere.example/clip.mp4' }, operation, signal)).rejects.toMatchObject({
      code: 'internal',
    })
    expect(server.heard).toEqual([])
  })
})

test('an operation of somebody else is no path', async () => {
  const { server, provider } = await openBench()
  await expect(provider.poll({ name: 'operations/1', model: '../account' }, signal)).rejects.toThrow()
  expect(server.heard).toEqual([])
})
