import { describe, expect, test } from 'vitest'
import { newAttempt } from '../../contracts/provider-contract.ts'
import type { Answer } from '../../support/contract-server.ts'
import { openBench } from './bench.ts'

const { signal } = newAttempt()
const operation = { id: 'vg_tool_7' }
const link = 'https://files.videogen.io/clip.mp4?signature=x'

describe('an execution as a status', () => {
  test.each<[object, object]>([
    [{ status: 'pending' }, { kind: 'queued' }],
    [
      { status: 'running', progressPercentage: 40 },
      { kind: 'running', progress: 0.4 },
    ],
    [
      { status: 'running', progressPercentage: 140 },
      { kind: 'running', progress: 1 },
    ],
    [{ status: 'cancelled' }, { kind: 'canceled' }],
    [
      {
        status: 'succeeded',
        results: [
          { type: 'IMAGE', downloadUrl: 'https://x.example/poster.png' },
          { type: 'VIDEO', downloadUrl: link },
        ],
      },
      { kind: 'succeeded', outputs: [{ url: link }] },
    ],
    [
      { status: 'succeeded', results: [{ type: 'VIDEO', downloadUrl: null }] },
      { kind: 'running', progress: 1 },
    ],
    [
      { status: 'succeeded', results: [] },
      { kind: 'failed', error: { class: 'internal' } },
    ],
    [
      { status: 'failed', error: { message: 'no', code: 'content_policy_violation' } },
      { kind: 'failed', error: { class: 'moderation' } },
    ],
    [
      { status: 'failed', error: { message: 'no', code: 'insufficient_credits' } },
      { kind: 'failed', error: { class: 'credits' } },
    ],
    [
      { status: 'failed', error: null },
      { kind: 'failed', error: { class: 'internal' } },
    ],
  ])('%o', async (body, status) => {
    const { server, provider } = await openBench()
    server.answers.status = { status: 200, body }
    expect(await provider.poll(operation, signal)).toMatchObject(status)
    expect(server.heard.map(({ method, path }) => [method, path])).toEqual([['GET', '/v1/tools/executions/vg_tool_7']])
  })

  test('one that VideoGen knows no more is expired', async () => {
    const { provider } = await openBench()
    expect(await provider.poll(operation, signal)).toMatchObject({ kind: 'failed', error: { class: 'expired' } })
  })
})

describe('a poll that learns nothing is a fault', () => {
  test.each<[Answer, object]>([
    [{ status: 500 }, { code: 'provider_failed' }],
    [
      { status: 429, headers: { 'retry-after': '3' } },
      { code: 'provider_failed', retryAfterMs: 3000 },
    ],
    [{ status: 200, body: { status: 7 } }, { code: 'provider_failed' }],
  ])('%o', async (answer, fault) => {
    const { server, provider } = await openBench()
    server.answers.status = answer
    await expect(provider.poll(operation, signal)).rejects.toMatchObject(fault)
    expect(server.heard).toHaveLength(1)
  })
})

describe('a cancel', () => {
  test('is one POST, also when it fails', async () => {
    const { server, provider } = await openBench()
    server.answers.cancel = { status: 500 }
    await expect(provider.cancel?.(operation, signal)).rejects.toMatchObject({ code: 'provider_failed' })
    expect(server.heard.map(({ method, path }) => [method, path])).toEqual([['POST', '/v1/tools/executions/vg_tool_7/cancel']])
  })

  test.each([404, 409])('is no fault when there is nothing to cancel: HTTP %i', async (status) => {
    const { server, provider } = await openBench()
    server.answers.cancel = { status }
    await expect(provider.cancel?.(operation, signal)).resolves.toBeUndefined()
  })
})

test('an operation of somebody else is no path', async () => {
  const { server, provider } = await openBench()
  await expect(provider.poll({ id: '../account' }, signal)).rejects.toThrow()
  expect(server.heard).toEqual([])
})
