import { expect, test } from 'vitest'
import { estimateCredits, priceWords, worstCase } from '../../../src/core/fit/price.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { refusal } from '../../support/refusal.ts'
import { sampleModel } from '../../support/sample-model.ts'

const duration = { min: 1, max: 10, default: 4 }

test.each([
  ['by the second, rounded up', { price: { usdPerSecond: 0.084 }, duration }, 5, 42],
  ['a fraction of a credit is a credit', { price: { usdPerClip: 0.001 } }, undefined, 1],
  ['by the clip', { price: { usdPerClip: 0.5 } }, 5, 50],
  ['both', { price: { usdPerClip: 0.1, usdPerSecond: 0.05 }, duration }, 4, 30],
  ['no binary dust', { price: { usdPerSecond: 0.1 }, duration }, 3, 30],
  ['free', {}, 5, 0],
  [
    'a length that the provider decides is taken at its longest',
    { price: { usdPerSecond: 0.18 }, video: { maxSeconds: 5 } },
    undefined,
    90,
  ],
])('%s', (_, row, durationSeconds, credits) => expect(estimateCredits({ mode: 't2v', durationSeconds }, sampleModel(row))).toBe(credits))

const priced = sampleModel({
  duration,
  video: { maxSeconds: 8 },
  price: {
    usdPerSecond: 0.1,
    cases: [
      { when: { mode: 'i2v', resolution: '1080p' }, usdPerSecond: 0.06 },
      { when: { resolution: '2160p' }, usdPerSecond: 0.3 },
      { when: { generateAudio: false }, usdPerSecond: 0.05 },
    ],
  },
})

test.each([
  ['what is said is priced as it is said', { mode: 't2v', durationSeconds: 2, resolution: '1080p', generateAudio: false }, 10],
  ['the first case that fits counts', { mode: 'i2v', durationSeconds: 2, resolution: '1080p', generateAudio: false }, 12],
  ['what the provider decides is taken at its highest', { mode: 't2v', durationSeconds: 2 }, 60],
  ['a length that is left open is the longest of its range', { mode: 't2v', resolution: '720p', generateAudio: true }, 100],
  ['a video that is made over is billed by its source', { mode: 'v2v', durationSeconds: 2, resolution: '720p', generateAudio: true }, 80],
  ['or by what was asked for, where that is longer', { mode: 'v2v', durationSeconds: 10, resolution: '720p', generateAudio: true }, 100],
] as const)('no hold is too small: %s', (_, request, credits) => expect(estimateCredits(request, priced)).toBe(credits))

const featured = sampleModel({
  duration,
  continues: { duration: [7] },
  video: { maxSeconds: 8 },
  price: {
    usdPerSecond: 0.1,
    cases: [
      { when: { continues: true }, usdPerSecond: 0.2 },
      { when: { referenceVideos: true }, usdPerSecond: 0.5 },
      { when: { speech: true, generateAudio: true }, usdPerSecond: 0.3 },
      { when: { shots: true }, usdPerSecond: 0.15 },
    ],
  },
})
const file = { url: 'media:x', name: 'x' }

test.each<[string, Parameters<typeof estimateCredits>[0], number]>([
  ['speech', { mode: 't2v', durationSeconds: 2, generateAudio: true, speech: 'Hi' }, 60],
  ['the same sound without it', { mode: 't2v', durationSeconds: 2, generateAudio: true }, 20],
  ['a reference video', { mode: 't2v', durationSeconds: 2, generateAudio: false, referenceVideos: [file] }, 100],
  ['shots', { mode: 't2v', durationSeconds: 2, generateAudio: false, shots: [{ prompt: 'a' }, { prompt: 'b' }] }, 30],
  // What is gone on from is paid already.
  ['what is added to a video', { mode: 'v2v', durationSeconds: 7, continues: true }, 140],
])('a price may hang on %s', (_, request, credits) => expect(estimateCredits(request, featured)).toBe(credits))

test.each([
  [{ day: 2000, month: 20_000 }, 2000, 'At most $20.00 a day and $200.00 a month for everybody, and $20.00 a month here.'],
  [{ day: null, month: 0 }, null, 'At most any amount a day and $0.00 a month for everybody, and any amount a month here.'],
])('the worst case is said in money', (roof, budget, words) => expect(inWords(worstCase(roof, budget), 'en')).toBe(words))

test('a price that cannot be reckoned is not taken for free', async () => {
  const [code] = await refusal(() => estimateCredits({ mode: 't2v' }, sampleModel({ price: { usdPerSecond: 0.1 } })))
  expect(code).toBe('bad_config')
})

test.each([
  [{ usdPerSecond: 0.084 }, '8.4 credits per second'],
  [{ usdPerClip: 0.01 }, '1 credit per clip'],
  [{ usdPerClip: 0.1, usdPerSecond: 0.05 }, '10 credits per clip and 5 credits per second'],
  [{}, 'free'],
])('%j is said as %s', (price, words) => expect(inWords(priceWords({ price }), 'en')).toBe(words))
