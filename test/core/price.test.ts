import { expect, test } from 'vitest'
import { estimateCredits, priceWords } from '../../src/core/price.ts'
import { refusal } from '../support/refusal.ts'
import { sampleModel } from '../support/sample-model.ts'

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

test('a price that cannot be reckoned is not taken for free', async () => {
  const [code] = await refusal(() => estimateCredits({ mode: 't2v' }, sampleModel({ price: { usdPerSecond: 0.1 } })))
  expect(code).toBe('bad_config')
})

test.each([
  [{ usdPerSecond: 0.084 }, '8.4 credits a second'],
  [{ usdPerClip: 0.01 }, '1 credit a clip'],
  [{ usdPerClip: 0.1, usdPerSecond: 0.05 }, '10 credits a clip and 5 credits a second'],
  [{}, 'free'],
])('%j is said as %s', (price, words) => expect(priceWords({ price })).toBe(words))
