import type { REST } from '@discordjs/rest'
import { type APIThreadChannel, Routes } from 'discord-api-types/v10'
import type { Log } from '../../../core/log.ts'
import type { Platform } from '../../../core/platform.ts'
import { apiErrorKind, deliveryError, logFields } from '../api-errors.ts'

/**
 * Gives a thread of the bot's own another name: who opened a thread may do so without a permission. One that sleeps is woken for it
 * and sleeps again. Discord allows two names in ten minutes, so the name that is there already is not given again.
 * Throws MoodreelError `not_allowed` for a thread that somebody locked, and `delivery_failed`.
 * https://docs.discord.com/developers/topics/threads#editing-deleting-threads
 */
export const createRenameThread =
  ({ rest, log }: { rest: REST; log: Log }): NonNullable<Platform['renameThread']> =>
  async ({ thread }, root, name) => {
    // A thread has the id of the message that it was opened on.
    if (thread !== root.message) return
    const route = Routes.channel(thread)
    try {
      const before = (await rest.get(route)) as APIThreadChannel
      if (before.name === name) return
      const slept = before.thread_metadata?.archived === true
      await rest.patch(route, { body: { name, ...(slept && { archived: false }) } })
      if (!slept) return
      // It falls asleep by itself in a day.
      await rest.patch(route, { body: { archived: true } }).catch((error: unknown) => log.warn(logFields(error), 'a thread stays awake'))
    } catch (error) {
      const kind = apiErrorKind(error)
      if (kind !== 'gone' && kind !== 'message_gone') throw deliveryError(error)
    }
  }
