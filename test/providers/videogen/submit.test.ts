import { describe, expect, test } from 'vitest'
import videogen from '../../../providers/videogen.ts'
import type { ProviderInput } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import type { Catalogue } from '../../../src/core/words/catalogue.ts'
import { type Sentence, say } from '../../../src/core/words/sentence.ts'
import { paidCallContract } from '../../contracts/paid-call-contract.ts'
import { accepted, newAttempt } from '../../contracts/provider-contract.ts'
import { refused, textInput } from '../../support/provider-input.ts'
import { openBench, requestOf } from './bench.ts'

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

test('what somebody should say goes along with the voice, and no words beside it are needed', async () => {
  const { server, provider } = await openBench()
  accepted(await provider.submit(requestOf({ prompt: '', speech: 'Good morning.', voice: 'a warm old man' }), newAttempt()))
  expect(server.executions[0]?.input).toEqual({ spokenDialogue: 'Good morning.', voiceDescription: 'a warm old man', numResults: 1 })
})

test('the watermark can be left out by an account that may', async () => {
  const { server, provider } = await openBench()
  const plain = requestOf({ extras: { watermarkMode: 'NONE' } })
  expect(refused(await provider.submit(plain, newAttempt())).class).toBe('credits')
  server.isPro = true
  accepted(await provider.submit(plain, newAttempt()))
})

test('files are uploaded, waited for, and named by their ids; the key stays at home', async () => {
  const { server, provider } = await openBench()
  const inputs = [
    textInput('firstFrame', 'picture'),
    textInput('referenceImages', 'a'),
    textInput('referenceImages', 'b'),
    textInput('audio', 'song'),
    textInput('referenceVideos', 'film', { kind: 'video', mediaType: 'video/mp4' }),
  ]
  accepted(await provider.submit(requestOf({ prompt: '' }, { inputs }), newAttempt()))
  expect(server.files.map(({ type, bytes, looks }) => [type, bytes, looks])).toEqual([
    ['IMAGE', 'picture', 2],
    ['IMAGE', 'a', 2],
    ['IMAGE', 'b', 2],
    ['VIDEO', 'film', 2],
    ['AUDIO', 'song', 2],
  ])
  expect(server.executions[0]?.input).toEqual({
    startFrameFileId: 'vg_file_0',
    imageFileIds: ['vg_file_1', 'vg_file_2'],
    videoFileIds: ['vg_file_3'],
    audioFileIds: ['vg_file_4'],
    numResults: 1,
  })
})

describe('what VideoGen has no field for is refused before anything is sent', () => {
  const model = 'plain'
  const no = (part: keyof Catalogue['part']) => say('model.takesNo', { model, part: say(`part.${part}`) })
  test.each<[Partial<ResolvedRequest>, ProviderInput[], Sentence]>([
    [{ negativePrompt: 'blur' }, [], no('negativePrompt')],
    [{ resolution: '720p' }, [], no('resolution')],
    [{ fps: 24 }, [], no('fps')],
    [{ strength: 0 }, [], no('strength')],
    [{ camera: 'orbit' }, [], no('camera')],
    [{}, [textInput('lastFrame')], no('lastFrame')],
    [{}, [textInput('video')], no('video')],
    [{ shots: [{ prompt: 'a' }, { prompt: 'b' }] }, [], no('shots')],
    [
      {},
      Array.from({ length: 5 }, () => textInput('referenceVideos')),
      say('model.mostFiles', { model, part: say('part.referenceVideos'), most: 4 }),
    ],
    [
      {},
      Array.from({ length: 5 }, () => textInput('referenceImages')),
      say('model.mostFiles', { model, part: say('part.referenceImages'), most: 4 }),
    ],
    [{ extras: { numResults: 9 } }, [], say('model.inputSet', { input: 'numResults' })],
    [{ extras: { imageFileIds: ['x'] } }, [], say('model.inputSet', { input: 'imageFileIds' })],
  ])('%o', async (fields, inputs, message) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(requestOf(fields, { inputs }), newAttempt())).message).toEqual(message)
    expect(server.heard).toEqual([])
  })
})

const body = (code: string | null, requirement: object | null = null) => ({ message: 'no', code, requirement })

const picture = requestOf({}, { inputs: [textInput('firstFrame')] })

paidCallContract('videogen', {
  definition: videogen,
  open: openBench,
  request: requestOf(),
  unclear: [
    { status: 202, body: '<html>' },
    { status: 202, body: {} },
  ],
  refusals: [
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
  ],
  before: {
    request: picture,
    ends: [
      ['upload', { status: 401 }, 'auth'],
      ['upload', { status: 413 }, 'invalid_input'],
      ['upload', { status: 500 }, 'transient'],
      ['bytes', { status: 403 }, 'transient'],
      ['file', { status: 500 }, 'transient'],
      ['file', { status: 200, body: { type: 'IMAGE', downloadSource: { status: 'failed' } } }, 'invalid_input'],
      ['upload', 'before', 'transient'],
      ['upload', 'half', 'transient'],
      ['bytes', 'middle', 'transient'],
    ],
  },
  reconciled: { afterMs: 10 * 60_000, isLate: true, operation: () => ({ id: 'vg_tool_0' }) },
  anothers: {
    answers: {
      status: {
        status: 200,
        body: { toolExecutionId: 'vg_tool_2', status: 'succeeded', results: [{ type: 'VIDEO', downloadUrl: 'https://x.example/a.mp4' }] },
      },
    },
    operation: { id: 'vg_tool_1' },
  },
  unset: [{}, { VIDEOGEN_API_KEY: ' ' }],
  own: { environment: { VIDEOGEN_BASE_URL: 'http://127.0.0.1:1' }, origin: 'http://127.0.0.1:1' },
})

test('a place for bytes that is neither safe nor VideoGen’s own', async () => {
  const [{ server, provider }, { server: elsewhere }] = [await openBench(), await openBench()]
  server.answers.upload = { status: 200, body: { fileId: 'x', uploadUrl: `${elsewhere.url}/bytes/0` } }
  expect(refused(await provider.submit(picture, newAttempt())).class).toBe('transient')
  expect(elsewhere.heard).toEqual([])
  expect(server.creates).toBe(0)
})
