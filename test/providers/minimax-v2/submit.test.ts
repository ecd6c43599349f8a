import { describe, expect, test } from 'vitest'
import minimax from '../../../providers/minimax.ts'
import type { ProviderInput } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import { type Sentence, say } from '../../../src/core/words/sentence.ts'
import { paidCallContract } from '../../contracts/paid-call-contract.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { providerInput, refused } from '../../support/provider-input.ts'
import { openBench, requestOf } from './bench.ts'
import { type MinimaxNewerServer, problem } from './server.ts'

const dataUrl = (text: string, type: string): string => `data:${type};base64,${Buffer.from(text).toString('base64')}`
const imageOf = (role: string, use: string) => ({ type: 'image_url', image_url: { url: dataUrl(role, 'image/png') }, role: use })
const video = (more: Partial<ProviderInput> = {}): ProviderInput =>
  providerInput('referenceVideos', { kind: 'video', mediaType: 'video/mp4', durationSeconds: 4, ...more })
const audio = (more: Partial<ProviderInput> = {}): ProviderInput =>
  providerInput('referenceAudios', { kind: 'audio', mediaType: 'audio/mpeg', width: 0, height: 0, durationSeconds: 4, ...more })
const text = { type: 'text', text: 'a paper boat' }
const [first, last, reference] = [providerInput('firstFrame'), providerInput('lastFrame'), providerInput('referenceImages')]

describe('our words become those of version 2', () => {
  test.each<[string, Partial<ResolvedRequest>, ProviderInput[], object]>([
    ['words', { aspectRatio: '9:16', durationSeconds: 6 }, [], { content: [text], ratio: '9:16', duration: 6 }],
    ['words without a ratio, in 2K', { resolution: '1440p' }, [], { content: [text], ratio: '16:9', resolution: '2K' }],
    [
      'frames, which decide the shape',
      { mode: 'i2v', generateAudio: true },
      [first, last],
      { content: [text, imageOf('firstFrame', 'first_frame'), imageOf('lastFrame', 'last_frame')] },
    ],
    [
      'references, films and sounds as bytes where they have no link',
      {},
      [reference, video({ mediaType: 'video/quicktime' }), audio()],
      {
        content: [
          text,
          imageOf('referenceImages', 'reference_image'),
          { type: 'video_url', video_url: { url: dataUrl('referenceVideos', 'video/mov') }, role: 'reference_video' },
          { type: 'audio_url', audio_url: { url: dataUrl('referenceAudios', 'audio/mp3') }, role: 'reference_audio' },
        ],
        ratio: 'adaptive',
      },
    ],
    [
      'references by their links, pictures as bytes all the same',
      { aspectRatio: '21:9' },
      [
        { ...reference, url: 'https://bot.example/a.png' },
        video({ url: 'https://bot.example/a.mp4' }),
        audio({ url: 'https://bot.example/a.mp3' }),
      ],
      {
        content: [
          text,
          imageOf('referenceImages', 'reference_image'),
          { type: 'video_url', video_url: { url: 'https://bot.example/a.mp4' }, role: 'reference_video' },
          { type: 'audio_url', audio_url: { url: 'https://bot.example/a.mp3' }, role: 'reference_audio' },
        ],
        ratio: '21:9',
      },
    ],
  ])('%s', async (_, fields, inputs, words) => {
    const { server, provider } = await openBench()
    const result = await provider.submit(requestOf(fields, { inputs }), newAttempt())
    const [task] = server.tasks
    expect(result).toEqual({ kind: 'accepted', operation: { taskId: task?.id, version: 2 } })
    expect(task?.request).toEqual({ model: 'MiniMax-H3', resolution: '768P', duration: 5, ...words })
  })

  test.each([
    [true, 'balanced'],
    [false, 'disabled'],
  ])('of H3 Max says whether the prompt is written anew: %s', async (expandPrompt, mode) => {
    const { server, provider } = await openBench()
    const request = requestOf({ resolution: '480p', expandPrompt }, { target: 'MiniMax-H3-Max' })
    expect((await provider.submit(request, newAttempt())).kind).toBe('accepted')
    expect(server.tasks[0]?.request).toMatchObject({ model: 'MiniMax-H3-Max', resolution: '480P', extra: { prompt_expansion_mode: mode } })
  })
})

describe('what it does not take is refused before anything is asked', () => {
  const model = 'plain'
  const images = say('model.imageKinds', { model, kinds: ['JPEG', 'PNG', 'WebP'], megabytes: 30 })
  const many = (input: ProviderInput, count: number): ProviderInput[] => Array.from({ length: count }, () => input)
  const link = { url: 'https://bot.example/a.mp4' }
  test.each<[string, Partial<ResolvedRequest>, ProviderInput[], Sentence]>([
    ['a camera move', { camera: 'push in' }, [], say('model.takesNo', { model, part: say('part.camera') })],
    ['shots', { shots: [{ prompt: 'a' }, { prompt: 'b' }] }, [], say('model.takesNo', { model, part: say('part.shots') })],
    ['a video to be made over', { mode: 'v2v' }, [providerInput('video')], say('model.takesNo', { model, part: say('part.video') })],
    ['no words', { mode: 'i2v', prompt: ' ' }, [first], say('model.needs', { model, part: say('part.prompt') })],
    ['silence', { generateAudio: false }, [], say('model.alwaysSound', { model })],
    ['a frame and references', { mode: 'i2v' }, [first, reference], say('model.firstOrReferences', { model })],
    ['a ratio beside a frame', { mode: 'i2v', aspectRatio: '1:1' }, [first], say('model.keepsShape', { model })],
    ['ten pictures', {}, many(reference, 10), say('model.mostFiles', { model, part: say('part.referenceImages'), most: 9 })],
    [
      'thirteen references',
      {},
      [...many(reference, 9), ...many(video({ ...link, durationSeconds: 2 }), 3), audio()],
      say('model.mostReferences', { model, most: 12 }),
    ],
    ['films of sixteen seconds', {}, many(video({ durationSeconds: 8 }), 2), say('model.referencesLength', { model, seconds: 15 })],
    ['a GIF', { mode: 'i2v' }, [{ ...first, mediaType: 'image/gif' }], images],
    ['31 MB', { mode: 'i2v' }, [{ ...first, sizeBytes: 31 * 1024 * 1024 }], images],
    ['a WebM', {}, [video({ mediaType: 'video/webm' })], say('model.videoKinds', { model, kinds: ['MP4', 'MOV'], megabytes: 50 })],
    [
      'an Ogg',
      {},
      [reference, audio({ mediaType: 'audio/ogg' })],
      say('model.audioKinds', { model, kinds: ['MP3', 'WAV'], megabytes: 15 }),
    ],
    ['a thumbnail', { mode: 'i2v' }, [{ ...first, width: 255, height: 255 }], say('model.sides', { model, least: 256, most: 5760 })],
    ['a strip', { mode: 'i2v' }, [{ ...first, width: 2600, height: 1000 }], say('model.imageRatio', { model, ratio: 2.5 })],
    ['47 MB inside of the request', {}, [video({ sizeBytes: 47_000_000 })], say('provider.filesNeedPublicUrl', { vendor: 'MiniMax' })],
    [
      'a callback of somebody else',
      { extras: { callback_url: 'https://elsewhere.example/' } },
      [],
      say('model.inputSet', { input: 'callback_url' }),
    ],
  ])('%s', async (_, fields, inputs, message) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(requestOf(fields, { inputs }), newAttempt()))).toEqual({ class: 'invalid_input', message })
    expect(server.heard).toEqual([])
  })

  test('a picture that cannot be read', async () => {
    const { server, provider } = await openBench()
    const inputs = [providerInput('firstFrame', { read: () => Promise.reject(new Error('the disk is gone')) })]
    expect(refused(await provider.submit(requestOf({ mode: 'i2v' }, { inputs }), newAttempt())).class).toBe('transient')
    expect(server.heard).toEqual([])
  })
})

paidCallContract('version 2 of minimax', {
  definition: minimax,
  open: openBench,
  request: requestOf(),
  unclear: [{ status: 200, body: { task_id: '' } }, problem(500, 1000, 'internal error'), { status: 529, body: { type: 'error' } }],
  refusals: [
    [
      { ...problem(429, 1002, 'rate limit, please retry later'), headers: { 'retry-after': '7' } },
      { class: 'rate_limited', retryAfterMs: 7_000 },
    ],
    [problem(401, 1004, 'login fail'), { class: 'auth' }],
    [problem(402, 1008, 'insufficient balance'), { class: 'credits', detail: '1008 insufficient balance' }],
    [problem(422, 1026, 'video description contains sensitive content'), { class: 'moderation' }],
    [problem(400, 2013, 'invalid params, duration'), { class: 'invalid_input', reason: 'invalid params, duration' }],
    [problem(400, 2061, 'your plan does not support the model'), { class: 'model_gone' }],
    [{ status: 200, body: { base_resp: { status_code: 1008, status_msg: 'insufficient balance' } } }, { class: 'credits' }],
    [{ status: 402 }, { class: 'credits' }],
    [{ status: 404, body: '404 page not found' }, { class: 'model_gone' }],
    [{ status: 418 }, { class: 'internal' }],
  ],
  reconciled: {
    afterMs: 10 * 60_000,
    isLate: true,
    operation: (server) => ({ taskId: (server as MinimaxNewerServer).tasks[0]?.id ?? '', version: 2 }),
  },
  anothers: {
    answers: { task: { status: 200, body: { task: { id: '2', status: 'succeeded', content: { url: 'https://x.example/a.mp4' } } } } },
    operation: { taskId: '1', version: 2 },
  },
  unset: [{}],
})
