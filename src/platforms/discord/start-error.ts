import { DiscordAPIError } from 'discord.js'
import { MoodreelError } from '../../core/errors.ts'

/** Why the bot cannot start, for the operator. A wrong token stays wrong; everything else may pass. */
export const startError = (cause: unknown): MoodreelError => {
  if (cause instanceof MoodreelError) return cause
  const isTokenError = cause instanceof Error && 'code' in cause && cause.code === 'TokenInvalid'
  if (isTokenError || (cause instanceof DiscordAPIError && cause.status === 401)) {
    return new MoodreelError(
      'bad_config',
      'Discord does not know DISCORD_TOKEN; copy the token of the bot anew from the developer portal.',
      { cause },
    )
  }
  return new MoodreelError(
    'fetch_failed',
    'Discord could not be reached or refused to start; look at the log, the network and DISCORD_API_URL.',
    { cause },
  )
}
