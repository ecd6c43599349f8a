import type { Log } from '../../src/core/log.ts'
import type { ProviderCache } from '../../src/core/provider.ts'

const keptMs = 3 * 24 * 3_600_000

/** The request ids that attempts got, as far as answers and webhooks told. It may forget any of them. */
export interface Known {
  requestOf(attemptId: string): Promise<string | null>
  /** Never fails: what was accepted stays accepted. */
  note(attemptId: string, requestId: string): Promise<void>
}

export const createKnown = (cache: ProviderCache, log: Log): Known => ({
  async requestOf(attemptId) {
    const found = await cache.get(`request:${attemptId}`)
    return typeof found === 'string' ? found : null
  },
  async note(attemptId, requestId) {
    await cache.set(`request:${attemptId}`, requestId, keptMs).catch((err: unknown) => {
      log.warn({ attempt: attemptId, err }, 'the id of a request could not be remembered')
    })
  },
})
