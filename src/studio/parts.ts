import type Keyv from 'keyv'
import type { Clock } from '../core/clock.ts'
import type { Roof } from '../core/ledger.ts'
import type { Locks } from '../core/locks.ts'
import type { Log } from '../core/log.ts'
import type { MediaTools } from '../core/media.ts'
import type { MediaStore } from '../core/media-store.ts'
import type { Memory } from '../core/memory.ts'
import type { Meter } from '../core/meter.ts'
import type { ClipAt } from '../core/options/find-clip.ts'
import type { Platform } from '../core/platform.ts'
import type { RuleMatcher } from '../core/policy/match-rule.ts'
import type { Allowed } from '../core/policy/serves.ts'
import type { Policy } from '../core/policy.ts'
import type { Provider } from '../core/provider.ts'
import type { PubSub } from '../core/pub-sub.ts'
import type { Tiers } from '../core/tier.ts'
import type { CanvasLinks } from '../net/canvas-links.ts'
import type { GuardedFetch } from '../net/guarded-fetch.ts'
import type { ModerationService } from '../net/moderation-service.ts'
import type { PublicLinks } from '../net/public-links.ts'
import type { Attempts } from '../storage/attempts.ts'
import type { Audit } from '../storage/audit.ts'
import type { Cases } from '../storage/cases.ts'
import type { ClipFiles } from '../storage/clip-files.ts'
import type { ClipNames } from '../storage/clip-names.ts'
import type { Costs } from '../storage/costs.ts'
import type { Edits } from '../storage/edits.ts'
import type { FileUse } from '../storage/file-use.ts'
import type { Generations } from '../storage/generations.ts'
import type { History } from '../storage/history.ts'
import type { KnownWorkspaces } from '../storage/known-workspaces.ts'
import type { Ledger } from '../storage/ledger.ts'
import type { Members } from '../storage/members.ts'
import type { Notices } from '../storage/notices.ts'
import type { Past } from '../storage/past.ts'
import type { PastMessages } from '../storage/past-messages.ts'
import type { Posts } from '../storage/posts.ts'
import type { Sanctions } from '../storage/sanctions.ts'
import type { Slots } from '../storage/slots.ts'
import type { Stars } from '../storage/stars.ts'
import type { UsageReader } from '../storage/usage.ts'
import type { Votes } from '../storage/votes.ts'
import type { Breakers } from './admission/breakers.ts'
import type { Catalogue } from './admission/catalogue.ts'
import type { Rulebook } from './admission/rulebook.ts'
import type { Workspaces } from './admission/workspaces.ts'

/** What the studio works with. Made by main, and by tests with parts of their own. */
export interface Parts {
  generations: Generations
  history: History
  attempts: Attempts
  ledger: Ledger
  slots: Slots
  posts: Posts
  notices: Notices
  cases: Cases
  costs: Costs
  votes: Votes
  stars: Stars
  edits: Edits
  sanctions: Sanctions
  clipAt: ClipAt
  clipNames: ClipNames
  fileUse: FileUse
  clipFiles: ClipFiles
  past: Past
  pastMessages: PastMessages
  mediaStore: MediaStore
  media: MediaTools
  /** For what a provider links to, by its name: may also reach the origins that the operator configured for that one. */
  providerFetch: ReadonlyMap<string, GuardedFetch>
  /** For what members link to: a member must not reach the operator's own machines through us. */
  memberFetch: GuardedFetch
  providers: ReadonlyMap<string, Provider>
  /** How many generations a provider works on at one time, by its name. */
  concurrency: ReadonlyMap<string, number>
  platforms: ReadonlyMap<string, Platform>
  /** Null without a public address. */
  publicLinks: PublicLinks | null
  /** Where members draw masks. */
  canvasLinks: CanvasLinks
  catalogue: Catalogue
  breakers: Breakers
  /** As they count now, like `policy` and `matchRules`: nobody keeps a part of them for later. */
  tiers: Tiers
  /** What all workspaces together may spend. */
  roof: Roof
  policy: Policy
  /** The places that the operator lets in; all of a platform that is not named. */
  allowed: Allowed | undefined
  /** Finds what the policy blocks. */
  matchRules: RuleMatcher
  /** Of which `policy`, `tiers`, `matchRules` and `concurrency` are what counts now. */
  rulebook: Pick<Rulebook, 'files' | 'replace' | 'rulesAt'>
  /** Null when no moderation service is set up. */
  moderationService: ModerationService | null
  workspaces: Workspaces
  members: Members
  knownWorkspaces: KnownWorkspaces
  audit: Audit
  usage: UsageReader
  /** What keeps the processes of the installation out of each other's way, and how they tell each other something. */
  locks: Locks
  pubSub: PubSub
  /** Settings and preferences. */
  settings: Keyv
  memory: Memory
  clock: Clock
  log: Log
  meter: Meter
  /** Resolves once everything written so far would survive a power cut: to be waited for before anybody outside is told. */
  flush(): Promise<void>
  /** For temporary files. */
  workPath: string
}
