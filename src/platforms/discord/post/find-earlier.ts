import { apiErrorKind, mayPass } from '../api-errors.ts'
import type { Messages, SentMessage } from './messages.ts'
import type { Nonce } from './nonce.ts'
import { faultsToLeaveUnseen, type Past } from './tries.ts'

/**
 * Looks for the message of an earlier try in each channel, not before `since`, the id of a message. Where the bot may not look,
 * nothing is found.
 */
export const findEarlier = async (
  messages: Messages,
  channels: readonly string[],
  nonce: Nonce,
  { faults }: Past,
  since?: string,
): Promise<SentMessage | null> => {
  for (const channel of channels) {
    const found = await messages.find(channel, nonce, since).catch((error: unknown) => {
      if (mayPass(apiErrorKind(error)) && faults < faultsToLeaveUnseen) throw error
      return null
    })
    if (found) return found
  }
  return null
}
