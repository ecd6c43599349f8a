import { describe, expect, test } from 'vitest'
import { providerOf, requestOf } from './bench.ts'

const provider = providerOf('http://127.0.0.1:1')
const read = (body: unknown) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return provider.parseWebhook?.({ attemptId: 'attempt1', rawBody: new TextEncoder().encode(text), headers: new Headers() })
}
/** As Kling’s callback schema shows it. */
const callback = {
  task_id: '7',
  task_status: 'succeed',
  created_at: 1,
  updated_at: 2,
  task_info: { external_task_id: 'attempt1' },
  task_result: {},
}

describe('a callback', () => {
  test('that names the attempt says that it moved, and is the same event when it is sent again', async () => {
    expect(await read(callback)).toEqual({ kind: 'moved', eventId: '7 succeed 2' })
    expect(await read(callback)).toEqual(await read(callback))
    expect(await read({ ...callback, task_status: 'processing', updated_at: 1 })).toEqual({
      kind: 'moved',
      eventId: '7 processing 1',
      goesOn: true,
    })
  })

  test('says what the attempt became, where it is known what it asked for', async () => {
    const webhook = { attemptId: 'attempt1', rawBody: new TextEncoder().encode(JSON.stringify(callback)), headers: new Headers() }
    expect(await provider.parseWebhook?.({ ...webhook, given: requestOf() })).toMatchObject({
      kind: 'moved',
      operation: { id: '7', kind: 'text2video' },
    })
  })

  test('of the newer standard says what the attempt became by itself', async () => {
    const newer = { id: '8', status: 'processing', create_time: 1, update_time: 2, external_id: 'attempt1', outputs: [], message: '' }
    const operation = { id: '8', kind: 'task' }
    expect(await read(newer)).toEqual({ kind: 'moved', eventId: '8 processing 2', operation, goesOn: true })
    expect(await read({ ...newer, status: 'succeeded' })).toEqual({ kind: 'moved', eventId: '8 succeeded 2', operation })
    expect(await read({ ...newer, external_id: 'attempt2' })).toMatchObject({ kind: 'ignored' })
    // Kling's own test of an address.
    expect(await read({ ...newer, external_id: undefined })).toMatchObject({ kind: 'ignored' })
  })

  test('may name it beside the task', async () => {
    expect(await read({ ...callback, task_info: {}, external_task_id: 'attempt1' })).toMatchObject({ kind: 'moved' })
  })

  test.each<[string, unknown]>([
    ['of another attempt', { ...callback, task_info: { external_task_id: 'attempt2' } }],
    ['of no attempt', { ...callback, task_info: {} }],
    ['that is none', {}],
    ['that is no JSON', 'moved'],
    ['that is empty', ''],
  ])('%s is ignored', async (_, body) => {
    expect(await read(body)).toMatchObject({ kind: 'ignored' })
  })
})
