import { expect, test } from 'vitest'
import { sinceMs } from '../../src/core/clock.ts'
import { pollDelayMs } from '../../src/studio/workflow/poll.ts'

const now = Date.parse('2026-06-01T12:00:00Z')

test.each([
  ['a moment ago', now - 5, 5],
  ['an hour ago', now - 3_600_000, 3_600_000],
  ['on another machine, whose clock is ahead', now + 4_000, 0],
  ['before the clock was set back by an hour', now + 3_600_000, 180_000],
])('what was written down %s', (_, at, ms) => {
  expect(sinceMs(at, now)).toBe(ms)
})

test('a provider is not asked as often as at the beginning because the clock was set back', () => {
  expect(pollDelayMs(sinceMs(now + 3_600_000, now), 1)).toBeGreaterThan(10_000)
})
