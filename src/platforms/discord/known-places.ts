import { GatewayDispatchEvents } from 'discord-api-types/v10'
import { z } from 'zod'
import type { Log } from '../../core/log.ts'

/** What was told about a channel or a thread. */
export interface KnownChannel {
  type: number
  /** The channel that a thread is in. */
  parent: string | undefined
  ageRestricted: boolean
}

/** What the gateway told about the places where the bot is. */
export interface KnownPlaces {
  channel(id: string): KnownChannel | undefined
  /** How much a server is boosted, which decides how large its files may be. */
  premiumTier(guildId: string): number | undefined
  /** Takes one event of those in `placeEvents`. Throws nothing. */
  learn(event: string, data: unknown): void
}

const id = z.string().min(1)
const channelSchema = z.object({
  id,
  type: z.int(),
  guild_id: z.string().nullish(),
  parent_id: z.string().nullish(),
  nsfw: z.boolean().nullish(),
  thread_metadata: z.object({ archived: z.boolean().nullish() }).nullish(),
})
/** Each entry is read by itself, so that one that cannot be read costs no other. */
const list = z.array(z.unknown()).nullish().catch(null)
const guildSchema = z.object({ id, premium_tier: z.int().nullish().catch(null), channels: list, threads: list })
const threadsSchema = z.object({ guild_id: id, threads: list })
const goneSchema = z.object({ id })
/** A server that is away for a while is `unavailable`; without that the bot has left it. */
const goneGuildSchema = z.object({ id, unavailable: z.unknown().optional() })

/** The events that places are known from. */
export const placeEvents = [
  GatewayDispatchEvents.GuildCreate,
  GatewayDispatchEvents.GuildUpdate,
  GatewayDispatchEvents.GuildDelete,
  GatewayDispatchEvents.ChannelCreate,
  GatewayDispatchEvents.ChannelUpdate,
  GatewayDispatchEvents.ChannelDelete,
  GatewayDispatchEvents.ThreadCreate,
  GatewayDispatchEvents.ThreadUpdate,
  GatewayDispatchEvents.ThreadDelete,
  GatewayDispatchEvents.ThreadListSync,
] as const

/**
 * Remembers the four facts of servers and channels that the bot uses. discord.js's own client keeps a hundred, and throws out of the
 * socket at a payload that lacks one of them; here an event that cannot be read is dropped, and logged once for its type.
 */
export const createKnownPlaces = (log: Log): KnownPlaces => {
  const tiers = new Map<string, number>()
  const channels = new Map<string, KnownChannel & { guild: string }>()
  const unread = new Set<string>()

  const read = <Output>(schema: z.ZodType<Output>, event: string, data: unknown): Output | null => {
    const parsed = schema.safeParse(data)
    if (parsed.success) return parsed.data
    if (!unread.has(event)) log.warn({ event, paths: parsed.error.issues.map(({ path }) => path.join('.')) }, 'an event cannot be read')
    unread.add(event)
    return null
  }

  const learnChannel = (event: string, data: unknown, guildId = ''): void => {
    const told = read(channelSchema, event, data)
    if (!told) return
    // It comes back with an event of its own when somebody opens it again.
    if (told.thread_metadata?.archived) return void channels.delete(told.id)
    const { type, parent_id: parent, nsfw } = told
    channels.set(told.id, { type, parent: parent ?? undefined, ageRestricted: nsfw === true, guild: told.guild_id ?? guildId })
  }

  const learnGuild = (event: string, data: unknown): void => {
    const told = read(guildSchema, event, data)
    if (!told) return
    if (typeof told.premium_tier === 'number') tiers.set(told.id, told.premium_tier)
    for (const channel of [...(told.channels ?? []), ...(told.threads ?? [])]) learnChannel(event, channel, told.id)
  }

  const learnThreads = (event: string, data: unknown): void => {
    const told = read(threadsSchema, event, data)
    for (const thread of told?.threads ?? []) learnChannel(event, thread, told?.guild_id)
  }

  const forgetChannel = (event: string, data: unknown): void => {
    const told = read(goneSchema, event, data)
    if (told) channels.delete(told.id)
  }

  const forgetGuild = (event: string, data: unknown): void => {
    const told = read(goneGuildSchema, event, data)
    if (!told || told.unavailable === true) return
    tiers.delete(told.id)
    for (const [channelId, { guild }] of channels) if (guild === told.id) channels.delete(channelId)
  }

  const learners: Readonly<Record<(typeof placeEvents)[number], (event: string, data: unknown) => void>> = {
    [GatewayDispatchEvents.GuildCreate]: learnGuild,
    [GatewayDispatchEvents.GuildUpdate]: learnGuild,
    [GatewayDispatchEvents.GuildDelete]: forgetGuild,
    [GatewayDispatchEvents.ChannelCreate]: learnChannel,
    [GatewayDispatchEvents.ChannelUpdate]: learnChannel,
    [GatewayDispatchEvents.ChannelDelete]: forgetChannel,
    [GatewayDispatchEvents.ThreadCreate]: learnChannel,
    [GatewayDispatchEvents.ThreadUpdate]: learnChannel,
    [GatewayDispatchEvents.ThreadDelete]: forgetChannel,
    [GatewayDispatchEvents.ThreadListSync]: learnThreads,
  }

  return {
    channel: (channelId) => channels.get(channelId),
    premiumTier: (guildId) => tiers.get(guildId),
    learn(event, data) {
      const known = placeEvents.find((candidate) => candidate === event)
      if (known) learners[known](event, data)
    },
  }
}
