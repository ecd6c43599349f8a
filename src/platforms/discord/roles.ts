import { type APIRole, type REST, Routes } from 'discord.js'
import type { Platform } from '../../core/platform.ts'
import { apiErrorKind, notTaken } from './api-errors.ts'

/** The roles of a server that people can be given: not that of everybody, and none that belongs to a bot. Throws MoodreelError `delivery_failed`. */
export const createRoles =
  (rest: REST): NonNullable<Platform['roles']> =>
  async (workspace) => {
    try {
      const roles = (await rest.get(Routes.guildRoles(workspace))) as APIRole[]
      return roles.filter(({ id, managed }) => id !== workspace && !managed).map(({ id, name }) => ({ id, name }))
    } catch (error) {
      if (apiErrorKind(error) === 'gone' || apiErrorKind(error) === 'forbidden') return []
      throw notTaken({ cause: error })
    }
  }
