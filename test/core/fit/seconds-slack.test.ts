import { expect, test } from 'vitest'
import { lastsAtLeast, lastsAtMost } from '../../../src/core/fit/seconds-slack.ts'

test.each([
  [30.03, 30, true],
  [30.5, 30, true],
  [30.7, 30, false],
  [5.4, 5, true],
  [5.6, 5, false],
  [611, 600, true],
  [613, 600, false],
])('a film of %d s is one of %d s at most: %s', (seconds, limit, fits) => {
  expect(lastsAtMost(seconds, limit)).toBe(fits)
})

test.each([
  [1.97, 2, true],
  [1.9, 2, false],
  [3, 3, true],
])('a film of %d s is one of %d s at least: %s', (seconds, least, fits) => {
  expect(lastsAtLeast(seconds, least)).toBe(fits)
})
