import { expect, test } from 'vitest'
import type { Platform } from '../../src/core/platform.ts'
import { checkPlatform, isConnected } from '../../src/program/check-platform.ts'

const unused = async (): Promise<never> => {
  throw new Error('not asked for here')
}

const platformThat = (disconnectedSince?: () => number | null): Platform => ({
  name: 'chat',
  start: unused,
  stop: unused,
  openThread: unused,
  post: unused,
  edit: unused,
  remove: unused,
  fileLimitBytes: unused,
  editIntervalMs: 0,
  ...(disconnectedSince && { disconnectedSince }),
})

const noon = Date.UTC(2026, 10, 29, 12)

test.each([
  ['heard nobody yet', 0, noon, false],
  ['hears everybody', null, noon, true],
  ['lost its connection just now', noon, noon, true],
  ['lost it half a minute ago', noon, noon + 29_999, true],
  ['lost it longer ago than that', noon, noon + 30_000, false],
])('a chat that %s', (_name, since, now, isReady) => {
  const platform = platformThat(() => since)
  const check = () => checkPlatform(platform, new Set([platform]), { now: () => now })
  if (isReady) expect(check()).toBeUndefined()
  else expect(check).toThrow(expect.objectContaining({ code: 'stopping', userMessage: expect.stringContaining('chat') }))
  expect(isConnected(platform)).toBe(since === null)
})

test('one that knows no connection is ready once it was started', () => {
  const platform = platformThat()
  expect(() => checkPlatform(platform, new Set(), { now: () => noon })).toThrow()
  expect(checkPlatform(platform, new Set([platform]), { now: () => noon })).toBeUndefined()
})
