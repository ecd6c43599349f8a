import { createGuardedFetch, type GuardedFetch, type GuardedFetchOptions } from '../../src/net/guarded-fetch.ts'

/** A guarded fetch with room for a test's clips, that may go to these origins. */
export const guardFor = (allowedOrigins: readonly string[], options: Partial<GuardedFetchOptions> = {}): GuardedFetch =>
  createGuardedFetch({
    allowedOrigins,
    userAgent: 'test',
    defaults: { maxBytes: 1024 ** 3, timeoutMs: 120_000, idleTimeoutMs: 60_000 },
    ...options,
  })
