import type { REST } from '@discordjs/rest'
import { type APIGuild, GuildPremiumTier, Routes } from 'discord-api-types/v10'
import type { Log } from '../../core/log.ts'
import type { Platform } from '../../core/platform.ts'
import { isDirect } from '../../core/workspace.ts'
import { apiErrorKind, logFields, mayPass } from './api-errors.ts'
import type { KnownPlaces } from './known-places.ts'

const mebibyte = 1024 * 1024
/** When nobody told anything. */
const cautiousBytes = 10 * mebibyte
/** The default rose from 10 to 20 MiB in September 2026; boosted servers take more. */
const defaultBytes = 20 * mebibyte
const tierBytes: Readonly<Record<number, number>> = {
  [GuildPremiumTier.None]: defaultBytes,
  [GuildPremiumTier.Tier1]: defaultBytes,
  [GuildPremiumTier.Tier2]: 50 * mebibyte,
  [GuildPremiumTier.Tier3]: 100 * mebibyte,
}

/**
 * The largest file for a message of the bot: what the interaction allowed, but no more than the server's boosts give,
 * for an interaction counts what its person paid for. Discord may still refuse it, with a 413. No clip waits for the answer: while
 * nobody knows the boosts, the server is one without.
 */
export const createFileLimit = (places: Pick<KnownPlaces, 'premiumTier'>, rest: REST, log: Log): Platform['fileLimitBytes'] => {
  const askedBytes = async (guildId: string): Promise<number> => {
    try {
      return tierBytes[((await rest.get(Routes.guild(guildId))) as APIGuild).premium_tier] ?? cautiousBytes
    } catch (error) {
      log.warn(logFields(error), 'the boosts of a server are not known')
      // From a server that the bot has left its clips still go to the ones who asked.
      return mayPass(apiErrorKind(error)) ? defaultBytes : cautiousBytes
    }
  }

  return async ({ workspace, limitBytes = cautiousBytes }) => {
    if (isDirect(workspace)) return Math.min(limitBytes, defaultBytes)
    const tier = places.premiumTier(workspace)
    return Math.min(limitBytes, tier === null || tier === undefined ? await askedBytes(workspace) : (tierBytes[tier] ?? cautiousBytes))
  }
}
