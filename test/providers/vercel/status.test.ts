import { expect, test } from 'vitest'
import { accepted, newAttempt, pollUntil } from '../../contracts/provider-contract.ts'
import { questionContract } from '../../contracts/question-contract.ts'
import { openBench, requestOf } from './bench.ts'

const operation = { target: 'bytedance/seedance-2.5', reference: { gatewayJobId: 'job_7' } }
const link = 'https://cdn.example/clip.mp4'
const videos = [{ type: 'url', url: link, mediaType: 'video/mp4' }]
const outputs = [{ url: link }]
const { signal } = newAttempt()

questionContract('vercel', {
  open: openBench,
  at: 'status',
  operation,
  statuses: [
    [{ status: 'pending', providerMetadata: null }, { kind: 'queued' }],
    [{ status: 'dreaming' }, { kind: 'running' }],
    [{ status: 'cancelled' }, { kind: 'canceled' }],
    [
      { status: 'completed', videos },
      { kind: 'succeeded', outputs },
    ],
    [
      { status: 'completed', videos, providerMetadata: { gateway: { cost: '1.156' } } },
      { kind: 'succeeded', outputs, costUsd: 1.156 },
    ],
    [
      { status: 'completed', videos, providerMetadata: { gateway: { cost: 0 } } },
      { kind: 'succeeded', outputs, costUsd: 0 },
    ],
    [
      {
        status: 'completed',
        videos,
        warnings: [{ type: 'unsupported', feature: 'seed', details: 'The seed was left out of the request.' }],
      },
      { kind: 'succeeded', outputs, notes: ['The seed was left out of the request'] },
    ],
    [
      { status: 'completed', videos: [{ type: 'base64', data: 'AAAA', mediaType: 'video/mp4' }] },
      { kind: 'succeeded', outputs: [{ url: 'vercel:0' }] },
    ],
    [
      { status: 'error', error: 'The prompt is too long for this model', providerMetadata: { gateway: { cost: 0.05 } } },
      {
        kind: 'failed',
        costUsd: 0.05,
        error: expect.objectContaining({ class: 'internal', reason: 'The prompt is too long for this model' }),
      },
    ],
  ],
  failures: [
    [{ status: 'completed', videos: [] }, 'internal'],
    [{ status: 'error', error: { message: 'no' } }, 'internal'],
    [{ status: 'error' }, 'internal'],
  ],
  throwsAsFetch: true,
  faults: [{ status: 200, body: { status: 7 } }],
  foreign: [{ id: '../account' }, null],
})

test('the cost that is written down later is looked for once, and not waited for', async () => {
  const { server, provider } = await openBench()
  server.cost = null
  const taken = accepted(await provider.submit(requestOf(), newAttempt()))
  const early = await pollUntil(provider, taken)
  expect(early).toMatchObject({ kind: 'succeeded' })
  expect(early).not.toHaveProperty('costUsd')
  server.generations['gen_job_0'] = 1.2
  expect(await provider.poll(taken, signal)).toMatchObject({ costUsd: 1.2 })
  // Somebody else's is not believed.
  server.answers.generation = { status: 200, body: { data: { id: 'gen_other', total_cost: 9 } } }
  expect(await provider.poll(taken, signal)).not.toHaveProperty('costUsd')
})

test('a seed of 0, which the gateway’s adapters leave out, is not said to be used', async () => {
  const { provider } = await openBench()
  const taken = accepted(await provider.submit(requestOf({ seed: 0 }), newAttempt()))
  expect(await pollUntil(provider, taken)).toMatchObject({ kind: 'succeeded', seed: null })
})

test('a clip inside of the answer is read out of it', async () => {
  const { server, provider } = await openBench()
  server.answers.status = {
    status: 200,
    body: { status: 'completed', videos: [{ type: 'base64', data: Buffer.from('film').toString('base64'), mediaType: 'video/mp4' }] },
  }
  const opened = await provider.open?.({ url: 'vercel:0' }, operation, signal)
  expect(await new Response(opened).text()).toBe('film')
})
