import { describe, expect, test } from 'vitest'
import { formatOptions } from '../../../src/core/options/format-options.ts'
import {
  imageToVideoOptions,
  recipeOptions,
  textToVideoOptions,
  toDraft,
  videoToVideoOptions,
} from '../../../src/core/options/generation-options.ts'
import { generationRequestSchema } from '../../../src/core/request.ts'
import { refusal } from '../../support/refusal.ts'
import { sampleRecipe } from '../../support/sample-recipe.ts'

test('each mode has its own options only', () => {
  const special = ['image', 'shots', 'last', 'ref', 'video', 'sound', 'strength', 'style', 'extend']
  const of = (options: object) => special.filter((name) => name in options)
  expect(of(textToVideoOptions)).toEqual(['shots', 'ref', 'sound', 'style'])
  expect(of(imageToVideoOptions)).toEqual(['image', 'shots', 'last', 'ref', 'sound', 'style'])
  expect(of(videoToVideoOptions)).toEqual(['ref', 'video', 'strength', 'style', 'extend'])
})

describe('a draft', () => {
  const file = { url: 'https://cdn.example/a', name: 'a' }

  test('has every option in the words of a request', () => {
    const draft = toDraft('v2v', {
      prompt: 'oil paint',
      seed: 0,
      duration: 5,
      aspect: '16:9',
      model: 'wan',
      no: 'blur',
      resolution: '720p',
      fps: 24,
      strength: 0.5,
      camera: 'push in',
      audio: false,
      takes: 3,
      video: file,
      ref: [file],
      sound: file,
      image: file,
      last: file,
      style: file,
      shots: 'a (2 s) | b',
      motion: 'low',
      loop: true,
      extend: true,
      speech: 'Hi',
      voice: 'Aria',
      expand: 'off',
    })
    expect(draft).toEqual({
      mode: 'v2v',
      model: 'wan',
      prompt: 'oil paint',
      negativePrompt: 'blur',
      firstFrame: file,
      lastFrame: file,
      referenceImages: [file],
      video: file,
      audio: file,
      seed: 0,
      durationSeconds: 5,
      aspectRatio: '16:9',
      resolution: '720p',
      fps: 24,
      generateAudio: false,
      strength: 0.5,
      camera: 'push in',
      style: file,
      shots: [{ prompt: 'a', seconds: 2 }, { prompt: 'b' }],
      motion: 'low',
      loop: true,
      continues: true,
      speech: 'Hi',
      voice: 'Aria',
      expandPrompt: false,
      takes: 3,
      extras: {},
    })
  })

  test('of nothing but a prompt is a request', () => {
    expect(generationRequestSchema.parse({ ...toDraft('t2v', { prompt: 'a' }), model: 'wan' })).toMatchObject({
      prompt: 'a',
      takes: 1,
      extras: {},
    })
  })

  test.each([
    ['steps=30', { steps: 30 }],
    ['guide=-7.50', { guide: -7.5 }],
    ['rate=1e-5', { rate: 0.00001 }],
    ['loop=true', { loop: true }],
    ['loop=false', { loop: false }],
    ['code=007', { code: '007' }],
    ['id=12345678901234567890', { id: '12345678901234567890' }],
    ['style=oil = paint', { style: 'oil = paint' }],
    ['constructor=1', { constructor: 1 }],
  ])('reads --set %s', (setting, extras) => expect(toDraft('t2v', { set: [setting] }).extras).toEqual(extras))

  test('is refused when one input is set twice', async () => {
    expect(await refusal(() => toDraft('t2v', { set: ['a=1', 'a=2'] }))).toEqual(['invalid_option', 'set a is given twice. Give it once.'])
  })
})

test('references are what their files are', () => {
  const [picture, film, music] = ['a.png', 'b.mp4', 'c.mp3'].map((name) => ({ url: `https://cdn.example/${name}`, name }))
  const { referenceImages, referenceVideos, referenceAudios } = toDraft('t2v', {
    prompt: 'a',
    ref: [film, picture, music].flatMap((one) => one ?? []),
  })
  expect([referenceImages, referenceVideos, referenceAudios]).toEqual([[picture], [film], [music]])
})

test('a recipe in shots, with words that are said, gives its line', () => {
  const settings = {
    shots: [{ prompt: 'a boat', seconds: 3 }, { prompt: 'rain' }],
    motion: 'high' as const,
    loop: true,
    speech: 'Good evening.',
    expandPrompt: false,
    extras: {},
  }
  const recipe = sampleRecipe({ prompt: 'a boat. rain', settings })
  expect(formatOptions({ name: 't2v', options: textToVideoOptions }, recipeOptions(recipe))).toBe(
    '--shots "a boat (3 s) | rain" --seed 42 --model local --motion high --loop on --speech "Good evening." --expand off',
  )
})

test('a recipe gives the line that makes its clip again', () => {
  const recipe = sampleRecipe({ negativePrompt: 'blur, text' })
  expect(formatOptions({ name: 't2v', options: textToVideoOptions }, recipeOptions(recipe))).toBe(
    'a paper boat --seed 42 --duration 4 --aspect 16:9 --model local --no "blur, text" --resolution 480p --fps 24 --set "steps=30"',
  )
})
