import { describe, expect, test } from 'vitest'
import { newAttempt } from '../../contracts/provider-contract.ts'
import type { Answer } from '../../support/contract-server.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { openBench } from './bench.ts'
import type { ServedTask } from './server.ts'

const { signal } = newAttempt()

/** The status of a task, asked once. */
const statusOf = async (fields: Partial<ServedTask>) => {
  const { server, provider } = await openBench()
  const served = server.add(fields)
  server.answers.task = { status: 200, body: served }
  return provider.poll({ id: served.id }, signal)
}

describe('a task as a status', () => {
  const url = 'https://dnznrvs05pmza.cloudfront.net/clip.mp4'

  test.each<[Partial<ServedTask>, object]>([
    [{ status: 'PENDING' }, { kind: 'queued' }],
    [{ status: 'THROTTLED' }, { kind: 'queued' }],
    [
      { status: 'RUNNING', progress: 0.25 },
      { kind: 'running', progress: 0.25 },
    ],
    [
      { status: 'RUNNING', progress: 1.5 },
      { kind: 'running', progress: 1 },
    ],
    [{ status: 'RUNNING' }, { kind: 'running' }],
    [
      { status: 'CANCELLED', cost: { credits: 12 } },
      { kind: 'canceled', costUsd: 0.12 },
    ],
    [
      { status: 'SUCCEEDED', output: [url], cost: { credits: 60 } },
      { kind: 'succeeded', outputs: [{ url }], costUsd: 0.6 },
    ],
    [
      { status: 'SUCCEEDED', output: [url] },
      { kind: 'succeeded', outputs: [{ url }] },
    ],
  ])('%o', async (fields, status) => {
    expect(await statusOf(fields)).toEqual(status)
  })

  test.each([
    ['SAFETY.INPUT.TEXT', 'moderation'],
    ['SAFETY.OUTPUT.VIDEO', 'moderation'],
    ['INPUT_PREPROCESSING.SAFETY.TEXT', 'moderation'],
    ['INPUT_PREPROCESSING.INTERNAL', 'transient'],
    ['INPUT_PREPROCESSING.IMAGE', 'invalid_input'],
    ['ASSET.INVALID', 'invalid_input'],
    ['INTERNAL', 'transient'],
    ['INTERNAL.TIMEOUT', 'transient'],
    ['INTERNAL.BAD_OUTPUT.CODE01', 'internal'],
    ['SOMETHING.NEW', 'internal'],
    [undefined, 'internal'],
  ])('%s is %s', async (failureCode, kind) => {
    const status = await statusOf({ status: 'FAILED', failure: 'It broke.', failureCode, cost: { credits: 0 } })
    expect(status).toMatchObject({ kind: 'failed', costUsd: 0, error: { class: kind } })
  })

  test('a clip without a link has expired', async () => {
    expect(await statusOf({ status: 'SUCCEEDED', output: [] })).toMatchObject({ kind: 'failed', error: { class: 'expired' } })
  })
})

describe('a fault of the question is thrown, so that it is asked again', () => {
  test.each<Answer>([
    { status: 500 },
    { status: 502, headers: { 'x-should-retry': 'true' } },
    { status: 401 },
    { status: 200, body: '<html>' },
    { status: 404, body: '<html>' },
    { status: 200, body: { id: 'abc', status: 7 } },
  ])('%o', async (answer) => {
    const { server, provider } = await openBench()
    server.answers.task = answer
    await expect(provider.poll({ id: 'abc' }, signal)).rejects.toMatchObject({ code: 'provider_failed' })
    expect(server.heard).toHaveLength(1)
  })

  test('HTTP 429, with how long to wait', async () => {
    const { server, provider } = await openBench()
    server.answers.task = { status: 429, headers: { 'retry-after': '3' } }
    await expect(provider.poll({ id: 'abc' }, signal)).rejects.toMatchObject({ code: 'provider_failed', retryAfterMs: 3000 })
  })

  test('a broken connection', async () => {
    const { server, provider } = await openBench()
    const { id } = server.add({ status: 'RUNNING' })
    server.cut.task = 'half'
    await expect(provider.poll({ id }, signal)).rejects.toMatchObject({ code: 'provider_failed' })
    expect(server.heard).toHaveLength(1)
  })
})

describe('a cancel', () => {
  test.each(['PENDING', 'THROTTLED', 'RUNNING'])('stops what is %s, and it is canceled from then on', async (status) => {
    const { server, provider } = await openBench()
    const { id } = server.add({ status, body: { promptText: 'an endless road' } })
    await provider.cancel?.({ id }, signal)
    expect(server.heard.map(({ method }) => method)).toEqual(['GET', 'DELETE'])
    expect(await provider.poll({ id }, signal)).toEqual({ kind: 'canceled' })
  })

  test.each(['SUCCEEDED', 'FAILED', 'CANCELLED'])('never deletes what is %s', async (status) => {
    const { server, provider } = await openBench()
    const { id } = server.add({ status, output: ['https://clips.example/1.mp4'] })
    await provider.cancel?.({ id }, signal)
    expect(server.heard.map(({ method }) => method)).toEqual(['GET'])
  })

  test('deletes nothing when the state is not known', async () => {
    const { server, provider } = await openBench()
    const { id } = server.add({ status: 'DREAMING' })
    await provider.cancel?.({ id }, signal)
    server.answers.task = { status: 500 }
    await expect(provider.cancel?.({ id }, signal)).rejects.toMatchObject({ code: 'provider_failed' })
    expect(server.heard.map(({ method }) => method)).toEqual(['GET', 'GET'])
  })

  test('is one DELETE, also when it fails; there being nothing to cancel is no fault', async () => {
    const { server, provider } = await openBench()
    const { id } = server.add({})
    server.answers.cancel = { status: 500 }
    await expect(provider.cancel?.({ id }, signal)).rejects.toMatchObject({ code: 'provider_failed' })
    server.answers.cancel = { status: 404, body: { error: 'Not found' } }
    await expect(provider.cancel?.({ id }, signal)).resolves.toBeUndefined()
    await expect(provider.cancel?.({ id: 'gone' }, signal)).resolves.toBeUndefined()
    expect(server.heard.filter(({ method }) => method === 'DELETE')).toHaveLength(2)
  })
})

describe('a look at a model', () => {
  const look = async (target: string, answer?: Answer) => {
    const { server, provider } = await openBench()
    if (answer) server.answers.organization = answer
    return provider.inspect?.(sampleModel({ target }), signal)
  }

  test('finds one that the account may use', async () => {
    expect(await look('gen4_turbo')).toEqual({ kind: 'available', drift: [] })
    expect(await look('gen4.5')).toEqual({ kind: 'available', drift: [] })
  })

  test('finds that it may not be used, or that there is no credit', async () => {
    expect(await look('aleph2')).toMatchObject({ kind: 'unavailable', reason: /may not use/ })
    const empty = { creditBalance: 0, tier: { models: { gen4_turbo: { maxDailyGenerations: 50 } } } }
    expect(await look('gen4_turbo', { status: 200, body: empty })).toMatchObject({ kind: 'unavailable', reason: /no credit/ })
  })

  test('says nothing of one that is not listed, or when it gets no answer', async () => {
    await expect(look('veo3.1')).rejects.toMatchObject({ code: 'provider_failed' })
    await expect(look('gen4_turbo', { status: 500 })).rejects.toMatchObject({ code: 'provider_failed' })
  })
})

test('an operation of somebody else is no path', async () => {
  const { server, provider } = await openBench()
  await expect(provider.poll({ id: '../organization' }, signal)).rejects.toThrow()
  expect(server.heard).toEqual([])
})
