import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { checkRequest } from '../../../src/core/fit/check-request.ts'
import type { modelSchema } from '../../../src/core/model.ts'
import { maxSeed, type RequestDraft } from '../../../src/core/request.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { refusal } from '../../support/refusal.ts'
import { sampleModel } from '../../support/sample-model.ts'

type Row = Partial<z.input<typeof modelSchema>>
type Draft = Partial<RequestDraft>

const image = { url: 'https://cdn.example/photo.png', name: 'photo.png', mediaType: 'image/png', sizeBytes: 5 * 1024 * 1024 }
const video = { url: 'https://cdn.example/clip.mp4', name: 'clip.mp4', mediaType: 'video/mp4', sizeBytes: 20 * 1024 * 1024 }
const sound = { url: 'https://cdn.example/s.mp3', name: 's.mp3' }
const able: Row = {
  name: 'able',
  seed: true,
  duration: { min: 2, max: 10, step: 0.5, default: 5 },
  aspectRatios: ['16:9', '9:16'],
  resolutions: ['720p', '1080p'],
  fps: [24, 30],
  negativePrompt: true,
  lastFrame: true,
  referenceImages: 2,
  audioInput: true,
  generateAudio: true,
  strength: true,
  camera: ['Push in', 'Pan left'],
  extras: ['steps'],
}

const check = (draft: Draft, row: Row = {}, pickSeed?: () => number) => {
  const model = sampleModel(row)
  const others = [sampleModel({ name: 'veo', modes: ['t2v', 'v2v'] }), sampleModel({ name: 'wan', modes: ['v2v'] })]
  const gone = sampleModel({ name: 'gone', modes: ['v2v'], unavailable: { reason: 'retired' } })
  return checkRequest({ mode: 't2v', prompt: 'a boat', ...draft }, model, [model, gone, ...others], pickSeed)
}

describe('what is refused: it would change what is made or paid', () => {
  test.each<[string, Draft, Row, string, string]>([
    ['a mode', { mode: 'v2v', video }, { modes: ['t2v'] }, 'invalid_option', 'plain cannot make v2v. Choose veo or wan.'],
    ['a mode of nobody', { mode: 't2i' }, {}, 'invalid_option', 'plain cannot make t2i, and no other model here can.'],
    [
      'a duration outside',
      { durationSeconds: 30 },
      able,
      'invalid_option',
      'A clip of able can last 2 to 10 seconds in steps of 0.5. You asked for 30.',
    ],
    [
      'a duration between two steps',
      { durationSeconds: 2.3 },
      able,
      'invalid_option',
      'A clip of able can last 2 to 10 seconds in steps of 0.5. You asked for 2.3.',
    ],
    [
      'a duration not listed',
      { durationSeconds: 5 },
      { duration: [4, 6, 8] },
      'invalid_option',
      'A clip of plain can last 4, 6 or 8 seconds. You asked for 5.',
    ],
    ['any duration', { durationSeconds: 5 }, {}, 'invalid_option', 'plain decides the length of a clip itself. Leave the duration out.'],
    ['an aspect ratio', { aspectRatio: '1:1' }, able, 'invalid_option', 'able makes 16:9 or 9:16. You asked for 1:1.'],
    ['any aspect ratio', { aspectRatio: '1:1' }, {}, 'invalid_option', 'plain takes no aspect ratio. Leave it out.'],
    ['a resolution', { resolution: '480p' }, able, 'invalid_option', 'able makes 720p or 1080p. You asked for 480p.'],
    ['any resolution', { resolution: '480p' }, {}, 'invalid_option', 'plain takes no resolution. Leave it out.'],
    [
      'sound to be made',
      { generateAudio: true },
      {},
      'invalid_option',
      'plain makes no sound. Leave audio out, or choose a model that makes sound.',
    ],
    [
      'a camera move that it does not know',
      { camera: 'orbit' },
      able,
      'invalid_option',
      'able knows the camera moves Push in or Pan left. You asked for orbit.',
    ],
    ['no image', { mode: 'i2v' }, able, 'missing_input', 'i2v needs an image. Attach one.'],
    ['no video', { mode: 'v2v' }, able, 'missing_input', 'v2v needs a video. Attach one.'],
    [
      'an image for t2v',
      { firstFrame: image },
      able,
      'invalid_option',
      't2v starts from a prompt alone. Use /i2v for an image and /v2v for a video.',
    ],
    [
      'a video for i2v',
      { mode: 'i2v', firstFrame: image, video },
      able,
      'invalid_option',
      'i2v starts from an image. Use /v2v for a video.',
    ],
    [
      'a last frame',
      { mode: 'i2v', firstFrame: image, lastFrame: image },
      {},
      'invalid_option',
      'plain takes no last frame. Leave the second image out, or choose a model that takes one.',
    ],
    [
      'a last frame for v2v',
      { mode: 'v2v', video, lastFrame: image },
      able,
      'invalid_option',
      'v2v has no last frame. Leave that image out.',
    ],
    [
      'references',
      { mode: 'v2v', video, referenceImages: [image] },
      {},
      'invalid_option',
      'plain takes no reference images. Leave them out.',
    ],
    [
      'an image beside words',
      { referenceImages: [image] },
      {},
      'invalid_option',
      'plain takes no reference images. /i2v starts from an image.',
    ],
    [
      'too many references',
      { referenceImages: [image, image, image] },
      able,
      'invalid_option',
      'able takes 2 reference images at most. You gave 3.',
    ],
    [
      'references beside a first frame',
      { mode: 'i2v', firstFrame: image, referenceImages: [image] },
      { ...able, referencesAlone: true },
      'invalid_option',
      'able takes a first frame or reference images, not both. Leave one out, or choose a model that takes both.',
    ],
    [
      'settings that do not go together',
      { durationSeconds: 10, resolution: '1080p' },
      { ...able, never: [{ durationSeconds: 10, resolution: '1080p' }, { mode: 'i2v' }] },
      'invalid_option',
      'able does not make 10 s + 1080p together. Change one of them.',
    ],
    ['a sound', { audio: sound }, {}, 'invalid_option', 'plain takes no sound. Leave s.mp3 out.'],
    [
      'a large image',
      { mode: 'i2v', firstFrame: image },
      { image: { maxBytes: 4 * 1024 * 1024 } },
      'too_large',
      'photo.png has 5 MB. plain takes images up to 4 MB.',
    ],
    [
      'a large video',
      { mode: 'v2v', video },
      { video: { maxBytes: 16_000_000 } },
      'too_large',
      'clip.mp4 has 20 MB. plain takes videos up to 15.3 MB.',
    ],
    ['no prompt for t2v', { prompt: ' ' }, { promptOptional: true }, 'missing_input', 't2v needs a prompt. Say what should happen.'],
    [
      'no prompt for i2v',
      { mode: 'i2v', firstFrame: image, prompt: '' },
      {},
      'missing_input',
      'plain needs a prompt. Say what should happen.',
    ],
    [
      'a long prompt',
      { prompt: 'x'.repeat(501) },
      { promptMaxLength: 500 },
      'invalid_option',
      'A prompt for plain can have 500 characters at most. Yours has 501.',
    ],
    ['an extra input', { extras: { stepz: 1 } }, able, 'invalid_option', 'able has no input stepz. It has steps.'],
    ['any extra input', { extras: { steps: 1 } }, {}, 'invalid_option', 'plain has no input steps, and none that can be set.'],
    ['a seed that is none', { seed: 1.5 }, able, 'invalid_option', 'seed has a value that a clip cannot have. Ask for another.'],
    ['five takes', { takes: 5 }, able, 'invalid_option', 'There can be 4 clips at most at one time. Ask for fewer.'],
  ])('%s', async (_, draft, row, code, sentence) => expect(await refusal(() => check(draft, row))).toEqual([code, sentence]))
})

describe('what only warns: the clip is the clip without it', () => {
  test.each<[string, Draft, Row, string]>([
    ['a seed', { seed: 0 }, {}, 'plain takes no seed. The clip cannot be repeated exactly.'],
    ['a negative prompt', { negativePrompt: 'blur' }, {}, 'plain takes no negative prompt. It was left out.'],
    ['a camera move', { camera: 'pan' }, {}, 'plain takes no camera move. Say it in the prompt instead.'],
    ['a frame rate', { fps: 24 }, {}, 'plain takes no frame rate. It chooses its own.'],
    ['a shape near one that it makes', { aspectRatio: '2.39:1' }, able, 'able does not make 2.39:1. 16:9 is the nearest and is used.'],
    ['a frame rate near one that it makes', { fps: 23.976 }, able, 'able makes 24 frames per second, the nearest to 23.976.'],
    [
      'a frame rate far from all',
      { fps: 60 },
      { fps: { min: 12, max: 24, default: 24 } },
      'plain makes 24 frames per second, the nearest to 60.',
    ],
    ['a strength', { mode: 'v2v', video, strength: 0.5 }, {}, 'plain takes no strength. It was left out.'],
    ['a strength without a source', { strength: 0.5 }, able, 'Strength does nothing in t2v. It was left out.'],
  ])('%s', (_, draft, row, warning) => {
    const { requests, warnings } = check(draft, row)
    expect(warnings.map((text) => inWords(text, 'en'))).toEqual([warning])
    expect(requests[0]).toMatchObject({ negativePrompt: undefined, camera: undefined, fps: row.fps ? 24 : undefined, strength: undefined })
  })

  test.each([
    ['2.39:1', ['16:9', '21:9'], '21:9'],
    ['4:5', ['16:9', '9:16', '1:1'], '1:1'],
    ['3:4', ['16:9', '9:16'], '9:16'],
    ['32:18', ['1:1', '16:9'], '16:9'],
    ['7:3', ['21:9'], '21:9'],
  ])('the shape %s of %j is %s', (aspectRatio, aspectRatios, taken) =>
    expect(check({ aspectRatio }, { aspectRatios }).requests[0]?.aspectRatio).toBe(taken),
  )

  test.each([
    ['9:16', ['16:9', '1:1']],
    ['16:9', ['9:16', '3:4']],
    ['32:9', ['16:9']],
  ])('the shape %s is another picture than any of %j', (aspectRatio, aspectRatios) =>
    expect(() => check({ aspectRatio }, { aspectRatios })).toThrow(/You asked for/),
  )

  test('silence asked of a silent model is granted without a word', () => {
    expect(check({ generateAudio: false })).toMatchObject({ warnings: [], requests: [{ generateAudio: undefined }] })
  })
})

describe('a request that fits', () => {
  test('keeps what was asked for', () => {
    const asked: Draft = {
      mode: 'v2v',
      video,
      referenceImages: [image],
      seed: 0,
      durationSeconds: 2.5,
      aspectRatio: '9:16',
      resolution: '1080p',
      fps: 30,
      negativePrompt: 'blur',
      generateAudio: false,
      strength: 0,
      audio: sound,
      extras: { steps: 30 },
    }
    const { requests, warnings } = check({ ...asked, camera: 'push IN' }, able)
    expect(warnings).toEqual([])
    expect(requests).toEqual([{ prompt: 'a boat', model: 'able', takes: 1, ...asked, camera: 'Push in' }])
  })

  test('has the defaults of its row', () => {
    expect(check({}, able).requests[0]).toMatchObject({ durationSeconds: 5, aspectRatio: '16:9', resolution: '720p', fps: 24 })
    const asked = { durationSeconds: 3, aspectRatio: '9:16', resolution: '1080p', fps: 30 }
    const [silent] = check({}, { ...able, ownDefaults: true }).requests
    expect(Object.keys(asked).map((word) => silent?.[word as keyof typeof asked])).toEqual([undefined, undefined, undefined, undefined])
    expect(check(asked, { ...able, ownDefaults: true }).requests[0]).toMatchObject(asked)
    expect(check({}, { duration: [8, 4] }).requests[0]?.durationSeconds).toBe(8)
  })

  test('keeps the shape of its source', () => {
    expect(check({ mode: 'i2v', firstFrame: image }, able).requests[0]?.aspectRatio).toBeUndefined()
    expect(check({ mode: 'v2v', video }, able).requests[0]?.aspectRatio).toBeUndefined()
    expect(check({ mode: 'i2v', firstFrame: image, aspectRatio: '9:16' }, able).requests[0]?.aspectRatio).toBe('9:16')
  })

  test('takes any camera words where the row is open', () => {
    expect(check({ camera: 'around the boat' }, { camera: [] }).requests[0]?.camera).toBe('around the boat')
  })

  test('of a still has no length and no frame rate', () => {
    const { requests } = check({ mode: 't2i' }, { ...able, modes: ['t2i', 't2v'] })
    expect(requests[0]).toMatchObject({ durationSeconds: undefined, fps: undefined, aspectRatio: '16:9' })
  })

  test('does without a prompt where its model does', () => {
    expect(check({ mode: 'i2v', firstFrame: image, prompt: '' }, { promptOptional: true }).requests).toHaveLength(1)
  })
})

describe('takes', () => {
  const seeds = (draft: Draft, pickSeed?: () => number) => check(draft, able, pickSeed).requests.map(({ seed }) => seed)

  test('count up from the asked seed, and wrap at the top', () => {
    expect(seeds({ seed: 7, takes: 3 })).toEqual([7, 8, 9])
    expect(seeds({ seed: maxSeed, takes: 3 })).toEqual([maxSeed, 0, 1])
    expect(seeds({ seed: 0 })).toEqual([0])
  })

  test('are picked when none was asked for, and differ even when the picker repeats itself', () => {
    const picked = [5, 9, 1]
    expect(seeds({ takes: 3 }, () => picked.shift() ?? 0)).toEqual([5, 9, 1])
    expect(seeds({ takes: 4 }, () => maxSeed)).toEqual([maxSeed, 0, 1, 2])
    expect(new Set(seeds({ takes: 4 })).size).toBe(4)
  })

  test('each ask for one clip', () => expect(check({ takes: 4 }, able).requests.map(({ takes }) => takes)).toEqual([1, 1, 1, 1]))

  test('always differ', () => {
    const seed = fc.option(fc.integer({ min: 0, max: maxSeed }), { nil: undefined })
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 4 }), fc.func(fc.integer({ min: 0, max: maxSeed })), (asked, takes, pick) => {
        const all = seeds({ seed: asked, takes }, () => pick())
        expect(new Set(all).size).toBe(takes)
        if (asked !== undefined) expect(all[0]).toBe(asked)
      }),
    )
  })
})
