import fc from 'fast-check'
import { expect, test } from 'vitest'
import { madeOf, stillModes, stillsIn, usedBy } from '../../src/core/made.ts'

test('what makes a picture is a still, whatever it starts from', () => {
  expect(stillModes).toEqual(['t2i', 'i2i', 'upscale-still'])
  expect(madeOf([{ mode: 't2v' }, { mode: 'i2i' }, { mode: 'upscale-video' }, { mode: 't2i' }])).toEqual({ clips: 2, stills: 2 })
})

test.each([
  [{ clips: 0, stills: 5 }, 0.2, 1],
  [{ clips: 2, stills: 3 }, 0.1, 2.3],
  // 0.07 × 100 is a little more than 7 where numbers are added as they are.
  [{ clips: 0, stills: 100 }, 0.07, 7],
  [{ clips: 1, stills: 9 }, 0, 1],
  [{ clips: 1, stills: 9 }, 1, 10],
])('%o use at %d of a clip a still %d clips', (made, still, used) => expect(usedBy(made, still)).toBe(used))

const weight = fc.integer({ min: 1, max: 100 }).map((hundredths) => hundredths / 100)

test('as many stills as there is said to be room for fit, and not one more', () => {
  fc.assert(
    fc.property(weight, fc.nat(50), fc.nat(50), fc.nat(200), (still, limit, clips, stills) => {
      const used = usedBy({ clips, stills }, still)
      const room = stillsIn(limit - used, still) ?? Number.NaN
      if (used > limit) expect(room).toBe(0)
      else expect(usedBy({ clips, stills: stills + room }, still)).toBeLessThanOrEqual(limit)
      expect(usedBy({ clips, stills: stills + room + 1 }, still)).toBeGreaterThan(limit)
    }),
  )
})

test('where stills do not count there is room for any number', () => expect(stillsIn(0, 0)).toBeNull())
