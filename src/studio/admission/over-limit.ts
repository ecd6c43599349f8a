import { MoodreelError } from '../../core/errors.ts'
import type { Generation } from '../../core/generation.ts'
import type { Block } from '../../core/moderators.ts'
import { dayOf, monthOf } from '../../core/text/calendar.ts'
import { type Sentence, say } from '../../core/words/sentence.ts'
import { timestamp } from '../../core/words/timestamp.ts'
import type { AdmissionResult, RefusedLimit } from '../../storage/admission.ts'

/** Why a batch is not let in: what is left, and when there is more. */
export const overLimit = (
  { limit, quota, nextAt }: Extract<AdmissionResult, { kind: 'refused' }>,
  generations: readonly Generation[],
  { now, clipsPerHour = 0 }: { now: number; clipsPerHour: number | undefined },
): MoodreelError => {
  const wanted = generations.length
  const needed = generations.reduce((sum, one) => sum + one.heldCredits, 0)
  const { tier, inFlight, queued, endsThisHour: ends } = quota
  const [nextDay, nextMonth] = [timestamp(quota.dayResetsAt), timestamp(quota.monthResetsAt)]
  const left = (most = 0, used = 0): number => Math.max(0, most - used)
  const sentences: Record<RefusedLimit, () => Sentence> = {
    burst: () => say('limits.burst', tier.burst ?? { clips: 0, seconds: 0 }),
    pace: () =>
      nextAt === null
        ? say('limits.paceNever', { limit: clipsPerHour, wanted })
        : say('limits.pace', { limit: clipsPerHour, wanted, nextAt: timestamp(nextAt) }),
    clipsPerDay: () =>
      say('limits.clipsPerDay', { left: left(tier.clipsPerDay, quota.clipsToday), limit: tier.clipsPerDay, wanted, resetsAt: nextDay }),
    clipsPerMonth: () =>
      say('limits.clipsPerMonth', {
        left: left(tier.clipsPerMonth, quota.clipsThisMonth),
        limit: tier.clipsPerMonth ?? 0,
        wanted,
        resetsAt: nextMonth,
      }),
    inFlight: () => say('limits.inFlight', { used: inFlight, limit: tier.inFlight, wanted }),
    queued: () => say('limits.queued', { used: queued, limit: tier.queued ?? 0, wanted }),
    credits: () => say('limits.credits', { left: left(quota.creditsLeft), needed, resetsAt: nextMonth }),
    sharedClips: () => say('limits.sharedClips', { limit: tier.shared.clipsPerDay ?? 0, resetsAt: nextDay }),
    sharedCredits: () => say('limits.sharedCredits', { limit: tier.shared.creditsPerMonth ?? 0, resetsAt: nextMonth }),
    budget: () => say('limits.budget', { resetsAt: nextMonth }),
    ends: () => say('limits.ends', { ends, limit: tier.endsPerHour ?? 0, nextAt: timestamp(quota.endsOverAt ?? now) }),
    roofDay: () => say('limits.roofDay', { resetsAt: timestamp(dayOf(now, 'UTC').endsAt) }),
    roofMonth: () => say('limits.roofMonth', { resetsAt: timestamp(monthOf(now, 'UTC').endsAt) }),
  }
  return new MoodreelError('quota_exceeded', sentences[limit]())
}

export const blockedOut = ({ reason, until }: Block): MoodreelError =>
  new MoodreelError(
    'not_allowed',
    until === null ? say('policy.blocked', { reason }) : say('policy.blockedUntil', { reason, until: timestamp(until) }),
  )
