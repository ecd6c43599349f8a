import { type LimitName, limitLabel, limitNames, limitWords } from '../limit.ts'
import { type Made, stillsIn, usedBy } from '../made.ts'
import type { Post } from '../post.ts'
import type { ChangedLimits, Quota } from '../tier.ts'
import { say, type Text } from './sentence.ts'
import { timestamp } from './timestamp.ts'

type Fields = NonNullable<Post['fields']>

/**
 * What is left of a quota, never less than nothing: whole clips, or the stills that there is room for in their place, which is null where
 * stills do not count. Of the day's and the month's clips the fewer.
 */
export const leftOf = ({ tier, today, thisMonth, creditsLeft }: Quota): { clips: number; stills: number | null; credits: number } => {
  const ofMonth = tier.clipsPerMonth === undefined ? Number.POSITIVE_INFINITY : tier.clipsPerMonth - usedBy(thisMonth, tier.still)
  const left = Math.max(0, Math.min(tier.clipsPerDay - usedBy(today, tier.still), ofMonth))
  return { clips: Math.floor(left), stills: stillsIn(left, tier.still), credits: Math.max(0, creditsLeft) }
}

const usedUntil = (made: Made, { tier: { still } }: Quota, limit: number, resets: number): Text =>
  say('member.madeUntil', { ...made, used: usedBy(made, still), limit, resetsAt: timestamp(resets) })

const openNow = (made: Made, { tier: { still } }: Quota, limit: number): Text =>
  say('member.madeOf', { ...made, used: usedBy(made, still), limit })

/** What is used of a month's credits. Granted ones that are not used up yet are on top. */
const creditsUsed = ({ tier: { creditsPerMonth: limit }, creditsLeft, monthResetsAt }: Quota): Text => {
  const resetsAt = timestamp(monthResetsAt)
  return creditsLeft > limit
    ? say('member.usedAndGranted', { limit, granted: creditsLeft - limit, resetsAt })
    : say('member.usedUntil', { used: limit - creditsLeft, limit, resetsAt })
}

const endsUsed = ({ endsThisHour, endsOverAt }: Quota, limit: number): Text => {
  const used = { used: endsThisHour, limit }
  return endsOverAt === null ? say('member.usedOf', used) : say('member.usedOfUntil', { ...used, nextAt: timestamp(endsOverAt) })
}

/** What is used of each limit that counts something, and when it is fresh again; of others what they mean beside the models' own. */
const used: { readonly [Name in LimitName]?: (quota: Quota, limit: number) => Text } = {
  clipsPerDay: (quota, limit) => usedUntil(quota.today, quota, limit, quota.dayResetsAt),
  clipsPerMonth: (quota, limit) => usedUntil(quota.thisMonth, quota, limit, quota.monthResetsAt),
  creditsPerMonth: creditsUsed,
  inFlight: (quota, limit) => openNow(quota.inFlight, quota, limit),
  queued: (quota, limit) => openNow(quota.queued, quota, limit),
  endsPerHour: endsUsed,
  longestSeconds: (_, seconds) => say('member.longestLimit', { seconds }),
}

/** A quota by its limits: what is used of each and when it is fresh again; `own` are those that were set for this member alone. */
export const quotaFields = (quota: Quota, own: ChangedLimits = {}): Fields => [
  ...limitNames.flatMap((name): Fields => {
    const limit = quota.tier[name]
    // What has no limit is not told of.
    if (limit === undefined) return []
    const value = typeof limit === 'number' ? (used[name]?.(quota, limit) ?? limitWords(name, limit)) : limitWords(name, limit)
    return [{ name: limitLabel(name), value: own[name] === undefined ? value : say('moderator.setForMember', { value }) }]
  }),
  { name: limitLabel('still'), value: limitWords('still', quota.tier.still) },
  // Everybody who has no other has that one.
  ...(quota.tier.name === 'default' ? [] : [{ name: say('member.tier'), value: quota.tier.name }]),
]
