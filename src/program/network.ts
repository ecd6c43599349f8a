import type { Environment } from '../../config/env.ts'
import type { Clock } from '../core/clock.ts'
import type { Policy } from '../core/policy.ts'
import { createCanvasLinks } from '../net/canvas-links.ts'
import { createGuardedFetch, type GuardedFetch } from '../net/guarded-fetch.ts'
import { createModerationService } from '../net/moderation-service.ts'
import { createPublicLinks } from '../net/public-links.ts'
import type { openStorage } from '../storage/open-storage.ts'
import { keptSecret } from '../storage/settings.ts'

const fetchLimits = { maxBytes: 1024 ** 3, timeoutMs: 15 * 60_000, idleTimeoutMs: 60_000 }

/** Makes guarded fetches that are closed with `resources`, each with the origins that it may go to although they are private. */
export const createGuards =
  (resources: AsyncDisposableStack) =>
  (allowedOrigins: readonly string[]): GuardedFetch => {
    const guardedFetch = createGuardedFetch({ allowedOrigins, userAgent: 'Moodreel', defaults: fetchLimits })
    resources.defer(() => guardedFetch.close())
    return guardedFetch
  }

/** The ways out and in: how members' links are fetched, the moderation service, and the addresses under which others reach us. */
export const openNetwork = async (
  { publicUrl, discord, moderation, s3 }: Environment,
  tools: {
    guard: ReturnType<typeof createGuards>
    storage: Pick<Awaited<ReturnType<typeof openStorage>>, 'settings' | 'locks'>
    policy: Policy
    clock: Clock
  },
) => {
  const { guard, policy, clock } = tools
  return {
    // A chat whose API the operator moved, such as a test server, has its files there too; so has our own store, to which links of
    // ours lead.
    memberFetch: guard([discord?.apiUrl, s3?.endpoint].flatMap((url) => (url === undefined ? [] : [new URL(url).origin]))),
    publicLinks: publicUrl ? createPublicLinks({ publicUrl, secret: await keptSecret(tools.storage, 'clip-links'), now: clock.now }) : null,
    canvasLinks: createCanvasLinks({ publicUrl, secret: await keptSecret(tools.storage, 'canvas-links'), now: clock.now }),
    moderationService: moderation
      ? createModerationService({ ...moderation, thresholds: () => policy.moderation.thresholds, fetch })
      : null,
  }
}
