import { describe, expect, test } from 'vitest'
import videogen from '../../../providers/videogen.ts'
import type { ProviderInput, SubmitResult } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import { accepted, newAttempt } from '../../contracts/provider-contract.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { inputOf, openBench, requestOf } from './bench.ts'
import { type Answer, type Cut, key } from './server.ts'

const refused = (result: SubmitResult) => {
  if (result.kind !== 'rejected') throw new Error(`expected rejected, got ${JSON.stringify(result)}`)
  return result.error
}

test('a request is written in VideoGen’s words, without the seed that it does not take', async () => {
  const { server, provider } = await openBench()
  const request = requestOf({ durationSeconds: 6, aspectRatio: '9:16', generateAudio: false, extras: { quality: 'HIGH' } })
  expect(accepted(await provider.submit(request, newAttempt()))).toEqual({ id: 'vg_tool_0' })
  expect(server.executions[0]?.input).toEqual({
    prompt: 'a paper boat',
    durationSeconds: 6,
    aspectRatio: { width: 9, height: 16 },
    generateAudio: false,
    quality: 'HIGH',
    numResults: 1,
  })
})

test('files are uploaded, waited for, and named by their ids; the key stays at home', async () => {
  const { server, provider } = await openBench()
  const inputs = [
    inputOf('firstFrame', 'picture'),
    inputOf('referenceImages', 'a'),
    inputOf('referenceImages', 'b'),
    inputOf('audio', 'song'),
  ]
  accepted(await provider.submit(requestOf({ prompt: '' }, { inputs }), newAttempt()))
  expect(server.files.map(({ type, bytes, looks }) => [type, bytes, looks])).toEqual([
    ['IMAGE', 'picture', 2],
    ['IMAGE', 'a', 2],
    ['IMAGE', 'b', 2],
    ['AUDIO', 'song', 2],
  ])
  expect(server.executions[0]?.input).toEqual({
    startFrameFileId: 'vg_file_0',
    imageFileIds: ['vg_file_1', 'vg_file_2'],
    audioFileIds: ['vg_file_3'],
    numResults: 1,
  })
})

describe('what VideoGen has no field for is refused before anything is sent', () => {
  test.each<[Partial<ResolvedRequest>, ProviderInput[], RegExp]>([
    [{ negativePrompt: 'blur' }, [], /takes no negative prompt/],
    [{ resolution: '720p' }, [], /takes no resolution/],
    [{ fps: 24 }, [], /takes no frame rate/],
    [{ strength: 0 }, [], /takes no strength/],
    [{ camera: 'orbit' }, [], /takes no camera move/],
    [{}, [inputOf('lastFrame')], /takes no last frame/],
    [{}, [inputOf('video')], /takes no video/],
    [{}, Array.from({ length: 5 }, () => inputOf('referenceImages')), /takes 4 of these files at most/],
    [{ extras: { numResults: 9 } }, [], /numResults of plain is set by another word/],
    [{ extras: { imageFileIds: ['x'] } }, [], /imageFileIds of plain is set by another word/],
  ])('%o', async (fields, inputs, says) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(requestOf(fields, { inputs }), newAttempt())).message).toMatch(says)
    expect(server.heard).toEqual([])
  })
})

describe.each<[Cut, number]>([
  ['before', 0],
  ['middle', 0],
  ['after', 1],
  ['half', 1],
])('a connection that breaks: %s', (cut, jobs) => {
  test('makes the outcome unknown and is never repeated', async () => {
    const { server, provider } = await openBench()
    server.cut.create = cut
    expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'unknown' })
    expect(server.creates).toBe(1)
    expect(server.executions).toHaveLength(jobs)
  })
})

test.each<Answer>([
  { status: 500 },
  { status: 503 },
  { status: 408 },
  { status: 202, body: '<html>' },
  { status: 202, body: {} },
  { status: 302, headers: { location: 'https://x.example/' } },
])('an answer that does not say what became of the paid call makes it unknown: %o', async (answer) => {
  const { server, provider } = await openBench()
  server.answers.create = answer
  expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'unknown' })
  expect(server.creates).toBe(1)
})

describe('a failure before the paid call costs nothing and is no riddle', () => {
  const picture = requestOf({}, { inputs: [inputOf('firstFrame')] })
  test.each<['upload' | 'bytes' | 'file', Answer, string]>([
    ['upload', { status: 401 }, 'auth'],
    ['upload', { status: 413 }, 'invalid_input'],
    ['upload', { status: 500 }, 'transient'],
    ['bytes', { status: 403 }, 'transient'],
    ['file', { status: 500 }, 'transient'],
    ['file', { status: 200, body: { type: 'IMAGE', downloadSource: { status: 'failed' } } }, 'invalid_input'],
  ])('%s answers %o', async (place, answer, kind) => {
    const { server, provider } = await openBench()
    server.answers[place] = answer
    expect(refused(await provider.submit(picture, newAttempt())).class).toBe(kind)
    expect(server.creates).toBe(0)
  })

  test.each<['upload' | 'bytes', Cut]>([
    ['upload', 'before'],
    ['upload', 'half'],
    ['bytes', 'middle'],
  ])('%s, broken %s', async (place, cut) => {
    const { server, provider } = await openBench()
    server.cut[place] = cut
    expect(refused(await provider.submit(picture, newAttempt())).class).toBe('transient')
    expect(server.creates).toBe(0)
  })

  test('a place for bytes that is neither safe nor VideoGen’s own', async () => {
    const [{ server, provider }, { server: elsewhere }] = [await openBench(), await openBench()]
    server.answers.upload = { status: 200, body: { fileId: 'x', uploadUrl: `${elsewhere.url}/bytes/0` } }
    expect(refused(await provider.submit(picture, newAttempt())).class).toBe('transient')
    expect(elsewhere.heard).toEqual([])
    expect(server.creates).toBe(0)
  })

  test('nobody listens', async () => {
    const { server, provider } = await openBench()
    await server.close()
    expect(refused(await provider.submit(requestOf(), newAttempt())).class).toBe('transient')
  })
})

describe('a refusal of the paid call by its class', () => {
  const body = (code: string | null, requirement: object | null = null) => ({ message: 'no', code, requirement })
  test.each<[Answer, object]>([
    [{ status: 401, body: body('invalid_api_key') }, { class: 'auth' }],
    [{ status: 403, body: body('not_authorized') }, { class: 'auth' }],
    [{ status: 403, body: body(null, { type: 'upgrade_plan' }) }, { class: 'credits' }],
    [{ status: 402 }, { class: 'credits' }],
    [{ status: 429, body: body('insufficient_credits') }, { class: 'credits' }],
    [
      { status: 429, body: body('rate_limited'), headers: { 'retry-after': '7' } },
      { class: 'rate_limited', retryAfterMs: 7_000 },
    ],
    [{ status: 404, body: body('not_found') }, { class: 'model_gone' }],
    [
      { status: 400, body: body('invalid_request') },
      { class: 'invalid_input', detail: 'HTTP 400 invalid_request no' },
    ],
    [{ status: 400, body: body('content_policy_violation') }, { class: 'moderation' }],
    [{ status: 400, body: { message: 'The prompt was rejected by moderation' } }, { class: 'moderation' }],
    [{ status: 422, body: 'Unprocessable' }, { class: 'invalid_input' }],
    [{ status: 418 }, { class: 'internal' }],
  ])('%o', async (answer, error) => {
    const { server, provider } = await openBench()
    server.answers.create = answer
    const told = refused(await provider.submit(requestOf(), newAttempt()))
    expect(told).toMatchObject(error)
    expect(told.message).toMatch(/^\p{Lu}.*\.$/u)
    expect(server.executions).toEqual([])
  })
})

describe('setting it up', () => {
  test('without a key there is none', () => {
    expect(videogen.create(videogen.settings.parse({}), providerTools())).toBeNull()
    expect(videogen.create(videogen.settings.parse({ VIDEOGEN_API_KEY: ' ' }), providerTools())).toBeNull()
  })

  test('only a base URL of the operator’s own may be private', () => {
    expect(videogen.origins?.(videogen.settings.parse({ VIDEOGEN_API_KEY: key }))).toEqual([])
    const own = { VIDEOGEN_API_KEY: key, VIDEOGEN_BASE_URL: 'http://127.0.0.1:1' }
    expect(videogen.origins?.(videogen.settings.parse(own))).toEqual(['http://127.0.0.1:1'])
  })
})
