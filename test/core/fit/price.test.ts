import { expect, test } from 'vitest'
import { comparePrice } from '../../../src/core/fit/compare-price.ts'
import { estimateCredits, priceWords, worstCase } from '../../../src/core/fit/price.ts'
import { settingsOf } from '../../../src/core/fit/price-facts.ts'
import { priceNotes } from '../../../src/core/fit/price-notes.ts'
import type { LearntPrice, Model } from '../../../src/core/model.ts'
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

const learntRow = (learnt: LearntPrice): Model => ({ ...sampleModel({ duration, price: { usdPerSecond: 0.1 } }), learnt })
const five = { mode: 't2v', durationSeconds: 5, resolution: undefined, generateAudio: undefined, factor: undefined } as const
const key = settingsOf(five)

test.each<[string, LearntPrice, number]>([
  ['the row, where nothing was learnt', { lately: {}, told: {} }, 50],
  ['what clips cost lately, where that is more', { lately: { [key]: { usd: 0.62, clips: 3 } }, told: {} }, 62],
  ['never less than the row', { lately: { [key]: { usd: 0.3, clips: 20 } }, told: {} }, 50],
  ['not what two clips cost', { lately: { [key]: { usd: 0.62, clips: 2 } }, told: {} }, 50],
  ['what the vendor said', { lately: {}, told: { [key]: 0.7 } }, 70],
  ['not what it said of another clip', { lately: {}, told: { [settingsOf({ ...five, durationSeconds: 9 })]: 0.7 } }, 50],
  ['what the vendor publishes, where that is more', { lately: {}, told: {}, published: { usdPerSecond: 0.15, cases: [] } }, 75],
  ['not where its list has nothing', { lately: {}, told: {}, published: { cases: [] } }, 50],
])('what is held: %s', (_, learnt, credits) => expect(estimateCredits(five, learntRow(learnt))).toBe(credits))

test('clips of other settings are told apart, and a silent one from one of whose sound nobody said a word', () => {
  const kinds = [five, { ...five, resolution: '720p' }, { ...five, generateAudio: false }, { ...five, generateAudio: true }]
  expect(new Set(kinds.map(settingsOf)).size).toBe(4)
  expect(settingsOf({ ...five, continues: false, shots: undefined })).toBe(key)
})

test('the card of a model says what its clips cost lately and what a refusal costs', () => {
  const lately = { [key]: { usd: 0.42, clips: 12 }, 'of another version': { usd: 1, clips: 9 } }
  const words = priceNotes({ ...learntRow({ lately, told: {} }), billsRefusals: true }).map((note) => inWords(note, 'en'))
  expect(words).toEqual(['t2v, 5 s: lately 42 credits (12 clips)', 'what the vendor’s content check refuses costs as much as a clip'])
})

test('where a vendor’s list asks something else than a row: the largest first, and nothing of what its list does not have', () => {
  const row = sampleModel({ modes: ['t2v'], duration: [5], resolutions: ['480p', '720p', '1080p'], price: { usdPerSecond: 0.1 } })
  const list = {
    cases: [
      { when: { resolution: '480p' }, usdPerSecond: 0.1005 },
      { when: { resolution: '720p' }, usdPerSecond: 0.2 },
    ],
  }
  expect(comparePrice(row, list)).toMatchObject([{ request: { resolution: '720p', durationSeconds: 5 }, ours: 0.5, theirs: 1 }])
})
