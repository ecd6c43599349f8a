import { expect, test } from 'vitest'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { questionContract } from '../../contracts/question-contract.ts'
import { openBench } from './bench.ts'

const { signal } = newAttempt()
const url = 'https://replicate.delivery/clip.mp4'
const prediction = (fields: object) => ({ id: 'abc', created_at: '2026-11-21T12:00:00Z', input: {}, output: null, ...fields })

questionContract('replicate', {
  open: openBench,
  at: 'prediction',
  operation: { id: 'abc' },
  statuses: [
    [prediction({ status: 'starting' }), { kind: 'queued' }],
    [prediction({ status: 'processing', logs: '' }), { kind: 'running' }],
    [prediction({ status: 'processing', logs: ' 3%| | 1/30\n 76%|███ | 23/30' }), { kind: 'running', progress: 0.76 }],
    [prediction({ status: 'processing', logs: '250% more' }), { kind: 'running', progress: 1 }],
    [prediction({ status: 'canceled' }), { kind: 'canceled' }],
    [prediction({ status: 'canceled', started_at: '2026-11-21T12:00:00Z' }), { kind: 'canceled' }],
    [prediction({ status: 'canceled', started_at: null }), { kind: 'canceled', costUsd: 0 }],
    [prediction({ status: 'aborted' }), { kind: 'canceled', costUsd: 0 }],
    [prediction({ status: 'succeeded', output: url, input: { prompt: 'a boat' } }), { kind: 'succeeded', outputs: [{ url }], seed: null }],
    [prediction({ status: 'succeeded', output: url, input: null }), { kind: 'succeeded', outputs: [{ url }] }],
    [
      prediction({ status: 'succeeded', output: [url, `${url}?2`], version: 'abc' }),
      { kind: 'succeeded', outputs: [{ url }, { url: `${url}?2` }], seed: null, modelVersion: 'abc' },
    ],
    [prediction({ status: 'succeeded', output: url, input: { seed: 0 } }), { kind: 'succeeded', outputs: [{ url }], seed: 0 }],
  ],
  failures: [
    [prediction({ status: 'succeeded', output: null, data_removed: true }), 'expired'],
    [prediction({ status: 'succeeded', output: null }), 'expired'],
    [prediction({ status: 'succeeded', output: [] }), 'expired'],
    [prediction({ status: 'succeeded', output: { frames: 3 } }), 'internal'],
    [prediction({ status: 'failed', error: 'The input or output was flagged as sensitive. (E005)' }), 'moderation'],
    [prediction({ status: 'failed', error: 'NSFW content detected' }), 'moderation'],
    [prediction({ status: 'failed', error: 'Prediction failed (E1001)' }), 'resource'],
    [prediction({ status: 'failed', error: 'CUDA out of memory' }), 'resource'],
    [prediction({ status: 'failed', error: 'Prediction failed (E1000)' }), 'transient'],
    [prediction({ status: 'failed', error: 'Invalid input (E006)' }), 'invalid_input'],
    [prediction({ status: 'failed', error: 'list index out of range' }), 'internal'],
    [prediction({ status: 'failed', error: null }), 'internal'],
  ],
  throwsAsFetch: true,
  faults: [],
  foreign: [{ id: '../account' }],
  cancel: { call: ['POST', '/v1/predictions/abc/cancel'], over: [404, 409, 422] },
})

test.each<[unknown]>([
  [{ video: url, thumbnail: 'https://replicate.delivery/frame.png' }],
  [{ thumbnail: 'https://replicate.delivery/frame.png', output: url }],
  [{ files: [{ url: 'https://replicate.delivery/frame.png' }, { url }] }],
  [['loading …', 'https://replicate.delivery/clip.gif', url]],
  [`The clip: ${url}`],
])('the film is found in an output of the form %j', async (output) => {
  const { server, provider } = await openBench()
  server.answers.prediction = { status: 200, body: prediction({ status: 'succeeded', output }) }
  const status = await provider.poll({ id: 'abc' }, signal)
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
