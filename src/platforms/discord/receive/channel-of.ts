import { type APIInteraction, ChannelType } from 'discord.js'
import type { KnownPlaces } from '../known-places.ts'
import { threadTypes } from '../permissions.ts'

/** The channel where something was said. */
export interface SaidIn {
  id: string
  type: number
  /** The channel that a thread is in. */
  parent: string | undefined
  /** A thread is what its channel is. */
  ageRestricted: boolean
}

/** What tells where something was said: an interaction, or a message. */
export type Placed = Pick<APIInteraction, 'channel' | 'channel_id' | 'guild_id'>

/** Reads the channel from what was said, and from what the gateway told where that says less. */
export const createChannelOf =
  (places: Pick<KnownPlaces, 'channel'>) =>
  (interaction: Placed): SaidIn => {
    const { channel } = interaction
    const id = channel?.id ?? interaction.channel_id ?? ''
    const known = places.channel(id)
    const type = channel?.type ?? known?.type ?? (interaction.guild_id ? ChannelType.GuildText : ChannelType.DM)
    const told = channel && 'parent_id' in channel ? channel.parent_id : undefined
    const parent = threadTypes.includes(type) ? (told ?? known?.parent) : undefined
    const above = parent ? places.channel(parent) : undefined
    const isToldRestricted = channel && 'nsfw' in channel && channel.nsfw === true
    const ageRestricted = isToldRestricted || [known, above].some((place) => place?.ageRestricted === true)
    return { id, type, parent, ageRestricted }
  }
