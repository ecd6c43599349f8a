import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import type { Member } from '../../core/platform.ts'
import type { SlackApi } from './api.ts'

/** How long what Slack told about people is believed. */
const freshMs = 5 * 60_000
const keptAtMost = 5000

export interface KnownMember extends Member {
  /** BCP 47, when Slack tells. */
  locale?: string | undefined
}

/** Who people are: their name, their user groups, and whether they run the workspace. */
export interface Members {
  of(userId: string): Promise<KnownMember>
}

/**
 * Asks Slack and remembers for some minutes. A user group counts as a role by its id and by its handle; owners and
 * admins of the workspace are moderators. What Slack does not tell gives nobody a right.
 */
export const createMembers = (api: SlackApi, clock: Clock, log: Log): Members => {
  const known = new Map<string, { at: number; member: Promise<KnownMember> }>()
  let groups: { at: number; rolesOf: Promise<Map<string, string[]>> } | null = null

  const readGroups = async (): Promise<Map<string, string[]>> => {
    const roles = new Map<string, string[]>()
    const answer = await api.ask((client) => client.usergroups.list({ include_users: true }))
    for (const { id, handle, users } of answer.usergroups ?? []) {
      for (const user of users ?? []) {
        roles.set(user, [...(roles.get(user) ?? []), ...[id, handle].filter((name) => name !== undefined)])
      }
    }
    return roles
  }

  const rolesOf = async (userId: string): Promise<string[]> => {
    if (!groups || clock.now() - groups.at > freshMs) groups = { at: clock.now(), rolesOf: readGroups() }
    try {
      return (await groups.rolesOf).get(userId) ?? []
    } catch (error) {
      log.warn({ err: error }, 'Slack did not tell the user groups; nobody has a role for some minutes')
      return []
    }
  }

  const read = async (userId: string): Promise<KnownMember> => {
    const roles = rolesOf(userId)
    try {
      const { user } = await api.ask((client) => client.users.info({ user: userId, include_locale: true }))
      const name = user?.profile?.display_name || user?.real_name || user?.name || userId
      const moderator = user?.is_admin === true || user?.is_owner === true || user?.is_primary_owner === true
      return { id: userId, name, roles: await roles, moderator, locale: user?.locale }
    } catch (error) {
      log.warn({ err: error, member: userId }, 'Slack did not tell who a member is')
      return { id: userId, name: userId, roles: await roles, moderator: false }
    }
  }

  return {
    of: (userId) => {
      const found = known.get(userId)
      if (found && clock.now() - found.at <= freshMs) return found.member
      const member = read(userId)
      known.set(userId, { at: clock.now(), member })
      for (const old of [...known.keys()].slice(0, Math.max(0, known.size - keptAtMost))) known.delete(old)
      return member
    },
  }
}
