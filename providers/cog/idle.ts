import type { ProviderCache } from '../../src/core/provider.ts'
import { type CogApi, healthOf } from './api.ts'

/**
 * A prediction is lost when its predictor has been idle for so long and no webhook told of its end. Cog sends a final
 * webhook up to twelve times again, at most 103 seconds apart (`webhook.rs` of https://github.com/replicate/cog).
 */
export const graceMs = 2 * 60_000

const keptMs = 24 * 3_600_000

/**
 * Whether an attempt's predictor has been without work for `graceMs`. The first look that finds it so is remembered, and
 * forgotten when it is at work. Only `BUSY` is work: one that starts again, or is broken, has lost what it worked on.
 */
export const createIdleWatch =
  ({ api, cache, now }: { api: CogApi; cache: ProviderCache; now(): number }) =>
  async (attemptId: string, predictor: URL, signal: AbortSignal): Promise<boolean> => {
    const key = `idle:${attemptId}`
    const since = await cache.get(key)
    if ((await healthOf(api, predictor, signal)) === 'BUSY') {
      if (since !== null) await cache.set(key, null, keptMs)
      return false
    }
    if (typeof since === 'number') return now() - since >= graceMs
    await cache.set(key, now(), keptMs)
    return false
  }
