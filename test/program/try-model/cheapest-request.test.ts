import { expect, test } from 'vitest'
import { readModels } from '../../../config/models.ts'
import { cheapestRequest } from '../../../src/program/try-model/cheapest-request.ts'
import { refusal } from '../../support/refusal.ts'
import { sampleModel } from '../../support/sample-model.ts'

test('the shortest, smallest, silent clip is asked for, whatever the row’s defaults are', () => {
  const model = sampleModel({
    modes: ['v2v', 'i2v', 't2v'],
    duration: { min: 3, max: 15, step: 1, default: 5 },
    resolutions: ['1080p', '720p', '480p'],
    generateAudio: true,
    video: { maxSeconds: 10 },
    price: {
      usdPerSecond: 0.2,
      cases: [
        { when: { generateAudio: true }, usdPerSecond: 0.4 },
        { when: { resolution: '1080p' }, usdPerSecond: 0.3 },
        { when: { resolution: '480p' }, usdPerSecond: 0.1 },
      ],
    },
  })
  const { request, credits } = cheapestRequest(model)
  expect(request).toMatchObject({ mode: 't2v', durationSeconds: 3, resolution: '480p', generateAudio: false, takes: 1 })
  expect(credits).toBe(30)
})

test.each<[Parameters<typeof sampleModel>[0], object]>([
  [
    { duration: [8, 4, 6], resolutions: ['720p', '480p'] },
    { durationSeconds: 4, resolution: '480p' },
  ],
  // Some lengths go with some sizes only.
  [{ duration: [4, 8], resolutions: ['1080p'], never: [{ resolution: '1080p', durationSeconds: 4 }] }, { durationSeconds: 8 }],
  [
    { modes: ['i2i'], mask: 'needed' },
    { mode: 'i2i', firstFrame: expect.anything(), mask: expect.anything() },
  ],
  [
    { modes: ['upscale-video'], factors: [4, 2] },
    { mode: 'upscale-video', video: expect.anything() },
  ],
])('%j', (fields, asked) => {
  const { request } = cheapestRequest(sampleModel({ modes: ['t2v'], price: { usdPerClip: 0.1 }, ...fields }))
  expect(request).toMatchObject(asked)
})

test('every row of the catalogue has one', async () => {
  const { models } = await readModels(undefined)
  for (const model of models.filter(({ unavailable }) => !unavailable)) {
    const { request, credits } = cheapestRequest(model)
    expect(model.modes).toContain(request.mode)
    expect(credits).toBeGreaterThan(0)
  }
})

test('a row that takes nothing by itself is told', async () => {
  const model = sampleModel({ name: 'odd', modes: ['t2v'], duration: [4], never: [{ durationSeconds: 4 }] })
  expect((await refusal(() => cheapestRequest(model)))[1]).toBe('No request fits the row of odd; correct it in models.yaml.')
})
