import { MoodreelError } from '../../core/errors.ts'
import type { Generation } from '../../core/generation.ts'
import { type Made, madeOf, stillsIn, usedBy } from '../../core/made.ts'
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
  const asked = madeOf(generations)
  const wanted = generations.length
  const needed = generations.reduce((sum, one) => sum + one.heldCredits, 0)
  const { tier, endsThisHour: ends } = quota
  const kind = asked.clips === 0 ? 'still' : 'clip'
  /** So many clips of a limit, or the stills that they are worth where those are asked for; what stills have used may leave a part of a clip. */
  const worth = (clips: number): number => Math.max(0, (kind === 'still' ? stillsIn(clips, tier.still) : null) ?? Math.floor(clips))
  const periodOf = (made: Made, most: number) =>
    ({ left: worth(most - usedBy(made, tier.still)), limit: worth(most), wanted, kind }) as const
  const openOf = (made: Made, most: number) => ({ ...made, ...periodOf(made, most) })
  const [nextDay, nextMonth] = [timestamp(quota.dayResetsAt), timestamp(quota.monthResetsAt)]
  const sentences: Record<RefusedLimit, () => Sentence> = {
    burst: () => say('limits.burst', { clips: worth(tier.burst?.clips ?? 0), seconds: tier.burst?.seconds ?? 0, kind }),
    pace: () =>
      nextAt === null
        ? say('limits.paceNever', { limit: worth(clipsPerHour), wanted, kind })
        : say('limits.pace', { limit: worth(clipsPerHour), wanted, kind, nextAt: timestamp(nextAt) }),
    clipsPerDay: () => say('limits.clipsPerDay', { ...periodOf(quota.today, tier.clipsPerDay), resetsAt: nextDay }),
    clipsPerMonth: () => say('limits.clipsPerMonth', { ...periodOf(quota.thisMonth, tier.clipsPerMonth ?? 0), resetsAt: nextMonth }),
    inFlight: () => say('limits.inFlight', openOf(quota.inFlight, tier.inFlight)),
    queued: () => say('limits.queued', openOf(quota.queued, tier.queued ?? 0)),
    credits: () => say('limits.credits', { left: Math.max(0, quota.creditsLeft), needed, resetsAt: nextMonth }),
    sharedClips: () => say('limits.sharedClips', { limit: worth(tier.shared.clipsPerDay ?? 0), kind, resetsAt: nextDay }),
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
