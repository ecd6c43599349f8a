import { expect, test } from 'vitest'
import { createTries } from '../../../../src/platforms/discord/post/tries.ts'
import { quietLog } from '../../../support/quiet-log.ts'

const minute = 60_000
const now = Date.parse('2026-06-01T12:00:00Z')
const tries = createTries({ isShared: false, clock: { now: () => now }, log: quietLog })
const dueAt = (nextAt: number) => () => tries.ensureDue({ refusals: 0, faults: 7, nextAt })

test('a post that failed again and again is not tried before its pause is over', () => {
  expect(dueAt(now + 15 * minute)).toThrow(expect.objectContaining({ code: 'delivery_failed', retryAfterMs: 15 * minute }))
  expect(dueAt(now)).not.toThrow()
})

test('a pause that no clock of this world has written down holds up nothing', () => {
  expect(dueAt(now + 300 * minute)).not.toThrow()
})
