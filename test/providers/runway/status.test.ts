import { describe, expect, test } from 'vitest'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { questionContract } from '../../contracts/question-contract.ts'
import type { Answer } from '../../support/contract-server.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { openBench } from './bench.ts'

const { signal } = newAttempt()
const url = 'https://dnznrvs05pmza.cloudfront.net/clip.mp4'
const task = (fields: object) => ({ id: 'abc', createdAt: '', ...fields })
const failed = (failureCode?: string) => task({ status: 'FAILED', failure: 'It broke.', failureCode, cost: { credits: 0 } })

questionContract('runway', {
  open: openBench,
  at: 'task',
  operation: { id: 'abc' },
  statuses: [
    [task({ status: 'PENDING' }), { kind: 'queued' }],
    [task({ status: 'THROTTLED' }), { kind: 'queued' }],
    [task({ status: 'RUNNING', progress: 0.25 }), { kind: 'running', progress: 0.25 }],
    [task({ status: 'RUNNING', progress: 1.5 }), { kind: 'running', progress: 1 }],
    [task({ status: 'RUNNING' }), { kind: 'running' }],
    [task({ status: 'CANCELLED', cost: { credits: 12 } }), { kind: 'canceled', costUsd: 0.12 }],
    [task({ status: 'SUCCEEDED', output: [url], cost: { credits: 60 } }), { kind: 'succeeded', outputs: [{ url }], costUsd: 0.6 }],
    [task({ status: 'SUCCEEDED', output: [url] }), { kind: 'succeeded', outputs: [{ url }] }],
  ],
  failures: [
    [failed('SAFETY.INPUT.TEXT'), 'moderation'],
    [failed('SAFETY.OUTPUT.VIDEO'), 'moderation'],
    [failed('INPUT_PREPROCESSING.SAFETY.TEXT'), 'moderation'],
    [failed('INPUT_PREPROCESSING.INTERNAL'), 'transient'],
    [failed('INPUT_PREPROCESSING.IMAGE'), 'invalid_input'],
    [failed('ASSET.INVALID'), 'invalid_input'],
    [failed('INTERNAL'), 'transient'],
    [failed('INTERNAL.TIMEOUT'), 'transient'],
    [failed('INTERNAL.BAD_OUTPUT.CODE01'), 'internal'],
    [failed('SOMETHING.NEW'), 'internal'],
    [failed(), 'internal'],
    [task({ status: 'SUCCEEDED', output: [] }), 'expired'],
  ],
  forgotten: { kind: 'canceled' },
  faults: [
    { status: 502, headers: { 'x-should-retry': 'true' } },
    { status: 404, body: '<html>' },
    { status: 200, body: task({ status: 7 }) },
  ],
  foreign: [{ id: '../organization' }],
})

test('a task that failed costs what Runway says', async () => {
  const { server, provider } = await openBench()
  server.answers.task = { status: 200, body: failed() }
  expect(await provider.poll({ id: 'abc' }, signal)).toMatchObject({ kind: 'failed', costUsd: 0 })
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
