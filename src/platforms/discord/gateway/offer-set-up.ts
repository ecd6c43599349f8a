import { GatewayDispatchEvents } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../../core/clock.ts'
import type { Settings } from '../../../core/kept.ts'
import type { Log } from '../../../core/log.ts'
import type { RefusalIn } from '../../../core/policy/serves.ts'
import { chooseLanguage } from '../../../core/words/languages.ts'
import { setUpOffer, setUpOfferFor } from '../../../core/words/set-up-offer.ts'
import { logFields } from '../api-errors.ts'
import { nonceOf } from '../post/nonce.ts'
import { fullVersion } from '../post/post-versions.ts'
import type { SendPost } from '../post/send-post.ts'
import type { TellMember } from '../post/tell-member.ts'

/** Who was invited longer ago is not new: the gateway tells of every server at each connection. */
const newMs = 24 * 3_600_000

const guildSchema = z.object({
  id: z.string().min(1),
  name: z.string().catch(''),
  owner_id: z.string().min(1),
  joined_at: z.string(),
  unavailable: z.literal(false).optional().catch(undefined),
  system_channel_id: z.string().nullish().catch(null),
  preferred_locale: z.string().optional().catch(undefined),
})

export interface OfferOptions {
  sendPost: SendPost
  tell: TellMember
  refusalIn: RefusalIn
  /** Where it is remembered that a server was told. Without it none is told. */
  settings: Settings | undefined
  clock: Clock
  log: Log
}

/**
 * Tells a server that has just invited the bot how it is set up, once for ever: in the channel for system messages, else its owner, for who
 * invited the bot Discord tells nobody. Throws nothing.
 */
export const createOfferSetUp = ({ sendPost, tell, refusalIn, settings, clock, log }: OfferOptions) => {
  const offer = async (guild: z.infer<typeof guildSchema>): Promise<void> => {
    const key = `discord:offered:${guild.id}`
    if (!settings || (await settings.get(key))) return
    const language = chooseLanguage(undefined, guild.preferred_locale)
    const { system_channel_id: channel } = guild
    const posted = channel
      ? await sendPost(channel, fullVersion({ ...setUpOffer(), language }), nonceOf(key)).then(
          () => true,
          (error: unknown) => {
            log.info({ ...logFields(error), guild: guild.id }, 'the channel for system messages takes no post; the owner is told')
            return false
          },
        )
      : false
    if (!posted) await tell(guild.owner_id, { ...setUpOfferFor(guild.name), language }, { key, again: false })
    await settings.set(key, true)
  }

  return (event: string, data: unknown): void => {
    const told = event === GatewayDispatchEvents.GuildCreate ? guildSchema.safeParse(data).data : undefined
    if (!told || refusalIn({ platform: 'discord', workspace: told.id }, 'setup') !== null) return
    if (clock.now() - Date.parse(told.joined_at) > newMs) return
    offer(told).catch((error: unknown) => log.warn({ ...logFields(error), guild: told.id }, 'nobody could be told how to set the bot up'))
  }
}
