import type { REST } from '@discordjs/rest'
import { Routes } from 'discord-api-types/v10'
import type { Platform } from '../../../core/platform.ts'
import { apiErrorKind, deliveryError } from '../api-errors.ts'
import type { Messages } from './messages.ts'

/** Takes a message away; one that is gone already is no fault. Throws MoodreelError as `deliveryError` gives it. */
export const createRemove =
  ({ rest, messages }: { rest: REST; messages: Messages }): Platform['remove'] =>
  async ({ channel, message }) => {
    try {
      await messages.awake(channel, () => rest.delete(Routes.channelMessage(channel, message)))
    } catch (error) {
      const kind = apiErrorKind(error)
      if (kind !== 'message_gone' && kind !== 'gone') throw deliveryError(error)
    }
  }
