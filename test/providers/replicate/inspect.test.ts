import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { modelSchema } from '../../../src/core/model.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { openBench, requestOf } from './bench.ts'

type Row = Partial<z.input<typeof modelSchema>>
const { signal } = newAttempt()

const lookAt = async (row: Row) => {
  const { provider } = await openBench()
  return provider.inspect?.(requestOf({}, row).model, signal)
}

/** Rows that say of their models what is so. */
const wan: Row = {
  target: 'wan-video/wan-2.7-t2v',
  modes: ['t2v'],
  seed: true,
  duration: { min: 2, max: 15, step: 1, default: 5 },
  aspectRatios: ['16:9', '1:1'],
  resolutions: ['720p', '1080p'],
  negativePrompt: true,
  audioInput: true,
}
const kling: Row = {
  target: 'kwaivgi/kling-v3-video',
  modes: ['t2v', 'i2v'],
  seed: false,
  duration: { min: 3, max: 15, default: 5 },
  aspectRatios: ['16:9'],
  // By the names of its own: standard and pro.
  resolutions: ['1080p', '720p'],
  negativePrompt: true,
  lastFrame: true,
  generateAudio: true,
}
const veo: Row = {
  target: 'google/veo-3.1',
  modes: ['t2v', 'i2v'],
  seed: true,
  duration: [8, 4, 6],
  lastFrame: true,
  referenceImages: 3,
  generateAudio: true,
}

test.each([wan, kling, veo])('finds nothing to say of a row that is right: $target', async (row) => {
  expect(await lookAt(row)).toEqual({ kind: 'available', drift: [] })
})

test.each<[Row, string[]]>([
  [{ ...wan, duration: { min: 2, max: 20, default: 5 } }, ['The row offers 20 as duration. The model takes at most 15.']],
  [{ ...veo, duration: [8, 5] }, ['The row offers 5 as duration. The model takes 4, 6 or 8.']],
  [
    { ...wan, duration: undefined, aspectRatios: ['21:9'], resolutions: ['480p'] },
    [
      'The model takes a duration, which the row does not offer.',
      'The row offers 21:9 as aspect ratio. The model takes 16:9, 9:16, 1:1, 4:3 or 3:4.',
      'The row offers 480p as resolution. The model takes 720p or 1080p.',
    ],
  ],
  [{ ...kling, resolutions: ['1080p', '4320p'] }, ['The row offers 4320p as resolution. The model has no input for it.']],
  [{ ...kling, seed: true }, ['The row offers a seed, which the model does not take.']],
  [
    { ...wan, seed: false, negativePrompt: false, lastFrame: true, generateAudio: true },
    [
      'The model takes a seed, which the row does not offer.',
      'The model takes a negative prompt, which the row does not offer.',
      'The row offers a sound, which the model does not take.',
      'The row offers a last frame, which the model does not take.',
    ],
  ],
  [{ ...veo, referenceImages: 5 }, ['The row offers 5 reference images. The model takes at most 3.']],
  [{ ...veo, referenceImages: 0 }, ['The model takes reference images, which the row does not offer.']],
  [
    { ...wan, modes: ['t2v', 'i2v', 'v2v'] },
    ['The row offers i2v. The model takes no first frame.', 'The row offers v2v. The model takes no video.'],
  ],
  [
    { target: 'wan-video/wan-2.7-videoedit', modes: ['t2v', 'v2v'], seed: true, referenceImages: 1, extras: ['audio_setting'] },
    ['The row offers t2v. The model needs a video.', 'The row lets the input audio_setting be set. The model has no such input.'],
  ],
])('%o', async (row, drift) => {
  const state = await lookAt(row)
  expect(state?.kind === 'available' ? state.drift.map((text) => inWords(text, 'en')) : state).toEqual(drift)
})

test('a model that is gone cannot be had; one that nobody can ask about is no news', async () => {
  expect(await lookAt({ target: 'wan-video/wan-1' })).toEqual({
    kind: 'unavailable',
    reason: say('provider.notOffered', { vendor: 'Replicate' }),
    gone: true,
  })
  expect(await lookAt({ target: 'none' })).toMatchObject({ kind: 'unavailable' })
  const { server, provider } = await openBench()
  for (const status of [401, 429, 500]) {
    server.answers.model = { status }
    await expect(provider.inspect?.(requestOf().model, signal)).rejects.toMatchObject({ code: 'provider_failed' })
  }
  server.answers.model = { status: 200, body: { latest_version: null } }
  expect(await provider.inspect?.(requestOf().model, signal)).toEqual({
    kind: 'available',
    drift: [say('model.driftUntold', { vendor: 'Replicate' })],
  })
})

test('a look is always a new one', async () => {
  const { server, provider } = await openBench()
  await provider.inspect?.(requestOf().model, signal)
  server.answers.model = { status: 404 }
  expect(await provider.inspect?.(requestOf().model, signal)).toMatchObject({ kind: 'unavailable' })
})
