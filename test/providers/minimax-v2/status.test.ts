import { describe, expect, test } from 'vitest'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { questionContract } from '../../contracts/question-contract.ts'
import { openBench, requestOf } from './bench.ts'
import { type MinimaxNewerServer, problem } from './server.ts'

const { signal } = newAttempt()
const minute = 60_000
const url = 'https://cdn.example/output.mp4'
const task = (told: object) => ({ task: { id: '424', model: 'MiniMax-H3', created_at: 1, updated_at: 2, ...told } })
const failed = (code: string | number) => task({ status: 'failed', error: { code, message: 'no' }, usage: {} })

questionContract('version 2 of minimax', {
  open: openBench,
  at: 'task',
  operation: { taskId: '424', version: 2 },
  statuses: [
    [task({ status: 'queued' }), { kind: 'queued' }],
    [task({ status: 'running' }), { kind: 'running' }],
    [task({ status: 'succeeded', content: { url }, usage: { output_seconds: 5 } }), { kind: 'succeeded', outputs: [{ url }] }],
    [task({ status: 'cancelled' }), { kind: 'canceled', costUsd: 0 }],
  ],
  failures: [
    [failed('1026'), 'moderation'],
    [failed(1027), 'moderation'],
    [failed('2013'), 'invalid_input'],
    [failed('1000'), 'transient'],
    [failed('no number'), 'internal'],
    [task({ status: 'failed' }), 'internal'],
    [task({ status: 'expired' }), 'internal'],
    [task({ status: 'succeeded', content: {} }), 'internal'],
  ],
  faults: [problem(400, 1002, 'rate limit'), problem(429, 1002, 'rate limit'), { status: 200, body: { task: { status: 7 } } }],
  foreign: [
    { taskId: '', version: 2 },
    { taskId: '1', version: 3 },
  ],
})

test.each([problem(400, 2013, 'invalid task_id'), { status: 404 }])('a task that is forgotten is expired: %o', async (answer) => {
  const { server, provider } = await openBench()
  server.answers.task = answer
  expect(await provider.poll({ taskId: '424', version: 2 }, signal)).toMatchObject({ kind: 'failed', error: { class: 'expired' } })
})

test('a task’s id is never a path', async () => {
  const { server, provider } = await openBench()
  await expect(provider.poll({ taskId: '../x', version: 2 }, signal)).rejects.toMatchObject({ code: 'fetch_refused' })
  expect(server.heard).toEqual([])
})

test('a webhook tells as the question does', async () => {
  const { provider } = await openBench()
  const read = (body: object) =>
    provider.parseWebhook?.({ attemptId: 'attempt1', rawBody: new TextEncoder().encode(JSON.stringify(body)), headers: new Headers() })
  const operation = { taskId: '424', version: 2 }
  expect(await read({ challenge: 'abc' })).toEqual({ kind: 'answer', body: { challenge: 'abc' } })
  expect(await read(task({ status: 'running' }))).toEqual({ kind: 'moved', eventId: '424 running', operation, goesOn: true })
  expect(await read(task({ status: 'succeeded', content: { url } }))).toEqual({ kind: 'moved', eventId: '424 succeeded', operation })
})

describe('an attempt of unknown outcome', () => {
  const start = Date.parse('2026-11-21T12:00:00Z')
  const reconciled = async (lost: 'before' | 'after', meanwhile: (server: MinimaxNewerServer) => void = () => undefined, skewMs = 0) => {
    let now = start
    const { server, provider } = await openBench({ now: () => now })
    server.now = () => now + skewMs
    // Of before; more than a page.
    for (let other = 0; other < 150; other++) server.add({ created_at: Math.floor(server.now() / 1000) - 3_600 })
    server.cut.create = lost
    expect(await provider.submit(requestOf(), { ...newAttempt(), id: 'attempt1' })).toMatchObject({ kind: 'unknown' })
    now += 20 * minute
    meanwhile(server)
    const result = await provider.reconcile?.({ id: 'attempt1', createdAt: start }, requestOf(), signal)
    return result?.kind === 'found' ? result.operation : result?.kind
  }
  const added =
    (fields: object, more = {}) =>
    (server: MinimaxNewerServer): void => {
      server.add({ request: { model: 'MiniMax-H3', content: [], resolution: '768P', duration: 5, ...fields }, ...more })
    }

  test.each([-24 * 60, -10, 0, 10, 24 * 60])(
    'is the new one of its model, size and length, by MiniMax’s clock alone: %i minutes ahead',
    async (minutes) => {
      const operation = { taskId: `${424_010_985_738_629 + 150}`, version: 2 }
      expect(await reconciled('after', undefined, minutes * minute)).toEqual(operation)
      expect(await reconciled('before', undefined, minutes * minute)).toBe('absent')
    },
  )

  test('is not one of another model, size or length, and none of two that are alike', async () => {
    for (const other of [{ model: 'MiniMax-H3-Max' }, { resolution: '2K' }, { duration: 6 }])
      expect(await reconciled('before', added(other))).toBe('absent')
    expect(await reconciled('after', added({}))).toBe('unknown')
  })

  test('stays unknown where the list is shorter than it says, and without a time of before', async () => {
    const short = { status: 200, body: { items: [], total: 7 } }
    expect(await reconciled('after', (server) => Object.assign(server.answers, { list: short }))).toBe('unknown')
    const { server, provider } = await openBench({ now: () => start })
    server.answers.list = { status: 500 }
    expect(await provider.submit(requestOf(), { ...newAttempt(), id: 'attempt1' })).toMatchObject({ kind: 'accepted' })
    delete server.answers.list
    expect(await provider.reconcile?.({ id: 'attempt1', createdAt: start - 20 * minute }, requestOf(), signal)).toEqual({ kind: 'unknown' })
  })
})
