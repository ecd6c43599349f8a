import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { MediaTools } from '../core/media.ts'
import type { MediaStore } from '../core/media-store.ts'
import type { Meter } from '../core/meter.ts'
import type { Model } from '../core/model.ts'
import type { Platform } from '../core/platform.ts'
import type { Provider } from '../core/provider.ts'
import type { Tier } from '../core/tier.ts'
import type { Attempts } from '../storage/attempts.ts'
import type { Generations } from '../storage/generations.ts'
import type { Ledger } from '../storage/ledger.ts'
import type { Posts } from '../storage/posts.ts'
import type { Slots } from '../storage/slots.ts'
import type { ClipLinks } from './clip-links.ts'
import type { GuardedFetch } from './guarded-fetch.ts'

/** What the studio works with. Made by main, and by tests with parts of their own. */
export interface Parts {
  generations: Generations
  attempts: Attempts
  ledger: Ledger
  slots: Slots
  posts: Posts
  mediaStore: MediaStore
  media: MediaTools
  /** For what providers link to: may also reach the origins that the operator configured for them. */
  guardedFetch: GuardedFetch
  /** For what members link to: a member must not reach the operator's own machines through us. */
  memberFetch: GuardedFetch
  providers: ReadonlyMap<string, Provider>
  /** How many generations a provider works on at one time, by its name. */
  concurrency: ReadonlyMap<string, number>
  platforms: ReadonlyMap<string, Platform>
  /** Links to clips that are too large for a chat; null without a public address. */
  clipLinks: ClipLinks | null
  models: readonly Model[]
  tier: Tier
  clock: Clock
  log: Log
  meter: Meter
  /** Resolves once everything written so far would survive a power cut: to be waited for before anybody outside is told. */
  flush(): Promise<void>
  /** A folder for files of a moment. */
  workPath: string
}
