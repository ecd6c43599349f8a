import { limitWords } from '../limit.ts'
import type { Post } from '../post.ts'
import type { Quota } from '../tier.ts'
import { timestamp } from './timestamp.ts'

/** What is left of a quota, never less than nothing. Of the day's and the month's clips the fewer. */
export const leftOf = ({ tier, clipsToday, clipsThisMonth, creditsLeft }: Quota): { clips: number; credits: number } => ({
  clips: Math.max(0, Math.min(tier.clipsPerDay - clipsToday, (tier.clipsPerMonth ?? Number.POSITIVE_INFINITY) - clipsThisMonth)),
  credits: Math.max(0, creditsLeft),
})

/** A quota in numbers: what is used of what, and when it starts anew. What is without limit is left out. */
export const quotaFields = (quota: Quota): NonNullable<Post['fields']> => {
  const { tier, clipsToday, clipsThisMonth, inFlight, queued, endsThisHour, endsOverAt, dayResetsAt, monthResetsAt } = quota
  const field = <Limit>(name: string, limit: Limit | undefined, words: (limit: Limit) => string): NonNullable<Post['fields']> =>
    limit === undefined ? [] : [{ name, value: words(limit) }]
  return [
    ...field('Clips today', tier.clipsPerDay, (most) => `${clipsToday} of ${most}; starts anew ${timestamp(dayResetsAt)}`),
    ...field('Clips this month', tier.clipsPerMonth, (most) => `${clipsThisMonth} of ${most}; starts anew ${timestamp(monthResetsAt)}`),
    ...field('On their way', tier.inFlight, (most) => `${inFlight} of ${most} at one time`),
    ...field('Waiting in line', tier.queued, (most) => `${queued} of ${most} at one time`),
    ...field(
      'Credits',
      tier.creditsPerMonth,
      (most) => `${leftOf(quota).credits} left, ${most} a month; new ones ${timestamp(monthResetsAt)}`,
    ),
    ...field('Longest clip', tier.longestSeconds, (seconds) => `${seconds} s`),
    ...field('Highest resolution', tier.highestResolution, limitWords),
    ...field('Clips in a row', tier.burst, limitWords),
    ...field('Models', tier.models, limitWords),
    ...field('Cancelled or failed', tier.endsPerHour, (most) =>
      endsOverAt === null
        ? `${endsThisHour} of ${most} in an hour`
        : `${endsThisHour} of ${most} in an hour; clips again ${timestamp(endsOverAt)}`,
    ),
    { name: 'Tier', value: tier.name },
  ]
}
