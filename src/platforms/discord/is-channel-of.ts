import type { REST } from '@discordjs/rest'
import { type APIChannel, Routes } from 'discord-api-types/v10'
import type { Log } from '../../core/log.ts'
import type { Platform } from '../../core/platform.ts'
import { logFields } from './api-errors.ts'

/** Whether a channel is one of a server's own that the bot can see. Throws nothing. */
export const createIsChannelOf =
  ({ rest, log }: { rest: REST; log: Log }): NonNullable<Platform['isChannelOf']> =>
  async (workspace, channel) => {
    try {
      const found = (await rest.get(Routes.channel(channel))) as APIChannel
      return 'guild_id' in found && found.guild_id === workspace
    } catch (error) {
      log.warn(logFields(error), 'a channel cannot be seen')
      return false
    }
  }
