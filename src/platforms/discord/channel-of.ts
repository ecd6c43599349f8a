import { type APIInteraction, ChannelType, type Client } from 'discord.js'
import { threadTypes } from './permissions.ts'

/** The channel where something was said. */
export interface SaidIn {
  id: string
  type: number
  /** The channel that a thread is in. */
  parent: string | undefined
  /** A thread is what its channel is. */
  ageRestricted: boolean
}

/** Reads the channel from an interaction, and from what the gateway told where the interaction says less. */
export const createChannelOf =
  (client: Pick<Client, 'channels'>) =>
  (interaction: APIInteraction): SaidIn => {
    const { channel } = interaction
    const id = channel?.id ?? interaction.channel_id ?? ''
    const known = client.channels.cache.get(id)
    const type = channel?.type ?? known?.type ?? (interaction.guild_id ? ChannelType.GuildText : ChannelType.DM)
    const told = channel && 'parent_id' in channel ? channel.parent_id : undefined
    const parent = threadTypes.includes(type) ? (told ?? (known?.isThread() ? known.parentId : undefined) ?? undefined) : undefined
    const above = parent ? client.channels.cache.get(parent) : undefined
    const ageRestricted = [channel, known, above].some((place) => place !== undefined && 'nsfw' in place && place.nsfw === true)
    return { id, type, parent, ageRestricted }
  }
