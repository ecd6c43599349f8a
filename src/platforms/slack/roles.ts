import type { Log } from '../../core/log.ts'
import type { Platform } from '../../core/platform.ts'
import type { SlackApi } from './api.ts'

/** The user groups of a team, by id and name. None where Slack does not tell, as on plans without them. */
export const createRoles =
  ({ api, organisation, log }: { api: SlackApi; organisation(): Promise<string | null>; log: Log }): NonNullable<Platform['roles']> =>
  async (team) => {
    try {
      const where = (await organisation()) === null ? {} : { team_id: team }
      const { usergroups = [] } = await api.ask((client) => client.usergroups.list(where))
      return usergroups.flatMap(({ id, name, handle }) => (id ? [{ id, name: name || handle || id }] : []))
    } catch (error) {
      log.info({ err: error, team }, 'Slack did not tell the user groups')
      return []
    }
  }
