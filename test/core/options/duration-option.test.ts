import { describe, expect, test } from 'vitest'
import { durationOption } from '../../../src/core/options/duration-option.ts'

describe('a length of time', () => {
  test.each([
    ['30m', 30 * 60_000],
    ['12h', 12 * 3_600_000],
    ['7D', 7 * 24 * 3_600_000],
    ['2w', 14 * 24 * 3_600_000],
  ])('%s', (text, ms) => expect(durationOption.parse(text)).toBe(ms))

  test.each(['', '7', '0d', '-1d', '7 days', '99999h', '1y'])('%j is none', (text) =>
    expect(durationOption.safeParse(text).success).toBe(false),
  )
})
