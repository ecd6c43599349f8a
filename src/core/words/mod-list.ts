import { limitNames, limitWords } from '../limit.ts'
import type { Moderators } from '../moderators.ts'
import type { Invocation } from '../platform.ts'
import { notice, type Post } from '../post.ts'
import { reasonCounts } from './report-words.ts'
import { say, type Text } from './sentence.ts'
import { timestamp } from './timestamp.ts'

/** What moderators can look through. */
export const modLists = ['reports', 'waiting', 'blocked', 'tiers'] as const
export type ModList = (typeof modLists)[number]

const promptShown = 80
const line = (pieces: readonly Text[]): Text => say('member.line', { pieces: pieces.filter((piece) => piece !== '') })

type List = (invocation: Invocation, moderators: Moderators) => Promise<Post>

const reports: List = async (invocation, moderators) => {
  const cases = await moderators.cases(invocation)
  if (cases.length === 0) return notice(say('moderator.noReports'))
  return {
    ...notice(say('moderator.reportsWaiting', { reports: cases.length })),
    fields: cases.map(({ found, memberName, prompt, address }) => ({
      name: say('moderator.reportsOf', { reports: found.reports.length, name: memberName }),
      value: line([
        found.generationId,
        reasonCounts(found.reports),
        prompt.slice(0, promptShown),
        timestamp(found.openedAt),
        ...(address ? [address] : []),
      ]),
    })),
  }
}

const waiting: List = async (invocation, moderators) => {
  const requests = await moderators.requests(invocation)
  if (requests.length === 0) return notice(say('moderator.noRequests'))
  return {
    ...notice(say('moderator.requestsWaiting', { requests: requests.length })),
    fields: requests.map(({ generationId, memberName, prompt, clips, credits, since }) => ({
      name: say('moderator.requestOf', { name: memberName, clips, credits }),
      value: line([generationId, prompt.slice(0, promptShown), timestamp(since)]),
    })),
  }
}

const blocked: List = async (invocation, moderators) => {
  const members = await moderators.blocked(invocation)
  if (members.length === 0) return notice(say('moderator.nobodyBlocked'))
  return {
    ...notice(say('moderator.blockedMembers', { members: members.length })),
    fields: members.map(({ memberId, name, block: { reason, by, until } }) => ({
      name: name || memberId,
      value:
        until === null
          ? say('moderator.blockedBy', { reason, by })
          : say('moderator.blockedByUntil', { reason, by, until: timestamp(until) }),
    })),
  }
}

const tiers: List = async (invocation, moderators) => ({
  ...notice(say('moderator.tiersHere')),
  fields: (await moderators.tiers(invocation)).map((tier) => ({
    name: tier.name,
    value: line([
      ...(tier.roles.length > 0 ? [say('moderator.tierRoles', { roles: tier.roles })] : []),
      ...limitNames.flatMap((limit) => {
        const value = tier[limit]
        return value === undefined ? [] : [say('moderator.limitValue', { limit, value: limitWords(value) })]
      }),
    ]),
  })),
})

const lists: Readonly<Record<ModList, List>> = { reports, waiting, blocked, tiers }

/** One of the lists, as an answer to the moderator. */
export const modList = (what: ModList, invocation: Invocation, moderators: Moderators): Promise<Post> => lists[what](invocation, moderators)
