import type { ProviderCache, ProviderTools } from '../../src/core/provider.ts'
import { guardFor } from './guard-for.ts'
import { quietLog } from './quiet-log.ts'

const memoryCache = (now: () => number): ProviderCache => {
  const kept = new Map<string, { text: string; until: number }>()
  return {
    async get(key) {
      const found = kept.get(key)
      return found && found.until > now() ? JSON.parse(found.text) : null
    },
    async set(key, value, ttlMs) {
      kept.set(key, { text: JSON.stringify(value), until: now() + ttlMs })
    },
  }
}

/** What the house lends to a provider, without a house: a real fetch and clock, and a cache in memory. It names no address of its own. */
export const providerTools = (tools: Partial<ProviderTools> = {}): ProviderTools => ({
  fetch,
  fetchNamed: guardFor([]).fetchNamed,
  now: Date.now,
  log: quietLog,
  folder: '',
  cache: memoryCache(tools.now ?? Date.now),
  ...tools,
})
