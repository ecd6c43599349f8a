import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import type { Member } from '../../core/platform.ts'
import { cleanText } from '../../core/text/clean-text.ts'
import type { SlackApi } from './api.ts'

/** How long what Slack told about people is believed. */
const freshMs = 5 * 60_000
/** And how long that it told nothing: one moment's fault takes nobody's rights for minutes. */
const untoldMs = 15_000
const keptAtMost = 5000

export interface KnownMember extends Member {
  /** BCP 47, when Slack tells. */
  locale?: string | undefined
}

interface Person extends Pick<KnownMember, 'id' | 'name' | 'locale'> {
  /** Every id that Slack has for this person: Enterprise Grid may know them by two. */
  ids: string[]
  /** Where this person is at home: the teams, and the organisation; null when Slack did not tell. */
  homes: string[] | null
  /** Slack's flags of a guest, or of somebody of another company. */
  isGuest: boolean
  runsTeam: boolean
  runsOrganisation: boolean
}

/** Who people are: their name, their user groups, and whether they run the workspace. */
export interface Members {
  /** With the roles that this person has in a workspace. */
  of(userId: string, team: string): Promise<KnownMember>
  nameOf(userId: string): Promise<string>
}

export interface MembersOptions {
  api: SlackApi
  clock: Clock
  log: Log
  /** The organisation that the app is installed for as a whole; null where there is none, or while nobody knows. */
  organisation(): Promise<string | null>
}

/**
 * Asks Slack and remembers for some minutes. A user group counts as a role by its id and by its handle; owners and
 * admins, of the workspace or its organisation, are moderators there. Guests, and people of another team or organisation, are none by
 * what they are at home, and have no role of their own. What Slack does not tell gives nobody a right, and nobody more than a guest.
 */
export const createMembers = ({ api, clock, log, organisation }: MembersOptions): Members => {
  const people = new Map<string, { at: number; person: Promise<Person> }>()
  const groups = new Map<string, { at: number; roles: Promise<Map<string, string[]>> }>()

  const readGroups = async (team: string): Promise<Map<string, string[]>> => {
    const roles = new Map<string, string[]>()
    const where = (await organisation()) !== null && isTeamId(team) ? { team_id: team } : {}
    const answer = await api.ask((client) => client.usergroups.list({ include_users: true, ...where }))
    for (const { id, handle, users } of answer.usergroups ?? []) {
      for (const user of users ?? []) {
        roles.set(user, [...(roles.get(user) ?? []), ...[id, handle].filter((name) => name !== undefined)])
      }
    }
    return roles
  }

  /** Who has which roles in a workspace, by the id of the person. */
  const rolesIn = (team: string): Promise<Map<string, string[]>> => {
    const found = groups.get(team)
    if (found && clock.now() - found.at <= freshMs) return found.roles
    const roles = readGroups(team).catch((error: unknown) => {
      log.warn({ err: error, team }, 'Slack did not tell the user groups; nobody has a role for a moment')
      known.at -= freshMs - untoldMs
      return new Map<string, string[]>()
    })
    const known = { at: clock.now(), roles }
    keep(groups, team, known)
    return roles
  }

  const read = async (userId: string, before: Promise<Person> | undefined, untold: () => void): Promise<Person> => {
    try {
      const { user } = await api.ask((client) => client.users.info({ user: userId, include_locale: true }))
      const { enterprise_user: inOrg } = user ?? {}
      return {
        id: userId,
        ids: [...new Set([userId, user?.id, inOrg?.id].filter((id) => id !== undefined))],
        name: cleanText(user?.profile?.display_name || user?.real_name || user?.name || '') || userId,
        homes: [user?.team_id, ...(inOrg?.teams ?? []), inOrg?.enterprise_id].filter((id) => id !== undefined),
        isGuest: [user?.is_stranger, user?.is_restricted, user?.is_ultra_restricted].includes(true),
        runsTeam: [user?.is_admin, user?.is_owner, user?.is_primary_owner].includes(true),
        runsOrganisation: [inOrg?.is_admin, inOrg?.is_owner].includes(true),
        locale: user?.locale,
      }
    } catch (error) {
      log.warn({ err: error, member: userId }, 'Slack did not tell who a member is')
      untold()
      // Whom Slack never told of may be a guest, whose limits are the lowest; who was none is none a moment later.
      const { isGuest = true, name = userId } = (await before) ?? {}
      return { id: userId, ids: [userId], homes: null, name, isGuest, runsTeam: false, runsOrganisation: false }
    }
  }

  const personOf = (userId: string): Promise<Person> => {
    const found = people.get(userId)
    if (found && clock.now() - found.at <= freshMs) return found.person
    const known = {
      at: clock.now(),
      person: read(userId, found?.person, () => {
        known.at -= freshMs - untoldMs
      }),
    }
    keep(people, userId, known)
    return known.person
  }

  return {
    async of(userId, team) {
      const [person, roles, ours] = await Promise.all([personOf(userId), rolesIn(team), organisation()])
      const { id, ids, name, locale, homes, isGuest, runsTeam, runsOrganisation } = person
      const isAtHome = homes === null || homes.includes(team) || (ours !== null && homes.includes(ours))
      const moderator = isAtHome && !isGuest && (runsTeam || runsOrganisation)
      return {
        id,
        name,
        locale,
        roles: [...new Set(ids.flatMap((one) => roles.get(one) ?? []))],
        moderator,
        manager: moderator,
        ...((isGuest || !isAtHome) && { guest: true }),
      }
    },
    nameOf: async (userId) => (await personOf(userId)).name,
  }
}

/** Organisations have ids that begin with E. */
const isTeamId = (team: string): boolean => team.startsWith('T')

const keep = <Value>(map: Map<string, Value>, key: string, value: Value): void => {
  map.set(key, value)
  for (const old of [...map.keys()].slice(0, Math.max(0, map.size - keptAtMost))) map.delete(old)
}
