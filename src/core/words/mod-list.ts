import { limitLabel, limitWords, toldOfTier } from '../limit.ts'
import type { Block, Moderators } from '../moderators.ts'
import type { Invocation } from '../platform.ts'
import { notice, type Post } from '../post.ts'
import type { Tier } from '../tier.ts'
import { member, role } from './mention.ts'
import { reasonCounts } from './report-words.ts'
import { type Sentence, say, type Text } from './sentence.ts'
import { shortPrompt } from './short-prompt.ts'
import { tierName } from './tier-name.ts'
import { timestamp } from './timestamp.ts'

/** What moderators can look through. */
export const modLists = ['reports', 'waiting', 'blocked', 'tiers'] as const
export type ModList = (typeof modLists)[number]

/** So many clips of a list have a way to them beneath it. */
const linksAtMost = 5
const linkWords = 30

const line = (pieces: readonly Text[]): Text => say('member.line', { pieces: pieces.filter((piece) => piece !== '') })
const since = (time: number): Sentence => say('moderator.since', { when: timestamp(time) })

type List = (invocation: Invocation, moderators: Moderators) => Promise<Post>

const reports: List = async (invocation, moderators) => {
  const cases = await moderators.cases(invocation)
  if (cases.length === 0) return notice(say('moderator.noReports'))
  return {
    ...notice(say('moderator.reportsWaiting', { reports: cases.length })),
    fields: cases.map(({ found, memberId, memberName, kind, prompt }) => ({
      name: say('moderator.reportsOf', { reports: found.reports.length, name: member(memberId, memberName), kind }),
      value: line([shortPrompt(prompt), reasonCounts(found.reports), since(found.openedAt), say('clip.id', { id: found.generationId })]),
    })),
    links: cases
      .flatMap(({ prompt, address }) =>
        address ? [{ label: say('moderator.jumpTo', { what: shortPrompt(prompt, linkWords) }), url: address }] : [],
      )
      .slice(0, linksAtMost),
  }
}

const waiting: List = async (invocation, moderators) => {
  const requests = await moderators.requests(invocation)
  if (requests.length === 0) return notice(say('moderator.noRequests'))
  return {
    ...notice(say('moderator.requestsWaiting', { requests: requests.length })),
    fields: requests.map(({ generationId, memberId, memberName, prompt, clips, stills, credits, since: from }) => ({
      name: say('moderator.requestOf', { name: member(memberId, memberName), clips, stills, credits }),
      value: line([shortPrompt(prompt), since(from), say('clip.id', { id: generationId })]),
    })),
  }
}

/** Why somebody is blocked, for how long, and by whom. */
export const blockWords = ({ reason, by, byName = '', until }: Block): Sentence => {
  const given = { reason, by: member(by, byName) }
  return until === null ? say('moderator.blockedBy', given) : say('moderator.blockedByUntil', { ...given, until: timestamp(until) })
}

const blocked: List = async (invocation, moderators) => {
  const members = await moderators.blocked(invocation)
  if (members.length === 0) return notice(say('moderator.nobodyBlocked'))
  return {
    ...notice(say('moderator.blockedMembers', { members: members.length })),
    fields: members.map(({ memberId, name, block }) => ({ name: member(memberId, name), value: blockWords(block) })),
  }
}

/** Who has a tier. */
const whoHas = ({ name, roles, guests }: Tier): Text => {
  const named = tierName(name)
  const own = typeof named === 'object' && named.say !== 'moderator.tierNamed' ? [named] : []
  const who = [...own, ...(guests ? [say('moderator.tierGuests')] : []), ...roles.map((id) => role(id))]
  return who.length === 0 ? say('moderator.tierNobody') : say('moderator.tierRoles', { roles: who })
}

const tiers: List = async (invocation, moderators) => ({
  ...notice(say('moderator.tiersHere')),
  fields: (await moderators.tiers(invocation)).map((tier) => ({
    name: say('moderator.tierOf', { tier: tier.name, who: whoHas(tier) }),
    value: line(
      toldOfTier.flatMap((limit) => {
        const value = tier[limit]
        return value === undefined ? [] : [say('moderator.limitValue', { limit: limitLabel(limit), value: limitWords(limit, value) })]
      }),
    ),
  })),
})

const lists: Readonly<Record<ModList, List>> = { reports, waiting, blocked, tiers }

/** One of the lists, as an answer to the moderator. */
export const modList = (what: ModList, invocation: Invocation, moderators: Moderators): Promise<Post> => lists[what](invocation, moderators)
