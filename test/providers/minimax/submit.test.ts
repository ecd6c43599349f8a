import { describe, expect, test } from 'vitest'
import minimax from '../../../providers/minimax.ts'
import { paidCallContract } from '../../contracts/paid-call-contract.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { providerInput, refused } from '../../support/provider-input.ts'
import { openBench, requestOf } from './bench.ts'
import { coded } from './server.ts'

const dataUrl = (text: string, type = 'image/png'): string => `data:${type};base64,${Buffer.from(text).toString('base64')}`

describe('the paid call', () => {
  test('carries what was asked for, without the seed that there is none of', async () => {
    const { server, provider } = await openBench()
    const words = { durationSeconds: 10, resolution: '768p', extras: { prompt_optimizer: false } }
    const result = await provider.submit(requestOf(words), newAttempt())
    expect(result).toEqual({ kind: 'accepted', operation: { taskId: server.jobs[0]?.id } })
    expect(server.jobs[0]?.request).toEqual({
      model: 'MiniMax-Hailuo-2.3',
      prompt: 'a paper boat',
      duration: 10,
      resolution: '768P',
      prompt_optimizer: false,
    })
  })

  test('takes a first and a last frame along as data, with or without words', async () => {
    const { server, provider } = await openBench()
    const inputs = [
      providerInput('firstFrame', { url: 'https://bot.example/first.png' }),
      providerInput('lastFrame', { mediaType: 'image/jpeg' }),
    ]
    await provider.submit(requestOf({ mode: 'i2v', prompt: '' }, { target: 'MiniMax-Hailuo-02', inputs }), newAttempt())
    expect(server.jobs[0]?.request).toEqual({
      model: 'MiniMax-Hailuo-02',
      first_frame_image: dataUrl('firstFrame'),
      last_frame_image: dataUrl('lastFrame', 'image/jpeg'),
    })
  })

  test.each([
    ['T2V-01-Director', []],
    ['I2V-01-Director', [providerInput('firstFrame')]],
  ])('of %s says no length and no size', async (target, inputs) => {
    const { server, provider } = await openBench()
    await provider.submit(requestOf({ camera: 'push in' }, { target, inputs }), newAttempt())
    expect(server.jobs[0]?.request).toMatchObject({ model: target, prompt: '[Push in] a paper boat' })
    expect(Object.keys(server.jobs[0]?.request ?? {})).not.toContain('duration')
  })

  test.each([
    ['truck left', '[Truck left]'],
    ['Pedestal-Up', '[Pedestal up]'],
    ['static', '[Static shot]'],
    ['tracking shot', '[Tracking shot]'],
    ['pan left, tilt up', '[Pan left,Tilt up]'],
    ['zoom in,shake,truck right', '[Zoom in,Shake,Truck right]'],
  ])('says the camera move %s as %s', async (camera, tag) => {
    const { server, provider } = await openBench()
    await provider.submit(requestOf({ camera }), newAttempt())
    expect(server.jobs[0]?.request.prompt).toBe(`${tag} a paper boat`)
  })
})

describe('what does not fit is refused before anything is asked', () => {
  const first = providerInput('firstFrame')
  test.each([
    ['a move that there is none of', requestOf({ camera: 'somersault' })],
    ['a move that is a word of JavaScript', requestOf({ camera: 'constructor' })],
    ['four moves at once', requestOf({ camera: 'push in, pan left, tilt up, shake' })],
    ['words and a move that are too long together', requestOf({ prompt: 'a'.repeat(1995), camera: 'push in' })],
    ['ten seconds of 1080p', requestOf({ durationSeconds: 10, resolution: '1080p' })],
    ['a last frame alone', requestOf({}, { inputs: [providerInput('lastFrame')] })],
    ['references', requestOf({}, { inputs: [providerInput('referenceImages')] })],
    ['a video', requestOf({}, { inputs: [providerInput('video')] })],
    ['20 MB', requestOf({}, { inputs: [{ ...first, sizeBytes: 20 * 1024 * 1024 }] })],
    ['a GIF', requestOf({}, { inputs: [{ ...first, mediaType: 'image/gif' }] })],
    ['300 pixels', requestOf({}, { inputs: [{ ...first, width: 400, height: 300 }] })],
    ['a strip', requestOf({}, { inputs: [{ ...first, width: 2000, height: 700 }] })],
    ['a callback of somebody else', requestOf({ extras: { callback_url: 'https://elsewhere.example/' } })],
  ])('%s', async (_, request) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(request, newAttempt())).class).toBe('invalid_input')
    expect(server.heard).toEqual([])
  })

  test('a picture that cannot be read', async () => {
    const { server, provider } = await openBench()
    const inputs = [providerInput('firstFrame', { read: () => Promise.reject(new Error('the disk is gone')) })]
    expect(refused(await provider.submit(requestOf({}, { inputs }), newAttempt())).class).toBe('transient')
    expect(server.heard).toEqual([])
  })
})

paidCallContract('minimax', {
  definition: minimax,
  open: openBench,
  request: requestOf(),
  unclear: [
    { status: 200, body: { task_id: '1' } },
    coded(0, 'success'),
    coded(0, 'success', { task_id: '' }),
    coded(1000, 'unknown error'),
    coded(1001, 'request timeout'),
    coded(1013, 'service unavailable'),
    coded(1033, 'system error'),
    coded(9999, 'something new', { task_id: '1' }),
  ],
  refusals: [
    [
      { ...coded(1002, 'rate limit'), headers: { 'retry-after': '7' } },
      { class: 'rate_limited', retryAfterMs: 7_000 },
    ],
    [coded(1002, 'rate limit'), { class: 'rate_limited' }],
    [coded(1004, 'not authorized'), { class: 'auth' }],
    [coded(1008, 'insufficient balance'), { class: 'credits', detail: '1008 insufficient balance' }],
    [coded(1026, 'sensitive'), { class: 'moderation' }],
    [coded(1027, 'sensitive'), { class: 'moderation' }],
    [coded(2013, 'invalid params'), { class: 'invalid_input' }],
    [coded(2049, 'invalid api key'), { class: 'auth' }],
    [coded(2056, 'usage limit exceeded'), { class: 'credits' }],
    [coded(2061, 'your token plan not support model'), { class: 'model_gone' }],
    [{ ...coded(1008, 'insufficient balance'), status: 400 }, { class: 'credits' }],
    [{ status: 401, body: '<html>' }, { class: 'auth' }],
    [{ status: 402 }, { class: 'credits' }],
    [{ status: 404, body: '404 page not found' }, { class: 'model_gone' }],
    [{ status: 413 }, { class: 'invalid_input' }],
    [
      { status: 429, headers: { 'retry-after': '3' } },
      { class: 'rate_limited', retryAfterMs: 3_000 },
    ],
    [{ status: 418 }, { class: 'internal' }],
  ],
  anothers: {
    answers: {
      task: coded(0, 'success', { task_id: '106916112212099', status: 'Success', file_id: '2106916112212032' }),
      file: coded(0, 'success', { file: { download_url: 'https://x.example/a.mp4' } }),
    },
    operation: { taskId: '1' },
  },
  unset: [{}, { MINIMAX_API_KEY: ' ' }],
  own: { environment: { MINIMAX_BASE_URL: 'http://127.0.0.1:1' }, origin: 'http://127.0.0.1:1' },
})
