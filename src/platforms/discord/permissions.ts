import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10'
import { type Sentence, say } from '../../core/words/sentence.ts'

const bits = PermissionFlagsBits

/** As moderators read them in the settings of a server. */
const names = new Map([
  [bits.ViewChannel, say('discord.viewChannel')],
  [bits.SendMessages, say('discord.sendMessages')],
  [bits.CreatePublicThreads, say('discord.createPublicThreads')],
  [bits.SendMessagesInThreads, say('discord.sendMessagesInThreads')],
  [bits.AttachFiles, say('discord.attachFiles')],
  [bits.EmbedLinks, say('discord.embedLinks')],
  [bits.ReadMessageHistory, say('discord.readMessageHistory')],
])

/** Everything the bot needs to work in a server, and nothing more. */
export const neededPermissions: bigint = [...names.keys()].reduce((sum, bit) => sum | bit, 0n)

export const threadTypes: readonly number[] = [ChannelType.PublicThread, ChannelType.PrivateThread, ChannelType.AnnouncementThread]

/** Channels where a message can have a thread. */
export const threadableTypes: readonly number[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement]

const neededIn = (channelType: number): bigint => {
  if (threadTypes.includes(channelType)) return neededPermissions & ~(bits.SendMessages | bits.CreatePublicThreads)
  if (threadableTypes.includes(channelType)) return neededPermissions
  return neededPermissions & ~(bits.CreatePublicThreads | bits.SendMessagesInThreads)
}

/** An administrator has all. */
const holds = (given: bigint, bit: bigint): boolean => (given & (bit | bits.Administrator)) !== 0n

/** The names of the permissions among `needed` that are not `given`. */
export const missingPermissions = (given: bigint, needed: bigint): Sentence[] => {
  return [...names].filter(([bit]) => (needed & bit) !== 0n && !holds(given, bit)).map(([, name]) => name)
}

/** The names of the permissions that the bot lacks to work in a channel of this type. */
export const missingIn = (channelType: number, given: bigint): Sentence[] => missingPermissions(given, neededIn(channelType))

/** Who may change what others made: those who may delete their messages or run the server. */
export const isModerator = (given: bigint): boolean => holds(given, bits.ManageMessages) || holds(given, bits.ManageGuild)

/** Who may spend what is the operator's: those who run the server. */
export const isManager = (given: bigint): boolean => holds(given, bits.ManageGuild)
