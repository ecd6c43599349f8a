import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/core/json.ts'
import { openEveryProvider } from './bench.ts'

const { signal } = new AbortController()
const { vendor, providers } = await openEveryProvider()

/** How each vendor tells the state of a job, and the operation by which it is asked. */
const vendors: Record<string, { operation: Json; told(word: string): Json }> = {
  replicate: { operation: { id: 'p1' }, told: (status) => ({ id: 'p1', status, created_at: '2026-11-29T00:00:00Z' }) },
  fal: { operation: { endpoint: 'fal-ai/veo3.1', requestId: 'r1' }, told: (status) => ({ status }) },
  runway: { operation: { id: 't1' }, told: (status) => ({ id: 't1', createdAt: '', status }) },
  kling: { operation: { id: 't1', kind: 'text2video' }, told: (status) => ({ code: 0, data: { task_id: 't1', task_status: status } }) },
  minimax: { operation: { taskId: '1' }, told: (status) => ({ status, base_resp: { status_code: 0, status_msg: 'success' } }) },
  vercel: { operation: { target: 'a/b', reference: { gatewayJobId: 'j1' } }, told: (status) => ({ status }) },
  videogen: { operation: { id: 'vg1' }, told: (status) => ({ status, results: [] }) },
}

describe.each(Object.entries(vendors))('%s', (name, { operation, told }) => {
  test.each([
    ['FAILED', 'failed'],
    ['failed', 'failed'],
    ['Failure', 'failed'],
    ['ERROR', 'failed'],
    ['TIMED_OUT', 'failed'],
    ['content-moderated', 'failed'],
    ['CANCELED', 'canceled'],
    ['cancelled', 'canceled'],
    ['IN_QUEUE', 'queued'],
    ['IN_PROGRESS', 'running'],
    // Nobody knows it: it is waited for as long as the model's time-out says, and no fault that is asked about for a day.
    ['DREAMING', 'running'],
    ['', name === 'minimax' ? 'fault' : 'running'],
  ])('a job that is %j is %s', async (word, kind) => {
    vendor.state.job = { status: 200, body: told(word) }
    const status = await providers
      .get(name)
      ?.poll(operation, signal)
      .catch(() => ({ kind: 'fault' }))
    expect(status?.kind).toBe(kind)
  })
})

const said = 'Prompt must be at most 2500 characters'

test.each<[string, string, Json, Json]>([
  ['fal', 'words', { status: 'FAILED', error: said }, { endpoint: 'fal-ai/veo3.1', requestId: 'r1' }],
  [
    'fal',
    'an object',
    { status: 'FAILED', error: { message: said }, queue_position: 'none' },
    { endpoint: 'fal-ai/veo3.1', requestId: 'r1' },
  ],
  ['minimax', 'nothing around it', { status: 'Fail', base_resp: { status_code: 2013, status_msg: said } }, { taskId: '1' }],
  ['videogen', 'words', { status: 'failed', error: said, results: null }, { id: 'vg1' }],
  ['videogen', 'an object', { status: 'failed', error: { message: said, code: 'x' } }, { id: 'vg1' }],
  ['vercel', 'words', { status: 'error', error: said }, { target: 'a/b', reference: { gatewayJobId: 'j1' } }],
  ['runway', 'words', { id: 't1', createdAt: '', status: 'FAILED', failure: said }, { id: 't1' }],
  ['kling', 'words', { code: 0, data: { task_status: 'failed', task_status_msg: said } }, { id: 't1', kind: 'text2video' }],
  ['replicate', 'words', { id: 'p1', status: 'failed', error: said, created_at: '2026-11-29T00:00:00Z' }, { id: 'p1' }],
  ['veo', 'an error', { done: true, error: { code: 3, message: said } }, { name: 'operations/1', model: 'veo' }],
])('a job of %s that failed ends, and says why in %s', async (name, _, body, operation) => {
  vendor.state.job = { status: 200, body }
  const status = await providers.get(name)?.poll(operation, signal)
  expect(status).toMatchObject({ kind: 'failed', error: { reason: said } })
})

test('a failed job of MiniMax without a code has failed all the same', async () => {
  vendor.state.job = { status: 200, body: { status: 'Fail' } }
  expect(await providers.get('minimax')?.poll({ taskId: '1' }, signal)).toMatchObject({ kind: 'failed' })
})
