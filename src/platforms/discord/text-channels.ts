import { ChannelType } from 'discord.js'

/** Channels that people choose for posts. */
export const textChannels = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const
