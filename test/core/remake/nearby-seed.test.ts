import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearbySeed } from '../../../src/core/remake/nearby-seed.ts'
import { maxSeed } from '../../../src/core/request.ts'

test('a nearby seed is another seed, near, and still a seed', () => {
  const anySeed = fc.oneof(
    fc.integer({ min: 0, max: maxSeed }),
    fc.integer({ min: 0, max: 100 }),
    fc.integer({ min: maxSeed - 100, max: maxSeed }),
  )
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(anySeed, chance, (seed, random) => {
      const near = nearbySeed(seed, maxSeed, () => random)
      expect(near).toBeGreaterThanOrEqual(0)
      expect(near).toBeLessThanOrEqual(maxSeed)
      expect(Math.abs(near - seed)).toBeGreaterThanOrEqual(1)
      expect(Math.abs(near - seed)).toBeLessThanOrEqual(100)
    }),
  )
})

test('it lies on either side', () => {
  const [below, above] = [0.2, 0.8].map((random) => nearbySeed(1000, maxSeed, () => random))
  expect(below).toBeLessThan(1000)
  expect(above).toBeGreaterThan(1000)
})
