import { describe, expect, test } from 'vitest'
import { checkRequest } from '../../../src/core/fit/check-request.ts'
import { layerDefaults } from '../../../src/core/fit/layer-defaults.ts'
import { estimateCredits } from '../../../src/core/fit/price.ts'
import { sizesApart } from '../../../src/core/fit/sizes-apart.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { refusalNow } from '../../support/refusal.ts'
import { sampleModel } from '../../support/sample-model.ts'

const photo = { url: 'media:a', name: 'photo.png' }
const film = { url: 'media:b', name: 'film.mp4' }
const painter = sampleModel({
  name: 'painter',
  modes: ['t2i', 'i2i', 'i2v'],
  mask: true,
  resolutions: ['720p', '1080p'],
  aspectRatios: ['1:1'],
})
const inpainter = sampleModel({ name: 'inpainter', modes: ['i2i'], mask: 'needed' })
const plain = sampleModel({ modes: ['t2i', 'i2i'] })
const larger = sampleModel({ name: 'larger', modes: ['upscale-video', 'upscale-still'], factors: [2, 4], resolutions: ['1080p'] })
const toSize = sampleModel({ name: 'to-size', modes: ['upscale-still'], resolutions: ['1080p', '2160p'] })

const fill: RequestDraft = { mode: 'i2i', prompt: 'a door', firstFrame: photo, mask: photo }
const more: RequestDraft = { mode: 'upscale-still', prompt: '', firstFrame: photo }

describe('is refused, for it would change what is made', () => {
  test.each([
    ['a mask of words', { ...fill, mode: 't2i', firstFrame: undefined }, painter, 't2i takes no mask. Leave it out.'],
    ['a mask of a film', { ...fill, mode: 'i2v' }, painter, 'i2v takes no mask. Leave it out.'],
    [
      'another size beside a mask',
      { ...fill, resolution: '720p' },
      painter,
      'With a mask the image keeps its size and shape. Leave the resolution and the aspect ratio out.',
    ],
    [
      'no mask where there must be one',
      { ...fill, mask: undefined },
      inpainter,
      'inpainter changes only a part of an image, and needs a mask that shows it. Attach one, white where it may change.',
    ],
    ['a factor that it does not make', { ...more, factor: 3 }, larger, 'larger makes things 2x or 4x larger. You asked for 3x.'],
    [
      'a factor of who knows sizes alone',
      { ...more, factor: 2 },
      toSize,
      'to-size cannot be told how many times larger. Ask for a resolution instead.',
    ],
    [
      'a factor of who makes nothing larger',
      { mode: 't2i', prompt: 'a door', factor: 2 },
      painter,
      'painter cannot be told how many times larger. Ask for a resolution instead.',
    ],
    ['both', { ...more, factor: 2, resolution: '1080p' }, larger, 'Say how many times larger, or which resolution, not both.'],
    ['nothing to make larger', { ...more, firstFrame: undefined }, larger, 'upscale-still needs an image. Attach one.'],
    [
      'a film where a still is made larger',
      { ...more, video: film },
      larger,
      'upscale-still makes one image larger. Leave the other files out.',
    ],
  ] as const)('%s', (_, draft, model, sentence) => {
    expect(refusalNow(() => checkRequest(draft, model, [model]))[1]).toBe(sentence)
  })
})

test.each([
  ['a still keeps its size when a part of it or all of it is changed', fill, painter, [undefined, undefined]],
  ['a still of words has the first size', { mode: 't2i', prompt: 'a door' }, painter, ['720p', undefined]],
  ['an upscale is by the first factor', more, larger, [undefined, 2]],
  ['or by the one that was asked for', { ...more, factor: 4 }, larger, [undefined, 4]],
  ['or to the size that was asked for', { ...more, resolution: '1080p' }, larger, ['1080p', undefined]],
  ['or to the first size of who knows no factors', more, toSize, ['1080p', undefined]],
] as const)('%s', (_, draft, model, [resolution, factor]) => {
  const [request] = checkRequest(draft, model, [model]).requests
  expect([request?.resolution, request?.factor]).toEqual([resolution, factor])
})

test('what a channel or a member likes of films counts for no upscale and for no picture that is changed', () => {
  const layered = (draft: RequestDraft, model = painter) =>
    layerDefaults(draft, { template: null, channel: { resolution: '1080p', duration: 5 }, member: {} }, [model], () => model).draft
  expect(layered({ mode: 't2i', prompt: 'a door' })).toMatchObject({ resolution: '1080p' })
  expect(layered(fill)).not.toHaveProperty('resolution')
  expect(layered(more, larger)).not.toHaveProperty('resolution')
})

test.each([
  [
    'what is as large already',
    { ...more, resolution: '1080p' },
    { firstFrame: [1080, 1920] },
    'This has 1080×1920 pixels, so 1080p would not make it larger. Ask for more.',
  ],
  ['what is smaller', { ...more, resolution: '1080p' }, { firstFrame: [1079, 1920] }, null],
  ['a film with a resolution of its own', { mode: 'v2v', resolution: '480p' }, { video: [1920, 1080] }, null],
] as const)('files are looked at together once they are here: %s', (_, request, files, sentence) => {
  const given = Object.entries(files).map(([role, [width, height]]) => ({
    role: role as 'firstFrame' | 'video',
    media: { width, height },
  }))
  const found = sizesApart(request, given)
  expect(found && inWords(found, 'en')).toBe(sentence)
})

test('a mask for a model that knows none is kept for us, which is said', () => {
  const { requests, warnings } = checkRequest(fill, plain, [plain])
  expect(requests).toMatchObject([{ mask: photo }])
  expect(warnings.map((warning) => inWords(warning, 'en'))).toEqual([
    'plain takes no mask and makes the whole image anew. Only what the mask shows is taken from that; the rest stays as it was.',
  ])
  expect(checkRequest(fill, painter, [painter]).warnings).toEqual([])
})

test('a price may hang on the factor', () => {
  const row = sampleModel({ modes: ['upscale-still'], price: { usdPerClip: 0.4, cases: [{ when: { factor: 2 }, usdPerClip: 0.1 }] } })
  expect([2, 4, undefined].map((factor) => estimateCredits({ mode: 'upscale-still', factor }, row))).toEqual([10, 40, 40])
})
