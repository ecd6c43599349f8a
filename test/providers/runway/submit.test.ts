import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import runway from '../../../providers/runway.ts'
import type { ProviderInput, ProviderRequest } from '../../../src/core/provider.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { paidCallContract } from '../../contracts/paid-call-contract.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import type { Answer, Cut } from '../../support/contract-server.ts'
import { guardFor } from '../../support/guard-for.ts'
import { providerInput, refused } from '../../support/provider-input.ts'
import { openBench, providerOf, requestOf } from './bench.ts'

const pictured = (...inputs: ProviderInput[]) => requestOf({ mode: 'i2v' }, { target: 'gen4_turbo', inputs })
const large = Buffer.alloc(4_000_000, 'x')
const largeFrame = providerInput('firstFrame', { sizeBytes: large.byteLength, read: async () => large })

describe('files', () => {
  test('a small one goes along as a data URI', async () => {
    const { server, provider } = await openBench()
    expect((await provider.submit(pictured(providerInput('firstFrame')), newAttempt())).kind).toBe('accepted')
    const uri = `data:image/png;base64,${Buffer.from('firstFrame').toString('base64')}`
    expect(server.tasks[0]?.body).toMatchObject({ promptImage: uri })
    expect(server.heard.map(({ path }) => path)).toEqual(['/v1/image_to_video'])
  })

  test('a large one is uploaded, and the storage sees no secret', async () => {
    const { server, provider } = await openBench()
    expect((await provider.submit(pictured(largeFrame), newAttempt())).kind).toBe('accepted')
    expect(server.tasks[0]?.body).toMatchObject({ promptImage: 'runway://1' })
    expect(server.uploads).toMatchObject([{ name: 'firstFrame.png', type: 'image/png' }])
    expect(server.uploads[0]?.bytes.equals(large)).toBe(true)
    expect(server.heard.map(({ path }) => path)).toEqual(['/v1/uploads', '/storage', '/v1/image_to_video'])
  })

  test('one that Runway does not take is refused before it is read', async () => {
    const { server, provider } = await openBench()
    const read = () => Promise.reject(new Error('it was read'))
    const request = pictured(providerInput('firstFrame', { sizeBytes: 200_000_001, read }))
    expect(refused(await provider.submit(request, newAttempt()))).toMatchObject({
      class: 'invalid_input',
      message: say('provider.filesUpTo', { vendor: 'Runway', megabytes: 200 }),
    })
    expect(server.heard).toEqual([])
  })

  test.each<['upload' | 'storage', Cut]>([
    ['upload', 'before'],
    ['upload', 'half'],
    ['storage', 'before'],
    ['storage', 'middle'],
  ])('%s, broken %s, costs nothing', async (place, cut) => {
    const { server, provider } = await openBench()
    server.cut[place] = cut
    expect(refused(await provider.submit(pictured(largeFrame), newAttempt())).class).toBe('transient')
    expect(server.creates).toBe(0)
    expect(server.heard.length).toBeLessThanOrEqual(2)
  })

  test.each<['upload' | 'storage', Answer, string]>([
    ['upload', { status: 401 }, 'auth'],
    ['upload', { status: 503 }, 'transient'],
    ['upload', { status: 200, body: { uploadUrl: 'http://storage.example/', fields: {}, runwayUri: 'runway://1' } }, 'transient'],
    ['storage', { status: 403, body: '<Error>AccessDenied</Error>' }, 'transient'],
    ['storage', { status: 500 }, 'transient'],
    ['storage', { status: 307, headers: { location: '/elsewhere' } }, 'transient'],
  ])('%s answers %o', async (place, answer, kind) => {
    const { server, provider } = await openBench()
    server.answers[place] = answer
    expect(refused(await provider.submit(pictured(largeFrame), newAttempt())).class).toBe(kind)
    expect(server.creates).toBe(0)
  })

  test('a stop in the middle of an upload is no riddle: the clip is submitted again', async () => {
    const { server } = await openBench()
    const stop = new AbortController()
    const { fetchNamed } = guardFor([server.url])
    const provider = providerOf(server.url, {
      fetchNamed(url, request) {
        stop.abort()
        return fetchNamed(url, request)
      },
    })
    const result = refused(await provider.submit(pictured(largeFrame), newAttempt(stop.signal)))
    expect(result).toMatchObject({ class: 'rate_limited', retryAfterMs: 0 })
    expect(server.creates).toBe(0)
  })
})

describe('each kind of create is made once', () => {
  const [first, video] = [providerInput('firstFrame'), providerInput('video')]
  test.each<[string, ProviderRequest]>([
    ['/v1/text_to_video', requestOf({ durationSeconds: 5 }, { target: 'seedance2' })],
    ['/v1/image_to_video', pictured(first)],
    ['/v1/video_to_video', requestOf({ mode: 'v2v' }, { target: 'aleph2', inputs: [video] })],
    ['/v1/text_to_image', requestOf({ mode: 't2i' }, { target: 'gen4_image' })],
  ])('%s', async (path, request) => {
    const { server, provider } = await openBench()
    expect(await provider.submit(request, newAttempt())).toMatchObject({ kind: 'accepted', estimatedUsd: 0.6 })
    for (const cut of ['before', 'half', 'after'] as const) {
      server.cut['create'] = cut
      expect(await provider.submit(request, newAttempt())).toMatchObject({ kind: 'unknown' })
    }
    expect(server.heard.map((call) => call.path)).toEqual([path, path, path, path])
  })
})

describe('what Runway says that a clip may cost at most', () => {
  test.each<[string, object, object]>([
    ['is told', { estimatedCost: { credits: 60 } }, { estimatedUsd: 0.6 }],
    ['may be missing', {}, {}],
    ['may be unreadable', { estimatedCost: 'much' }, {}],
  ])('%s', async (_, more, told) => {
    const { server, provider } = await openBench()
    server.answers['create'] = { status: 200, body: { id: 'a', ...more } }
    expect(await provider.submit(requestOf(), newAttempt())).toEqual({ kind: 'accepted', operation: { id: 'a' }, ...told })
  })
})

paidCallContract('runway', {
  definition: runway,
  open: openBench,
  request: requestOf(),
  unclear: [
    { status: 503, headers: { 'x-should-retry': 'true' } },
    { status: 200, body: '<html>', headers: { 'content-type': 'text/html' } },
    { status: 204 },
  ],
  refusals: [
    [{ status: 401, body: { error: 'The API key is not valid.' } }, { class: 'auth' }],
    [{ status: 403 }, { class: 'auth' }],
    [{ status: 400, body: { error: 'You do not have enough credits to run this task.' } }, { class: 'credits' }],
    [{ status: 402 }, { class: 'credits' }],
    [{ status: 404 }, { class: 'model_gone' }],
    [{ status: 400, body: { error: 'The image did not pass content moderation.' } }, { class: 'moderation' }],
    [
      { status: 400, body: 'Bad Request' },
      { class: 'invalid_input', message: say('provider.settingsRefused', { vendor: 'Runway' }) },
    ],
    [
      { status: 400, body: { error: 'Validation of body failed', issues: [{ path: ['promptImage'], message: 'Required' }] } },
      { class: 'invalid_input', message: say('provider.partRefused', { vendor: 'Runway', part: say('part.image') }) },
    ],
    [{ status: 405 }, { class: 'internal' }],
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { class: 'rate_limited', retryAfterMs: 7_000 },
    ],
    [{ status: 429 }, { class: 'rate_limited' }],
  ],
  anothers: {
    answers: { task: { status: 200, body: { id: 'b', createdAt: '', status: 'SUCCEEDED', output: ['https://x.example/a.mp4'] } } },
    operation: { id: 'a' },
  },
  unset: [{}, { RUNWAYML_API_SECRET: ' ' }],
  own: { environment: { RUNWAY_BASE_URL: 'http://127.0.0.1:1' }, origin: 'http://127.0.0.1:1' },
})

test('a stop in the middle of the paid call makes it unknown, also when the answer has begun', async () => {
  const stop = new AbortController()
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":"')
    setTimeout(() => stop.abort(), 5)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.closeAllConnections())
  onTestFinished(() => void server.close())
  const provider = providerOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  expect(await provider.submit(requestOf(), newAttempt(stop.signal))).toMatchObject({ kind: 'unknown' })
})
