import { type LimitName, limitLabel, limitNames, limitWords } from '../limit.ts'
import type { Post } from '../post.ts'
import type { ChangedLimits, Quota } from '../tier.ts'
import { say, type Text } from './sentence.ts'
import { timestamp } from './timestamp.ts'

type Fields = NonNullable<Post['fields']>

/** What is left of a quota, never less than nothing. Of the day's and the month's clips the fewer. */
export const leftOf = ({ tier, clipsToday, clipsThisMonth, creditsLeft }: Quota): { clips: number; credits: number } => ({
  clips: Math.max(0, Math.min(tier.clipsPerDay - clipsToday, (tier.clipsPerMonth ?? Number.POSITIVE_INFINITY) - clipsThisMonth)),
  credits: Math.max(0, creditsLeft),
})

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
  clipsPerDay: ({ clipsToday, dayResetsAt }, limit) =>
    say('member.usedUntil', { used: clipsToday, limit, resetsAt: timestamp(dayResetsAt) }),
  clipsPerMonth: ({ clipsThisMonth, monthResetsAt }, limit) =>
    say('member.usedUntil', { used: clipsThisMonth, limit, resetsAt: timestamp(monthResetsAt) }),
  creditsPerMonth: creditsUsed,
  inFlight: ({ inFlight }, limit) => say('member.usedOf', { used: inFlight, limit }),
  queued: ({ queued }, limit) => say('member.usedOf', { used: queued, limit }),
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
  // Everybody who has no other has that one.
  ...(quota.tier.name === 'default' ? [] : [{ name: say('member.tier'), value: quota.tier.name }]),
]
