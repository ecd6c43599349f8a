import { describe, expect, test } from 'vitest'
import { say } from '../../../src/core/words/sentence.ts'
import { accepted, newAttempt, pollUntil } from '../../contracts/provider-contract.ts'
import { questionContract } from '../../contracts/question-contract.ts'
import type { Answer } from '../../support/contract-server.ts'
import { openBench, requestOf, targets } from './bench.ts'

const { signal } = newAttempt()
const operation = { endpoint: targets.kling, requestId: 'abc' }
const completed: Answer = { status: 200, body: { status: 'COMPLETED' } }

test('a request is asked about at its app, without the path of its model', async () => {
  const { server, provider } = await openBench()
  const submitted = accepted(await provider.submit(requestOf({}, { target: targets.kling }), newAttempt()))
  const seen: unknown[] = []
  await pollUntil(provider, submitted, (status) => {
    seen.push(status.kind === 'queued' ? status : status.kind)
    return status.kind === 'succeeded'
  })
  expect(seen).toEqual([{ kind: 'queued', position: 3 }, 'running', 'succeeded'])
  const path = `/fal-ai/kling-video/requests/${server.requests[0]?.id}`
  const asked = server.heard.slice(server.heard.findIndex(({ place }) => place === 'create') + 1)
  expect(asked.map(({ method, path: at }) => [method, at])).toEqual([
    ['GET', `${path}/status`],
    ['GET', `${path}/status`],
    ['GET', `${path}/status`],
    ['GET', path],
  ])
})

test('an endpoint without a seed is said to have used none, whatever the row says', async () => {
  const { provider } = await openBench()
  const request = requestOf({}, { target: targets.kling, seed: true })
  const status = await pollUntil(provider, accepted(await provider.submit(request, newAttempt())))
  expect(status).toEqual({ kind: 'succeeded', outputs: [{ url: expect.stringMatching(/^http:.*\.mp4$/) }], seed: null })
})

describe('a request that failed, by its class', () => {
  const detail = (type: string, msg = 'no') => ({ detail: [{ loc: ['body', 'image_url'], msg, type }] })
  test.each<[Answer, object]>([
    [{ status: 422, body: detail('content_policy_violation') }, { class: 'moderation' }],
    [{ status: 422, body: detail('no_media_generated') }, { class: 'internal' }],
    [
      { status: 422, body: detail('image_too_large') },
      { class: 'invalid_input', message: say('provider.partRefused', { vendor: 'fal', part: 'image url' }) },
    ],
    [{ status: 400, body: { detail: 'NSFW content detected' } }, { class: 'moderation' }],
    [{ status: 500, body: detail('internal_server_error') }, { class: 'transient' }],
    [{ status: 500, body: detail('internal_server_error', 'CUDA out of memory') }, { class: 'resource' }],
    [{ status: 504, body: detail('generation_timeout') }, { class: 'transient' }],
    [{ status: 503, body: '', headers: { 'x-fal-error-type': 'runner_disconnected' } }, { class: 'transient' }],
    [{ status: 504, body: { detail: 'Request timed out', error_type: 'startup_timeout' } }, { class: 'transient' }],
    [{ status: 404 }, { class: 'expired' }],
    [{ status: 200, body: {} }, { class: 'internal' }],
    [{ status: 200, body: { video: null } }, { class: 'internal' }],
    [{ status: 200, body: { video: { url: 'file:///etc/passwd' } } }, { class: 'internal' }],
  ])('%o', async (answer, error) => {
    const { server, provider } = await openBench()
    Object.assign(server.answers, { status: completed, result: answer })
    const status = await provider.poll(operation, signal)
    expect(status).toMatchObject({ kind: 'failed', error })
    // Server errors are never billed; of all else fal does not say it.
    expect(status.kind === 'failed' && status.costUsd).toBe((answer.status ?? 200) >= 500 ? 0 : undefined)
  })

  test('a result that is not there yet, although the request is done, is asked for again', async () => {
    const { server, provider } = await openBench()
    Object.assign(server.answers, { status: completed, result: { status: 400, body: { detail: 'Request is still in progress' } } })
    await expect(provider.poll(operation, signal)).rejects.toMatchObject({ code: 'provider_failed' })
  })

  const film = 'https://v3.fal.media/clip.mp4'
  test.each<[unknown]>([
    [{ videos: [{ url: film, content_type: 'video/mp4' }], timings: {} }],
    [{ image: { url: 'https://v3.fal.media/frame.png' }, output: { url: film } }],
    [{ video: film, seed: 'none' }],
  ])('the film is found in a result of the form %j', async (body) => {
    const { server, provider } = await openBench()
    Object.assign(server.answers, { status: completed, result: { status: 200, body } })
    const status = await provider.poll(operation, signal)
    expect(status.kind === 'succeeded' && status.outputs[0]).toEqual({ url: film })
  })

  test('a film inside of the result is opened from there', async () => {
    const { server, provider } = await openBench()
    const video = { url: `data:video/mp4;base64,${Buffer.from('a film').toString('base64')}` }
    Object.assign(server.answers, { status: completed, result: { status: 200, body: { video } } })
    expect(await provider.poll(operation, signal)).toEqual({ kind: 'succeeded', outputs: [{ url: 'fal:0' }] })
    expect(await new Response((await provider.open?.({ url: 'fal:0' }, operation, signal)) ?? undefined).text()).toBe('a film')
  })

  test('a result of 5xx without a type counts as failed only when the status says so', async () => {
    const { server, provider } = await openBench()
    Object.assign(server.answers, { status: completed, result: { status: 502, body: '<html>' } })
    await expect(provider.poll(operation, signal)).rejects.toMatchObject({ code: 'provider_failed' })
    server.answers.status = { status: 200, body: { status: 'COMPLETED', error: 'Worker died' } }
    expect(await provider.poll(operation, signal)).toMatchObject({ kind: 'failed', error: { class: 'transient' } })
  })
})

questionContract('fal', {
  open: openBench,
  at: 'status',
  operation,
  statuses: [],
  failures: [],
  throwsAsFetch: true,
  faults: [{ status: 403 }, { status: 200, body: { status: 7 } }],
  foreign: [
    { endpoint: targets.veo, requestId: '../x' },
    { endpoint: '../../x', requestId: 'abc' },
    { endpoint: '//elsewhere.example/x', requestId: 'abc' },
  ],
  cancel: { call: ['PUT', '/fal-ai/kling-video/requests/abc/cancel'], over: [400, 404] },
})

test.each([401, 403, 429])('a result that is withheld with %i does not end the clip', async (status) => {
  const { server, provider } = await openBench()
  Object.assign(server.answers, { status: completed, result: { status } })
  await expect(provider.poll(operation, signal)).rejects.toMatchObject({ code: 'provider_failed' })
})

test('an app in a namespace keeps it', async () => {
  const { server, provider } = await openBench()
  await provider.poll({ endpoint: 'workflows/someone/film/part', requestId: 'abc' }, signal).catch(() => undefined)
  expect(server.heard[0]?.path).toBe('/workflows/someone/film/requests/abc/status')
})
