import { type APIAttachment, type APIMessage, PermissionFlagsBits as Bits, ChannelType } from 'discord.js'

const epoch = 1_420_070_400_000n

/** Everything that the bot may do in a fresh channel. */
export const friendly =
  Bits.ViewChannel |
  Bits.SendMessages |
  Bits.CreatePublicThreads |
  Bits.SendMessagesInThreads |
  Bits.AttachFiles |
  Bits.EmbedLinks |
  Bits.ReadMessageHistory

export interface FakeMessage {
  id: string
  channel_id: string
  author: { id: string; bot: boolean }
  content: string
  flags: number
  components: unknown[]
  attachments: APIAttachment[]
  nonce?: string
  noncedAt: number
  /** Members that were called by it. */
  pings: string[]
  reference: string | null
  edits: number
}

export interface FakeChannel {
  id: string
  type: ChannelType
  guild: string | null
  name: string
  parent: string | null
  nsfw: boolean
  archived: boolean
  locked: boolean
  /** Who opened a thread. */
  owner: string | null
  /** Who was added to a thread. */
  members: string[]
  /** When it was given a name. */
  namedAt: number[]
  /** What the bot may do here. */
  permissions: bigint
  /** The other side of a direct message. */
  recipient: string | null
  messages: FakeMessage[]
}

export interface FakeGuild {
  id: string
  premiumTier: number
  channels: string[]
  owner: string
  /** When the bot was invited. */
  joinedAt: number
  /** The channel for system messages, where there is one. */
  systemChannel: string | null
  locale: string
  /** Beside that of everybody. */
  roles: { id: string; name: string; managed: boolean }[]
}

export const botId = '100000000000000001'

/** All that Discord knows. */
export const createWorld = () => {
  let offsetMs = 0
  let counter = 0n
  const channels = new Map<string, FakeChannel>()
  const guilds = new Map<string, FakeGuild>()
  const now = (): number => Date.now() + offsetMs

  const snowflake = (): string => {
    counter += 1n
    return String(((BigInt(now()) - epoch) << 22n) | (counter & 0x3f_ffffn))
  }

  const addChannel = (given: Partial<FakeChannel> = {}): FakeChannel => {
    const channel: FakeChannel = {
      id: given.id ?? snowflake(),
      type: ChannelType.GuildText,
      guild: null,
      name: 'channel',
      parent: null,
      nsfw: false,
      archived: false,
      locked: false,
      owner: null,
      members: [],
      namedAt: [],
      permissions: friendly,
      recipient: null,
      messages: [],
      ...given,
    }
    channels.set(channel.id, channel)
    if (channel.guild) guilds.get(channel.guild)?.channels.push(channel.id)
    return channel
  }

  return {
    channels,
    guilds,
    now,
    snowflake,
    addChannel,
    /** Lets time pass for tokens, links and nonces. */
    advance: (ms: number): void => {
      offsetMs += ms
    },
    addGuild: (premiumTier = 0): FakeGuild => {
      const rest = { channels: [], owner: '1', joinedAt: 0, systemChannel: null, locale: 'en-US', roles: [] }
      const guild: FakeGuild = { id: snowflake(), premiumTier, ...rest }
      guilds.set(guild.id, guild)
      return guild
    },
    direct: (member: string): FakeChannel =>
      [...channels.values()].find(({ recipient }) => recipient === member) ??
      addChannel({ type: ChannelType.DM, recipient: member, name: 'direct' }),
    message: (channelId: string, messageId: string): FakeMessage | undefined =>
      channels.get(channelId)?.messages.find(({ id }) => id === messageId),
  }
}
export type World = ReturnType<typeof createWorld>

export const isThread = ({ type }: FakeChannel): boolean =>
  type === ChannelType.PublicThread || type === ChannelType.PrivateThread || type === ChannelType.AnnouncementThread

/** A role of a server as Discord writes it; that of everybody has the server's id. */
export const roleJson = ({ id, name, managed }: { id: string; name: string; managed: boolean }) => ({
  ...{ id, name, managed, permissions: '0', position: 0, color: 0, hoist: false, mentionable: false, flags: 0 },
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
})
export const rolesOf = ({ id, roles }: FakeGuild) => [{ id, name: '@everyone', managed: false }, ...roles].map(roleJson)

/** A channel as Discord writes it. */
export const channelJson = (channel: FakeChannel) => ({
  id: channel.id,
  type: channel.type,
  name: channel.name,
  ...(channel.guild && { guild_id: channel.guild }),
  ...(channel.parent && { parent_id: channel.parent }),
  ...(isThread(channel)
    ? {
        owner_id: channel.owner ?? '1',
        message_count: channel.messages.length,
        member_count: 1,
        thread_metadata: {
          archived: channel.archived,
          locked: channel.locked,
          auto_archive_duration: 1440,
          archive_timestamp: new Date(0).toISOString(),
        },
      }
    : { position: 0, permission_overwrites: [], nsfw: channel.nsfw }),
  ...(channel.recipient && { recipients: [{ id: channel.recipient, username: 'member', discriminator: '0', avatar: null }] }),
})

/** A message as Discord writes it: a nonce is only told to who sent it. */
export const messageJson = (message: FakeMessage): Partial<APIMessage> & { id: string } => ({
  id: message.id,
  channel_id: message.channel_id,
  author: { id: message.author.id, bot: message.author.bot, username: 'moodreel', discriminator: '0', avatar: null, global_name: null },
  application_id: message.author.bot ? message.author.id : undefined,
  content: message.content,
  flags: message.flags,
  components: message.components as APIMessage['components'],
  attachments: message.attachments,
  embeds: [],
  mentions: [],
  mention_roles: [],
  mention_everyone: false,
  pinned: false,
  tts: false,
  type: 0,
  timestamp: new Date(0).toISOString(),
  edited_timestamp: null,
})
