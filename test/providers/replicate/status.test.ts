import { describe, expect, test } from 'vitest'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { openBench } from './bench.ts'
import type { ServedPrediction } from './server.ts'

const { signal } = newAttempt()

/** The status of a prediction that has ended, so that asking changes nothing. */
const statusOf = async (fields: Partial<ServedPrediction>) => {
  const { server, provider } = await openBench()
  const served = server.add(fields)
  server.answers.prediction = { status: 200, body: served }
  return provider.poll({ id: served.id }, signal)
}

describe('a prediction as a status', () => {
  const url = 'https://replicate.delivery/clip.mp4'

  test.each<[Partial<ServedPrediction>, object]>([
    [{ status: 'starting' }, { kind: 'queued' }],
    [{ status: 'processing', logs: '' }, { kind: 'running' }],
    [
      { status: 'processing', logs: ' 3%| | 1/30\n 76%|███ | 23/30' },
      { kind: 'running', progress: 0.76 },
    ],
    [
      { status: 'processing', logs: '250% more' },
      { kind: 'running', progress: 1 },
    ],
    [{ status: 'canceled' }, { kind: 'canceled' }],
    [{ status: 'canceled', started_at: '2026-11-21T12:00:00Z' }, { kind: 'canceled' }],
    [
      { status: 'canceled', started_at: null },
      { kind: 'canceled', costUsd: 0 },
    ],
    [{ status: 'aborted' }, { kind: 'canceled', costUsd: 0 }],
    [
      { status: 'succeeded', output: url, input: { prompt: 'a boat' } },
      { kind: 'succeeded', outputs: [{ url }], seed: null },
    ],
    [
      { status: 'succeeded', output: url, input: null },
      { kind: 'succeeded', outputs: [{ url }] },
    ],
    [
      { status: 'succeeded', output: [url, `${url}?2`], version: 'abc' },
      { kind: 'succeeded', outputs: [{ url }, { url: `${url}?2` }], seed: null, modelVersion: 'abc' },
    ],
    [
      { status: 'succeeded', output: url, input: { seed: 0 } },
      { kind: 'succeeded', outputs: [{ url }], seed: 0 },
    ],
  ])('%o', async (fields, status) => {
    expect(await statusOf(fields)).toEqual(status)
  })

  test.each<[unknown]>([
    [{ video: url, thumbnail: 'https://replicate.delivery/frame.png' }],
    [{ thumbnail: 'https://replicate.delivery/frame.png', output: url }],
    [{ files: [{ url: 'https://replicate.delivery/frame.png' }, { url }] }],
    [['loading …', 'https://replicate.delivery/clip.gif', url]],
    [`The clip: ${url}`],
  ])('the film is found in an output of the form %j', async (output) => {
    const status = await statusOf({ status: 'succeeded', output })
    expect(status).toMatchObject({ kind: 'succeeded', outputs: expect.arrayContaining([{ url }]) })
    if (status.kind === 'succeeded') expect(status.outputs[0]).toEqual({ url })
  })

  test('a film inside of the answer is opened from there, and what is kept stays short', async () => {
    const { server, provider } = await openBench()
    const output = ['data:image/png;base64,AAAA', `data:video/mp4;base64,${Buffer.from('a film').toString('base64')}`]
    const served = server.add({ status: 'succeeded', output })
    const { id } = served
    server.answers.prediction = { status: 200, body: served }
    const status = await provider.poll({ id }, signal)
    expect(status).toMatchObject({ kind: 'succeeded', outputs: [{ url: 'replicate:0' }, { url: 'replicate:1' }] })
    const opened = await provider.open?.({ url: 'replicate:0' }, { id }, signal)
    expect(await new Response(opened ?? undefined).text()).toBe('a film')
    expect(await provider.open?.({ url }, { id }, signal)).toBeNull()
    await expect(provider.open?.({ url: 'replicate:7' }, { id }, signal)).rejects.toMatchObject({ code: 'bad_media' })
  })

  test('an answer that tells of another prediction is none', async () => {
    const { server, provider } = await openBench()
    const [asked, other] = [server.add({ status: 'processing' }), server.add({ status: 'succeeded', output: url })]
    server.answers.prediction = { status: 200, body: other }
    await expect(provider.poll({ id: asked.id }, signal)).rejects.toMatchObject({ code: 'provider_failed' })
  })

  test.each<[Partial<ServedPrediction>, string]>([
    [{ status: 'succeeded', output: null, data_removed: true }, 'expired'],
    [{ status: 'succeeded', output: null }, 'expired'],
    [{ status: 'succeeded', output: [] }, 'expired'],
    [{ status: 'succeeded', output: { frames: 3 } }, 'internal'],
    [{ status: 'failed', error: 'The input or output was flagged as sensitive. (E005)' }, 'moderation'],
    [{ status: 'failed', error: 'NSFW content detected' }, 'moderation'],
    [{ status: 'failed', error: 'Prediction failed (E1001)' }, 'resource'],
    [{ status: 'failed', error: 'CUDA out of memory' }, 'resource'],
    [{ status: 'failed', error: 'Prediction failed (E1000)' }, 'transient'],
    [{ status: 'failed', error: 'Invalid input (E006)' }, 'invalid_input'],
    [{ status: 'failed', error: 'list index out of range' }, 'internal'],
    [{ status: 'failed', error: null }, 'internal'],
  ])('%o', async (fields, kind) => {
    expect(await statusOf(fields)).toMatchObject({ kind: 'failed', error: { class: kind } })
  })

  test('one that is not known any more has expired', async () => {
    const { provider } = await openBench()
    expect(await provider.poll({ id: 'gone' }, signal)).toMatchObject({ kind: 'failed', error: { class: 'expired' } })
  })
})

describe('a fault of the question is thrown, so that it is asked again', () => {
  test.each([500, 502, 401])('HTTP %i', async (status) => {
    const { server, provider } = await openBench()
    server.answers.prediction = { status }
    await expect(provider.poll({ id: 'abc' }, signal)).rejects.toMatchObject({ code: 'provider_failed' })
    expect(server.heard).toHaveLength(1)
  })

  test('HTTP 429, with how long to wait', async () => {
    const { server, provider } = await openBench()
    server.answers.prediction = { status: 429, headers: { 'retry-after': '3' } }
    await expect(provider.poll({ id: 'abc' }, signal)).rejects.toMatchObject({ retryAfterMs: 3000 })
  })

  test('a broken connection', async () => {
    const { server, provider } = await openBench()
    server.cut.prediction = 'before'
    await expect(provider.poll({ id: 'abc' }, signal)).rejects.toThrow()
  })
})

describe('a cancel', () => {
  test('is one POST, also when it fails', async () => {
    const { server, provider } = await openBench()
    server.answers.cancel = { status: 500 }
    await expect(provider.cancel?.({ id: 'abc' }, signal)).rejects.toThrow()
    expect(server.heard.map(({ method, path }) => [method, path])).toEqual([['POST', '/v1/predictions/abc/cancel']])
  })

  test.each([404, 409, 422])('is no fault when there is nothing to cancel: HTTP %i', async (status) => {
    const { server, provider } = await openBench()
    server.answers.cancel = { status }
    await expect(provider.cancel?.({ id: 'abc' }, signal)).resolves.toBeUndefined()
  })
})

test('an operation of somebody else is no path', async () => {
  const { server, provider } = await openBench()
  await expect(provider.poll({ id: '../account' }, signal)).rejects.toThrow()
  expect(server.heard).toEqual([])
})
