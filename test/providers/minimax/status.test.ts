import { describe, expect, test } from 'vitest'
import { newAttempt } from '../../contracts/provider-contract.ts'
import type { Answer, Cut } from '../../support/contract-server.ts'
import { openBench } from './bench.ts'
import { coded } from './server.ts'

const { signal } = newAttempt()
const operation = { taskId: '106916112212032' }
const success = coded(0, 'success', { status: 'Success', file_id: '205258526306433' })
const url = 'https://cdn.example/clip.mp4'

/** The status that a task's answer, and that of its file, stand for. */
const statusOf = async (task: Answer, file?: Answer) => {
  const { server, provider } = await openBench()
  server.answers.task = task
  if (file) server.answers.file = file
  return { status: await provider.poll(operation, signal), asked: server.heard.length }
}

describe('a task as a status', () => {
  test.each<[string, object]>([
    ['Preparing', { kind: 'queued' }],
    ['Queueing', { kind: 'queued' }],
    ['Processing', { kind: 'running' }],
  ])('%s', async (status, expected) => {
    expect(await statusOf(coded(0, 'success', { status, file_id: '' }))).toEqual({ status: expected, asked: 1 })
  })

  test('Success is the link of its file', async () => {
    const expected = { status: { kind: 'succeeded', outputs: [{ url }] }, asked: 2 }
    expect(await statusOf(success, coded(0, 'success', { file: { file_id: 1, download_url: url } }))).toEqual(expected)
  })

  test.each<[Answer, string]>([
    [coded(1026, 'input', { status: 'Fail' }), 'moderation'],
    [coded(1027, 'output', { status: 'Fail', file_id: '' }), 'moderation'],
    [coded(2013, 'image', { status: 'Fail' }), 'invalid_input'],
    [coded(1008, 'balance', { status: 'Fail' }), 'credits'],
    [coded(1000, 'unknown error', { status: 'Fail' }), 'transient'],
    [coded(1033, 'system error', { status: 'Fail' }), 'transient'],
    [coded(1002, 'rate limit', { status: 'Fail' }), 'rate_limited'],
    [coded(0, 'success', { status: 'Fail' }), 'internal'],
    [coded(0, 'success', { status: 'Success', file_id: '' }), 'internal'],
    [coded(1027, 'output'), 'moderation'],
    [coded(2013, 'no such task'), 'expired'],
    [{ status: 404 }, 'expired'],
  ])('%o', async (answer, kind) => {
    expect(await statusOf(answer)).toMatchObject({ status: { kind: 'failed', error: { class: kind } }, asked: 1 })
  })

  test.each<Answer>([
    coded(2013, 'no such file'),
    coded(0, 'success', { file: { download_url: '' } }),
    coded(0, 'success', { file: { download_url: 'file:///etc/passwd' } }),
    { status: 404 },
  ])('a file that is not there any more: %o', async (file) => {
    expect(await statusOf(success, file)).toMatchObject({ status: { kind: 'failed', error: { class: 'expired' } }, asked: 2 })
  })
})

describe('a fault of the question is thrown, so that it is asked again', () => {
  test.each<[Answer, object]>([
    [{ status: 500 }, {}],
    [{ status: 401 }, {}],
    [{ status: 429, headers: { 'retry-after': '3' } }, { retryAfterMs: 3_000 }],
    [{ ...coded(1002, 'rate limit'), headers: { 'retry-after': '3' } }, { retryAfterMs: 3_000 }],
    [coded(1002, 'rate limit'), {}],
    [coded(1004, 'not authorized'), {}],
    [coded(1013, 'service unavailable'), {}],
    [coded(0, 'success', { status: 7 }), {}],
    [{ status: 200, body: '<html>' }, {}],
    [{ status: 200, body: {} }, {}],
    [{ status: 302, headers: { location: '/elsewhere' } }, {}],
  ])('%o', async (answer, fault) => {
    const { server, provider } = await openBench()
    server.answers.task = answer
    await expect(provider.poll(operation, signal)).rejects.toMatchObject({ code: 'provider_failed', ...fault })
    expect(server.heard).toHaveLength(1)
    server.answers.task = success
    server.answers.file = answer
    if (answer.body !== undefined && JSON.stringify(answer.body).includes('"status":7')) return
    await expect(provider.poll(operation, signal)).rejects.toMatchObject({ code: 'provider_failed', ...fault })
    expect(server.heard).toHaveLength(3)
  })

  test.each<['task' | 'file', Cut]>([
    ['task', 'before'],
    ['task', 'half'],
    ['file', 'before'],
    ['file', 'half'],
  ])('a connection that breaks at the %s: %s', async (place, cut) => {
    const { server, provider } = await openBench()
    server.answers.task = success
    server.cut[place] = cut
    await expect(provider.poll(operation, signal)).rejects.toMatchObject({ code: 'provider_failed' })
  })
})

test('a task’s id is never a path or another question', async () => {
  const { server, provider } = await openBench()
  await provider.poll({ taskId: '1&file_id=2/../x' }, signal)
  expect(server.heard.map(({ path }) => path)).toEqual(['/v1/query/video_generation'])
  await expect(provider.poll({ taskId: '' }, signal)).rejects.toThrow()
})
