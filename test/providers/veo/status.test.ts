import { describe, expect, test } from 'vitest'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { questionContract } from '../../contracts/question-contract.ts'
import type { Answer } from '../../support/contract-server.ts'
import { openBench, requestOf, target } from './bench.ts'
import { problem } from './server.ts'

const { signal } = newAttempt()
const operation = { name: 'operations/1', model: target }

questionContract('veo', {
  open: openBench,
  at: 'operation',
  operation,
  statuses: [
    [{ name: 'operations/1' }, { kind: 'running' }],
    [{ name: 'operations/1', done: false }, { kind: 'running' }],
    [
      { done: true, response: { videos: [{ bytesBase64Encoded: 'AAAA' }] } },
      { kind: 'succeeded', outputs: [{ url: 'veo:clip' }] },
    ],
    [{ done: true, error: { code: 1, message: 'cancelled' } }, { kind: 'canceled' }],
  ],
  failures: [
    [{ done: true, response: { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['Support codes: 29310472'] } }, 'moderation'],
    [{ done: true, response: { raiMediaFilteredCount: 1, videos: [] } }, 'moderation'],
    [
      { done: true, error: { code: 3, message: "The input image violates Vertex AI's usage guidelines. Support codes: 15236754" } },
      'moderation',
    ],
    [{ done: true, error: { code: 3, message: 'Image is too small' } }, 'invalid_input'],
    [{ done: true, error: { code: 5 } }, 'model_gone'],
    [{ done: true, error: { code: 7 } }, 'auth'],
    [{ done: true, error: { code: 8, message: 'The service is currently under high load' } }, 'rate_limited'],
    [{ done: true, error: { code: 13, message: 'Internal error' } }, 'transient'],
    [{ done: true, error: { code: 14 } }, 'transient'],
    [{ done: true, error: { code: 9, message: 'precondition' } }, 'internal'],
    [{ done: true, error: {} }, 'internal'],
    [{ done: true, response: { videos: [] } }, 'internal'],
    [{ done: true, response: { videos: [{ gcsUri: 'gs://elsewhere/clip.mp4' }] } }, 'internal'],
    [{ done: true }, 'internal'],
  ],
  faults: [problem(429, 'RESOURCE_EXHAUSTED', ''), { status: 200, body: { done: 'soon' } }],
  foreign: [{ name: 'operations/1', model: '../account' }],
})

test('a question without a token is a fault', async () => {
  const { server, provider } = await openBench()
  server.answers.token = { status: 400, body: { error: 'invalid_grant' } }
  await expect(provider.poll(operation, signal)).rejects.toMatchObject({ code: 'provider_failed' })
  expect(server.count('operation')).toBe(0)
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
