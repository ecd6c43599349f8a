import { MoodreelError } from '../../core/errors.ts'
import type { Generation } from '../../core/generation.ts'
import type { Block } from '../../core/moderation.ts'
import { dayOf, monthOf } from '../../core/text/calendar.ts'
import { timestamp } from '../../core/words/timestamp.ts'
import type { AdmissionResult, RefusedLimit } from '../../storage/admission.ts'

/** Why a batch is not let in: what is left, and when there is more. */
export const overLimit = (
  { limit, quota }: Extract<AdmissionResult, { kind: 'refused' }>,
  generations: readonly Generation[],
  now: number,
): MoodreelError => {
  const wanted = generations.length === 1 ? 'this clip' : `these ${generations.length} clips`
  const credits = generations.reduce((sum, one) => sum + one.heldCredits, 0)
  const { tier, endsOverAt, dayResetsAt, monthResetsAt } = quota
  const left = (most: number | undefined, used: number): string => `${Math.max(0, (most ?? 0) - used)} of ${most ?? 0}`
  const sentences: Record<RefusedLimit, string> = {
    burst: `${tier.burst?.clips} clips in ${tier.burst?.seconds} s are the most for you; say that again in a moment.`,
    clipsPerDay: `You have ${left(tier.clipsPerDay, quota.clipsToday)} clips left today, too few for ${wanted}; the count starts anew ${timestamp(dayResetsAt)}.`,
    clipsPerMonth: `You have ${left(tier.clipsPerMonth, quota.clipsThisMonth)} clips left this month, too few for ${wanted}; the count starts anew ${timestamp(monthResetsAt)}.`,
    inFlight: `${quota.inFlight} of your clips are on their way and ${tier.inFlight} may be at one time, too few for ${wanted}; wait for one to finish or cancel one.`,
    queued: `${quota.queued} of your clips wait in line and ${tier.queued} may, too few for ${wanted}; wait for one to begin or cancel one.`,
    credits: `You have ${quota.creditsLeft} credits left and need ${credits} for ${wanted}; new ones come ${timestamp(monthResetsAt)}.`,
    sharedClips: `Your group has made its ${tier.shared.clipsPerDay} clips of the day together; the count starts anew ${timestamp(dayResetsAt)}.`,
    sharedCredits: `Your group has too few of its ${tier.shared.creditsPerMonth} credits left for ${wanted}; new ones come ${timestamp(monthResetsAt)}.`,
    budget: `The budget of this place is used up for ${wanted}; a moderator can raise it, or it starts anew ${timestamp(monthResetsAt)}.`,
    ends: `${quota.endsThisHour} of your clips were cancelled or failed within an hour, and ${tier.endsPerHour} are the most; you may make the next one ${timestamp(endsOverAt ?? now)}.`,
    roofDay: `What the operator lets this bot spend in a day is used up for ${wanted}; it begins again ${timestamp(dayOf(now, 'UTC').endsAt)}.`,
    roofMonth: `What the operator lets this bot spend in a month is used up for ${wanted}; it begins again ${timestamp(monthOf(now, 'UTC').endsAt)}.`,
  }
  return new MoodreelError('quota_exceeded', sentences[limit])
}

export const blockedOut = ({ reason, until }: Block): MoodreelError =>
  new MoodreelError(
    'not_allowed',
    `You may not make clips here${until === null ? '' : ` until ${timestamp(until)}`}: ${reason.replace(/\.$/, '')}; ask a moderator.`,
  )
