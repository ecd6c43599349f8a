import { z } from 'zod'
import type { ProviderCache } from '../provider.ts'

const keptMs = 365 * 24 * 3_600_000
const keptSchema = z.object({ digest: z.string(), since: z.number() })

/**
 * Says since when this account is the one that is asked, in milliseconds since the epoch by the house's clock. What was submitted
 * before may lie in another account, whose list would not have it: it may be found, but is never absent. `secret` tells accounts
 * apart; only its hash is kept. Every paid call waits for this first, so that the moment is written down before it.
 */
export const createAccountWatch = ({ cache, now }: { cache: ProviderCache; now(): number }, secret: string): (() => Promise<number>) => {
  const startedAt = now()
  const look = async (): Promise<number> => {
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))).toString('hex')
    const kept = keptSchema.safeParse(await cache.get('account')).data
    if (kept?.digest === digest) return kept.since
    await cache.set('account', { digest, since: startedAt }, keptMs)
    return startedAt
  }
  let known: Promise<number> | undefined
  return () => {
    known ??= look().catch(() => {
      // What cannot be remembered stops no clip: what this process submitted lies in this account.
      known = undefined
      return startedAt
    })
    return known
  }
}
