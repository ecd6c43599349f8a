import { DiscordAPIError } from '@discordjs/rest'
import { MoodreelError } from '../../../core/errors.ts'
import { finalSentence } from './final-codes.ts'

/** Discord refuses the bot by a close code that stays what it is. */
export const refusedForGood = (closeCode: number): MoodreelError => new MoodreelError('bad_config', finalSentence(closeCode))

/** Why the bot cannot start, for the operator. A wrong token stays wrong; everything else may pass. */
export const startError = (cause: unknown): MoodreelError => {
  if (cause instanceof MoodreelError) return cause
  if (cause instanceof DiscordAPIError && cause.status === 401) {
    return new MoodreelError('bad_config', finalSentence(4004), { cause })
  }
  return new MoodreelError(
    'fetch_failed',
    'Discord could not be reached or refused to start; look at the log, the network and DISCORD_API_URL.',
    { cause },
  )
}
