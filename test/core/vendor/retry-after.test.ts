import { expect, test } from 'vitest'
import { retryAfterMs } from '../../../src/core/vendor/retry-after.ts'

const now = Date.UTC(2026, 10, 21, 12)

test.each([
  ['7', 7_000],
  ['0', 0],
  ['0.25', 250],
  ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
  ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
])('%j is to wait %s ms', (value, wait) => expect(retryAfterMs(new Headers({ 'retry-after': value }), now)).toBe(wait))

test.each([[new Headers()], [undefined]])('nobody says how long to wait', (headers) => expect(retryAfterMs(headers, now)).toBeUndefined())
