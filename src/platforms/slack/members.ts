import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import type { Member } from '../../core/platform.ts'
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

interface Person extends Omit<KnownMember, 'roles'> {
  /** Every id that Slack has for this person: Enterprise Grid may know them by two. */
  ids: string[]
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
  /** Whether the app is installed for a whole organisation, once that is known. */
  isOrgWide(): boolean
}

/**
 * Asks Slack and remembers for some minutes. A user group counts as a role by its id and by its handle; owners and
 * admins, of the workspace or its organisation, are moderators. What Slack does not tell gives nobody a right.
 */
export const createMembers = ({ api, clock, log, isOrgWide }: MembersOptions): Members => {
  const people = new Map<string, { at: number; person: Promise<Person> }>()
  const groups = new Map<string, { at: number; roles: Promise<Map<string, string[]>> }>()

  const readGroups = async (team: string): Promise<Map<string, string[]>> => {
    const roles = new Map<string, string[]>()
    const where = isOrgWide() && isTeamId(team) ? { team_id: team } : {}
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

  const read = async (userId: string, untold: () => void): Promise<Person> => {
    try {
      const { user } = await api.ask((client) => client.users.info({ user: userId, include_locale: true }))
      const { enterprise_user: inOrg } = user ?? {}
      return {
        id: userId,
        ids: [...new Set([userId, user?.id, inOrg?.id].filter((id) => id !== undefined))],
        name: user?.profile?.display_name || user?.real_name || user?.name || userId,
        moderator: [user?.is_admin, user?.is_owner, user?.is_primary_owner, inOrg?.is_admin, inOrg?.is_owner].includes(true),
        locale: user?.locale,
      }
    } catch (error) {
      log.warn({ err: error, member: userId }, 'Slack did not tell who a member is')
      untold()
      return { id: userId, ids: [userId], name: userId, moderator: false }
    }
  }

  const personOf = (userId: string): Promise<Person> => {
    const found = people.get(userId)
    if (found && clock.now() - found.at <= freshMs) return found.person
    const known = {
      at: clock.now(),
      person: read(userId, () => {
        known.at -= freshMs - untoldMs
      }),
    }
    keep(people, userId, known)
    return known.person
  }

  return {
    async of(userId, team) {
      const [{ ids, ...member }, roles] = await Promise.all([personOf(userId), rolesIn(team)])
      return { ...member, roles: [...new Set(ids.flatMap((id) => roles.get(id) ?? []))] }
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
