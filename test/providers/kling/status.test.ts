import { describe, expect, test } from 'vitest'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { questionContract } from '../../contracts/question-contract.ts'
import type { Answer } from '../../support/contract-server.ts'
import { openBench, requestOf, turboOf } from './bench.ts'
import { problem, type ServedTask } from './server.ts'

const { signal } = newAttempt()
const minute = 60_000
const url = 'https://v1-kling.klingai.com/clip.mp4'
const task = (data: object) => ({ code: 0, message: 'SUCCEED', data: { task_id: '123', ...data } })

questionContract('kling', {
  open: openBench,
  at: 'task',
  operation: { id: '123', kind: 'text2video' },
  statuses: [
    [task({ task_status: 'submitted' }), { kind: 'queued' }],
    [task({ task_status: 'processing' }), { kind: 'running' }],
    [
      task({ task_status: 'succeed', task_result: { videos: [{ id: '1', url, duration: '5' }] } }),
      { kind: 'succeeded', outputs: [{ url }] },
    ],
  ],
  failures: [
    [task({ task_status: 'failed', task_status_msg: 'Failure to pass the risk control system' }), 'moderation'],
    [task({ task_status: 'failed', task_status_msg: 'The resolution or aspect ratio of the image is invalid' }), 'invalid_input'],
    [task({ task_status: 'failed', task_status_msg: 'Service busy' }), 'internal'],
    [task({ task_status: 'failed' }), 'internal'],
    [task({ task_status: 'succeed', task_result: { videos: [] } }), 'expired'],
    [task({ task_status: 'succeed', task_result: { videos: [{ id: '1', url: '' }] } }), 'expired'],
    [task({ task_status: 'succeed' }), 'expired'],
  ],
  faults: [
    problem(500, 5000),
    problem(401, 1002),
    { status: 404, body: 'Not Found' },
    { status: 200, body: { code: 0, data: { task_status: 7 } } },
    problem(404, 1202),
    { ...problem(429, 1302), headers: { 'retry-after': '3' } },
  ],
  foreign: [
    { id: '../account', kind: 'text2video' },
    { id: '1', kind: 'lip-sync' },
  ],
})

const told = (data: object) => ({ code: 0, message: 'SUCCEED', data: [{ id: '123', ...data }] })
const outputs = [{ type: 'video', id: '1', url, watermark_url: '', duration: '5' }]
const cash = { charge_type: 'cash', cash_type: 'balance', amount: '0.25', currency: 'USD', list_price: '0.42' }
const done = { kind: 'succeeded', outputs: [{ url }] }

questionContract('kling’s newer standard', {
  open: openBench,
  at: 'tasks',
  operation: { id: '123', kind: 'task' },
  statuses: [
    [told({ status: 'submitted' }), { kind: 'queued' }],
    [told({ status: 'processing' }), { kind: 'running' }],
    [told({ status: 'succeeded', outputs, billing: [{ charge_type: 'unit', amount: '2.4', package_type: 'video' }] }), done],
    [told({ status: 'succeeded', outputs }), done],
    [told({ status: 'succeeded', outputs, billing: [cash] }), { ...done, costUsd: 0.25 }],
    [told({ status: 'succeeded', outputs, billing: [cash, { ...cash, amount: '0.5' }] }), { ...done, costUsd: 0.75 }],
    [told({ status: 'succeeded', outputs, billing: [{ ...cash, currency: 'CNY' }] }), done],
  ],
  failures: [
    [told({ status: 'failed', message: 'Failure to pass the risk control system' }), 'moderation'],
    [told({ status: 'failed' }), 'internal'],
    [told({ status: 'succeeded', outputs: [] }), 'expired'],
    [{ code: 0, data: [] }, 'expired'],
  ],
  faults: [problem(500, 5000), problem(401, 1002), { status: 200, body: { code: 0, data: {} } }, { status: 404, body: 'Not Found' }],
  foreign: [{ id: '1,2', kind: 'task' }],
})

test('a failure that was paid for in dollars costs that', async () => {
  const { server, provider } = await openBench()
  server.answers.tasks = { status: 200, body: told({ status: 'failed', billing: [cash] }) }
  expect(await provider.poll({ id: '123', kind: 'task' }, signal)).toMatchObject({ kind: 'failed', costUsd: 0.25 })
})

describe('an attempt of unknown outcome', () => {
  const start = Date.parse('2026-11-21T12:00:00Z')
  const attempt = { id: 'attempt1', createdAt: start }
  const look = async (tasks: Partial<ServedTask>[], { after = 20 * minute, answer = undefined as Answer | undefined } = {}) => {
    let now = start
    const { server, provider } = await openBench({ now: () => now })
    now += after
    for (const task of tasks) server.add({ created_at: start, ...task })
    if (answer) server.answers.task = answer
    const result = await provider.reconcile?.(attempt, requestOf(), signal)
    return { result, lists: server.heard.filter(({ place }) => place === 'list').length }
  }
  const named = (name: string): Partial<ServedTask> => ({ id: '7', name })
  const found = { kind: 'found', operation: { id: '7', kind: 'text2video' } }

  test('is found by its name', async () => {
    expect(await look([named('attempt1')])).toEqual({ result: found, lists: 0 })
  })

  test.each<Answer>([problem(404, 1203), problem(400, 1201), { status: 200, body: { code: 0, data: { task_id: '8' } } }])(
    'is found in the list when its name leads nowhere and nothing can arrive any more: %o',
    async (answer) => {
      expect(await look([named('attempt1')], { answer })).toEqual({ result: found, lists: 1 })
    },
  )

  test('is absent when nothing bears its name and nothing can arrive any more', async () => {
    expect(await look([named('attempt2'), { kind: 'image2video', ...named('attempt1') }])).toEqual({ result: { kind: 'absent' }, lists: 1 })
    expect(await look([named('attempt2')], { after: 5 * minute })).toMatchObject({ result: { kind: 'unknown' } })
  })

  test('is looked for on every page, whatever Kling’s clock says', async () => {
    const others = Array.from({ length: 600 }, (_, index) => ({ ...named(`other${index}`), id: String(index) }))
    for (const created_at of [start - 2 * 3_600_000, start, start + 2 * 3_600_000]) {
      const early = others.map((task) => ({ ...task, created_at }))
      expect(await look([named('attempt1'), ...early], { answer: problem(404, 1203) })).toEqual({ result: found, lists: 2 })
      expect(await look(early, { answer: problem(404, 1203) })).toEqual({ result: { kind: 'absent' }, lists: 2 })
    }
  })

  test('is not absent in another account than the one that it was submitted to', async () => {
    const { provider } = await openBench({ now: () => start + 20 * minute })
    expect(await provider.reconcile?.(attempt, requestOf(), signal)).toEqual({ kind: 'unknown' })
  })

  test.each<Answer>([problem(500, 5000), problem(401, 1000), { status: 200, body: '<html>' }])(
    'stays so while Kling cannot tell: %o',
    async (answer) => {
      await expect(look([], { answer })).rejects.toMatchObject({ code: 'provider_failed' })
    },
  )

  test('is found by its name in the newer standard, or in its list, and absent when neither has it', async () => {
    let now = start
    const { server, provider } = await openBench({ now: () => now })
    const ask = async () => provider.reconcile?.(attempt, turboOf(), signal)
    now += 20 * minute
    // More than a page.
    for (let other = 0; other < 600; other++)
      server.add({ id: String(1000 + other), name: `other${other}`, kind: 'text-to-video/kling-3.0-turbo' })
    expect(await ask()).toEqual({ kind: 'absent' })
    expect(server.count('cursor')).toBe(2)
    server.tasks.push({
      kind: 'text-to-video/kling-3.0-turbo',
      id: '7',
      name: 'attempt1',
      status: 'submitted',
      created_at: start,
      updated_at: start,
      body: {},
    })
    expect(await ask()).toEqual({ kind: 'found', operation: { id: '7', kind: 'task' } })
    server.answers.tasks = { status: 200, body: { code: 0, data: [] } }
    expect(await ask()).toEqual({ kind: 'found', operation: { id: '7', kind: 'task' } })
    server.answers.cursor = { status: 200, body: { code: 0, data: { result: [], has_more: true } } }
    await expect(ask()).rejects.toMatchObject({ code: 'provider_failed' })
  })
})
