import { limitWords } from '../limit.ts'
import type { Post } from '../post.ts'
import type { Quota } from '../tier.ts'
import { type Sentence, say, type Text } from './sentence.ts'
import { timestamp } from './timestamp.ts'

type Fields = NonNullable<Post['fields']>

/** What is left of a quota, never less than nothing. Of the day's and the month's clips the fewer. */
export const leftOf = ({ tier, clipsToday, clipsThisMonth, creditsLeft }: Quota): { clips: number; credits: number } => ({
  clips: Math.max(0, Math.min(tier.clipsPerDay - clipsToday, (tier.clipsPerMonth ?? Number.POSITIVE_INFINITY) - clipsThisMonth)),
  credits: Math.max(0, creditsLeft),
})

/** A field for a limit; none for what is without limit. */
const field = <Limit>(name: Sentence, limit: Limit | undefined, value: (limit: Limit) => Text): Fields =>
  limit === undefined ? [] : [{ name, value: value(limit) }]

/** A quota in numbers: what is used of what, and when it resets. */
export const quotaFields = (quota: Quota): Fields => {
  const { tier, clipsToday, clipsThisMonth, inFlight, queued, endsThisHour, endsOverAt } = quota
  const [nextDay, nextMonth] = [timestamp(quota.dayResetsAt), timestamp(quota.monthResetsAt)]
  return [
    ...field(say('member.clipsToday'), tier.clipsPerDay, (limit) =>
      say('member.usedUntil', { used: clipsToday, limit, resetsAt: nextDay }),
    ),
    ...field(say('member.clipsThisMonth'), tier.clipsPerMonth, (limit) =>
      say('member.usedUntil', { used: clipsThisMonth, limit, resetsAt: nextMonth }),
    ),
    ...field(say('member.inProgress'), tier.inFlight, (limit) => say('member.usedAtOnce', { used: inFlight, limit })),
    ...field(say('member.waiting'), tier.queued, (limit) => say('member.usedAtOnce', { used: queued, limit })),
    ...field(say('member.creditsField'), tier.creditsPerMonth, (monthly) =>
      say('member.creditsLeft', { left: leftOf(quota).credits, monthly, resetsAt: nextMonth }),
    ),
    ...field(say('member.longestClip'), tier.longestSeconds, (seconds) => say('member.seconds', { seconds })),
    ...field(say('member.highestResolution'), tier.highestResolution, limitWords),
    ...field(say('member.rateLimit'), tier.burst, limitWords),
    ...field(say('member.models'), tier.models, limitWords),
    ...field(say('member.failedOrCanceled'), tier.endsPerHour, (limit) =>
      endsOverAt === null
        ? say('member.usedInHour', { used: endsThisHour, limit })
        : say('member.usedInHourUntil', { used: endsThisHour, limit, nextAt: timestamp(endsOverAt) }),
    ),
    { name: say('member.tier'), value: tier.name },
  ]
}
