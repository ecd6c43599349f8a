import { type APIInteraction, ApplicationIntegrationType, ChannelType, InteractionContextType } from 'discord.js'
import { z } from 'zod'
import { MoodreelError } from '../../core/errors.ts'
import type { Json } from '../../core/json.ts'
import type { ThreadRef } from '../../core/platform.ts'
import { say } from '../../core/words/sentence.ts'
import { missingIn } from './permissions.ts'
import type { SaidIn } from './receive/channel-of.ts'

/** Where something was said, and what the bot was told about the place at that moment. */
export const originSchema = z.object({
  /** The server; null in a direct message. */
  guild: z.string().nullable(),
  channel: z.string(),
  channelType: z.number(),
  /** The channel that a thread is in. */
  parent: z.string().optional(),
  member: z.string(),
  /** What the bot may do in the channel, as Discord's bit field; absent when Discord did not say. */
  permissions: z.string().optional(),
  /** Whether the bot can be there at all; a person may carry it to places where it is no member. */
  present: z.boolean(),
  /** The largest file that was allowed to the interaction, in bytes. */
  limitBytes: z.number().optional(),
})
export type Origin = z.infer<typeof originSchema>

/**
 * Whether this server itself has the bot. Who carries it along by an installation of their own, which Discord tells as well, brings
 * none of the rights that the server gave them. An interaction that names no owner at all was not carried along.
 */
export const isOfGuild = ({ guild_id: guild, authorizing_integration_owners: owners = {} }: APIInteraction): boolean =>
  guild !== undefined && (Object.keys(owners).length === 0 || owners[ApplicationIntegrationType.GuildInstall] === guild)

const isPresent = (interaction: APIInteraction, channelType: number): boolean => {
  if (interaction.context === InteractionContextType.PrivateChannel || channelType === ChannelType.GroupDM) return false
  return !interaction.guild_id || isOfGuild(interaction)
}

export const originOf = (interaction: APIInteraction, { id, type, parent }: SaidIn, memberId: string): Origin => ({
  guild: interaction.guild_id ?? null,
  channel: id,
  channelType: type,
  ...(parent && { parent }),
  member: memberId,
  ...(interaction.app_permissions && { permissions: interaction.app_permissions }),
  present: isPresent(interaction, type),
  ...(interaction.attachment_size_limit && { limitBytes: interaction.attachment_size_limit }),
})

/** Said where the bot is no member: it shows and makes nothing there. */
export const absent = say('discord.absent')

/** Throws MoodreelError `not_allowed` with what to change when the bot could not post where this was said. */
export const ensureCanPost = (origin: Origin): void => {
  if (!origin.present) throw new MoodreelError('not_allowed', absent)
  if (origin.guild === null || origin.permissions === undefined) return
  const missing = missingIn(origin.channelType, BigInt(origin.permissions))
  if (missing.length > 0) throw new MoodreelError('not_allowed', say('discord.cannotPost', { permissions: missing }))
}

/** The thread of a channel, as its members open one. */
const threadTypeOf = (channelType: number): number =>
  channelType === ChannelType.GuildAnnouncement ? ChannelType.AnnouncementThread : ChannelType.PublicThread

/** The origin of what was pressed in a channel as if it had been pressed in a thread of it; null where that is none. */
export const originIn = (given: Json, { channel, thread }: ThreadRef): Json | null => {
  const origin = originSchema.parse(given)
  if (thread === undefined || origin.channel !== channel || origin.parent !== undefined) return null
  return { ...origin, channel: thread, channelType: threadTypeOf(origin.channelType), parent: channel }
}
