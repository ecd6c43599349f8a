import type { APIAttachment } from 'discord.js'
import { ApplicationCommandOptionType, PermissionFlagsBits as Bits, ChannelType, InteractionResponseType, MessageFlags } from 'discord.js'
import { Hono } from 'hono'
import { z } from 'zod'
import { createInteractions } from './interactions.ts'
import { checkMessage, commandsIn, type MessageBody, messageBody, pingsOf } from './message-rules.ts'
import { refusals } from './refusal.ts'
import { botId, channelJson, type FakeChannel, type FakeMessage, isThread, messageJson, rolesOf, type World } from './world.ts'

/** “A few minutes”, says Discord: no more than it must be. */
const nonceMs = 2 * 60_000
const namesMs = 10 * 60_000
const namesAtMost = 2
const mebibyte = 1024 * 1024

const namedSchema = z.object({
  name: z.string(),
  id: z.string(),
  options: z.array(z.object({ name: z.string(), type: z.number() })).default([]),
})

/** What a request carries once its body was read. */
export type Variables = { body: unknown; files: File[] }

export interface RouteOptions {
  world: World
  gatewayUrl(): string
  baseUrl(): string
  /** Puts a file of a message onto the CDN. */
  keep?(path: string, file: File): void
  /** Overrides the limit of a file, in bytes: Discord has promised more than it took. */
  limits: { bytes: number | null; directMessages: boolean; threads: number }
  /** How a bot should connect, and how often it may IDENTIFY. */
  advice: { shards: number; session_start_limit: { total: number; remaining: number; reset_after: number; max_concurrency: number } }
}

/** Discord's REST routes, as far as a bot of our kind uses them. */
export const createRoutes = ({ world, gatewayUrl, baseUrl, keep, limits, advice }: RouteOptions) => {
  const routes = new Hono<{ Bindings: Variables }>()
  const registered = new Map<string, object[]>()
  // A refusal is answered by the server, beside the faults that tests ask for.
  routes.onError((error) => {
    throw error
  })

  const limitOf = (channel: FakeChannel): number => {
    const tier = channel.guild ? (world.guilds.get(channel.guild)?.premiumTier ?? 0) : 0
    return limits.bytes ?? ([20, 20, 50, 100][tier] ?? 20) * mebibyte
  }

  const channelOf = (id: string): FakeChannel => {
    const channel = world.channels.get(id)
    if (!channel) throw refusals.unknownChannel()
    if (channel.guild && (channel.permissions & Bits.ViewChannel) === 0n) throw refusals.missingAccess()
    return channel
  }
  const active = (guild: string | null): number =>
    [...world.channels.values()].filter((channel) => channel.guild === guild && isThread(channel) && !channel.archived).length
  const need = (channel: FakeChannel, bit: bigint): void => {
    if (channel.guild && (channel.permissions & bit) !== bit) throw refusals.missingPermissions()
  }
  const messageOf = (channel: FakeChannel, id: string): FakeMessage => {
    const message = channel.messages.find((candidate) => candidate.id === id)
    if (!message) throw refusals.unknownMessage()
    return message
  }

  const attach = (body: MessageBody, files: File[], before: readonly APIAttachment[], limitBytes: number): APIAttachment[] => {
    if (files.some(({ size }) => size > limitBytes)) throw refusals.tooLarge()
    const described = body.attachments ?? files.map((_, id) => ({ id, filename: undefined, description: undefined }))
    return described.map(({ id, description }) => {
      const kept = before.find((attachment) => attachment.id === id)
      if (kept) return kept
      const file = files[Number(id)]
      if (!file) throw refusals.invalidForm(`there is no files[${id}]`)
      const own = world.snowflake()
      const path = `/cdn/${own}/${file.name}`
      keep?.(path, file)
      return {
        id: own,
        filename: file.name,
        size: file.size,
        content_type: file.type,
        description,
        url: `${baseUrl()}${path}`,
        proxy_url: '',
      }
    })
  }

  /** All commands by name and id, as a message may link them. Read once for each time that they were registered. */
  let given: ReadonlySet<string> | null = null
  const givenCommands = (): ReadonlySet<string> => {
    given ??= new Set(
      [...registered.values()].flat().flatMap((command) => {
        const { id, name, options } = namedSchema.parse(command)
        const beneath = options.filter(({ type }) => type === ApplicationCommandOptionType.Subcommand)
        // One with subcommands is linked by both names.
        return beneath.length === 0 ? [`${name}:${id}`] : beneath.map((option) => `${name} ${option.name}:${id}`)
      }),
    )
    return given
  }

  /** Discord would show a mention of a command that it does not know as it stands; a bot that sends one is at fault. */
  const checkCommands = (body: MessageBody): void => {
    for (const command of commandsIn(body))
      if (!givenCommands().has(`${command.name}:${command.id}`))
        throw refusals.invalidForm(`no command ${command.name} has the id ${command.id}`)
  }

  const store = (channel: FakeChannel | null, channelId: string, body: MessageBody, files: File[]): FakeMessage => {
    const attachments = attach(body, files, [], channel ? limitOf(channel) : 20 * mebibyte)
    checkMessage(body, attachments)
    checkCommands(body)
    const message: FakeMessage = {
      id: world.snowflake(),
      channel_id: channelId,
      author: { id: botId, bot: true },
      content: body.content ?? '',
      flags: body.flags ?? 0,
      components: body.components ?? [],
      attachments,
      ...(body.nonce != null && { nonce: String(body.nonce) }),
      noncedAt: world.now(),
      pings: pingsOf(body),
      reference: body.message_reference?.message_id ?? null,
      edits: 0,
    }
    channel?.messages.push(message)
    return message
  }

  /** An ephemeral message lives in no channel. */
  const interactions = createInteractions(world, (channelId, body, files) =>
    store((body.flags ?? 0) & MessageFlags.Ephemeral ? null : (world.channels.get(channelId) ?? null), channelId, body, files),
  )

  const change = (message: FakeMessage, body: MessageBody, files: File[], limitBytes: number): void => {
    if (message.author.id !== botId) throw refusals.notAuthor()
    const attachments = body.attachments ? attach(body, files, message.attachments, limitBytes) : message.attachments
    const components = body.components ?? message.components
    const content = body.content === undefined ? message.content : (body.content ?? '')
    const flags = message.flags | (body.flags ?? 0)
    checkMessage({ ...body, content, components, flags }, attachments)
    checkCommands({ ...body, content, components })
    Object.assign(message, { content, attachments, components, flags, edits: message.edits + 1 })
  }

  routes.get('/gateway/bot', (c) => c.json({ url: gatewayUrl(), ...advice }))
  routes.get('/applications/@me', (c) => c.json({ id: botId, name: 'Moodreel', description: '', bot_public: true, flags: 0 }))
  routes.get('/users/@me', (c) => c.json({ id: botId, username: 'moodreel', bot: true }))
  routes.get('/users/@me/guilds', (c) =>
    c.json(
      [...world.guilds.values()].map(({ id, channels }) => ({
        id,
        name: 'guild',
        owner: false,
        permissions: String(world.channels.get(channels[0] ?? '')?.permissions ?? 0n),
      })),
    ),
  )
  routes.delete('/users/@me/guilds/:guild', (c) => {
    if (!world.guilds.delete(c.req.param('guild'))) throw refusals.unknownGuild()
    return c.body(null, 204)
  })
  routes.get('/guilds/:guild', (c) => {
    const guild = world.guilds.get(c.req.param('guild'))
    if (!guild) throw refusals.unknownGuild()
    return c.json({ id: guild.id, premium_tier: guild.premiumTier })
  })
  routes.post('/users/@me/channels', (c) => {
    const { recipient_id } = z.object({ recipient_id: z.string() }).parse(c.env.body)
    return c.json(channelJson(world.direct(recipient_id)))
  })

  for (const path of ['/applications/:app/commands', '/applications/:app/guilds/:guild/commands'] as const) {
    routes.get(path, (c) => c.json(registered.get(c.req.path) ?? []))
    routes.put(path, (c) => {
      const commands = z.array(z.looseObject({ name: z.string() })).parse(c.env.body)
      // As Discord keeps them: with its own fields, and without what is only the default.
      const kept = commands.map((command) => ({
        id: world.snowflake(),
        version: world.snowflake(),
        default_member_permissions: null,
        nsfw: false,
        ...JSON.parse(JSON.stringify(command, (key, value) => (key === 'required' && value === false ? undefined : value))),
      }))
      registered.set(c.req.path, kept)
      given = null
      return c.json(kept)
    })
    routes.delete(`${path}/:command`, (c) => {
      const list = c.req.path.slice(0, c.req.path.lastIndexOf('/'))
      const kept = (registered.get(list) ?? []).filter((command) => !('id' in command) || command.id !== c.req.param('command'))
      registered.set(list, kept)
      given = null
      return c.body(null, 204)
    })
  }

  routes.post('/interactions/:id/:token/callback', (c) => {
    interactions.callback(c.req.param('id'), c.req.param('token'), c.env.body)
    return c.body(null, 204)
  })
  routes.post('/webhooks/:app/:token', (c) =>
    c.json(messageJson(interactions.followUp(c.req.param('token'), messageBody.parse(c.env.body), c.env.files))),
  )
  routes.get('/webhooks/:app/:token/messages/@original', (c) => {
    const { original, answerType, id } = interactions.living(c.req.param('token'))
    // A press that was put off has the pressed message for its answer; a form is no message.
    if (answerType === InteractionResponseType.DeferredMessageUpdate) return c.json({ id })
    if (!original) throw refusals.unknownMessage()
    return c.json(messageJson(original))
  })
  routes.delete('/webhooks/:app/:token/messages/@original', (c) => {
    const interaction = interactions.living(c.req.param('token'))
    if (!interaction.original) throw refusals.unknownMessage()
    interaction.original = null
    return c.body(null, 204)
  })
  routes.patch('/webhooks/:app/:token/messages/@original', (c) => {
    const { original: own, pressed, answerType } = interactions.living(c.req.param('token'))
    const original = answerType === InteractionResponseType.DeferredMessageUpdate ? pressed : own
    if (!original) throw refusals.unknownMessage()
    change(original, messageBody.parse(c.env.body), c.env.files, 20 * mebibyte)
    return c.json(messageJson(original))
  })

  routes.get('/guilds/:guild/roles', (c) => {
    const guild = world.guilds.get(c.req.param('guild'))
    if (!guild) throw refusals.unknownGuild()
    return c.json(rolesOf(guild))
  })
  routes.get('/guilds/:guild/channels', (c) => {
    const found = [...world.channels.values()].filter((channel) => channel.guild === c.req.param('guild') && !isThread(channel))
    return c.json(found.map(channelJson))
  })
  routes.get('/channels/:channel', (c) => c.json(channelJson(channelOf(c.req.param('channel')))))
  routes.patch('/channels/:channel', (c) => {
    const channel = channelOf(c.req.param('channel'))
    const { name, archived } = z.object({ name: z.string().min(1).max(100).optional(), archived: z.boolean().optional() }).parse(c.env.body)
    if (channel.locked) throw refusals.missingPermissions()
    if (archived === false) need(channel, Bits.SendMessagesInThreads)
    // Whoever opened a thread may do the rest without a permission: https://docs.discord.com/developers/topics/threads
    if ((name !== undefined || archived === true) && channel.owner !== botId) need(channel, Bits.ManageThreads)
    if (channel.archived && archived !== false) throw refusals.archived()
    if (channel.archived && active(channel.guild) >= limits.threads) throw refusals.tooManyThreads()
    if (name !== undefined) {
      channel.namedAt = channel.namedAt.filter((at) => world.now() - at < namesMs)
      if (channel.namedAt.length >= namesAtMost) throw refusals.limited(namesMs / 1000)
      channel.namedAt.push(world.now())
      channel.name = name
    }
    if (archived !== undefined) channel.archived = archived
    return c.json(channelJson(channel))
  })

  routes.delete('/channels/:channel', (c) => {
    const channel = channelOf(c.req.param('channel'))
    need(channel, isThread(channel) ? Bits.ManageThreads : Bits.ManageChannels)
    world.channels.delete(channel.id)
    return c.json(channelJson(channel))
  })

  routes.post('/channels/:channel/messages', (c) => {
    const channel = channelOf(c.req.param('channel'))
    if (channel.type === ChannelType.GuildForum) throw refusals.nonTextChannel()
    if (channel.recipient && !limits.directMessages) throw refusals.cannotSendToUser()
    const body = messageBody.parse(c.env.body)
    const files = c.env.files
    need(channel, isThread(channel) ? Bits.SendMessagesInThreads : Bits.SendMessages)
    if (files.length > 0) need(channel, Bits.AttachFiles)
    if (channel.locked) throw refusals.locked()
    if (channel.archived) throw refusals.archived()
    const nonce = body.nonce == null ? null : String(body.nonce)
    const answered = body.message_reference?.message_id
    if (answered && channel.guild) {
      if ((channel.permissions & Bits.ReadMessageHistory) === 0n) throw refusals.noHistoryToReply()
      if (body.message_reference?.fail_if_not_exists !== false) messageOf(channel, answered)
    }
    const same = channel.messages.find((message) => message.nonce === nonce && world.now() - message.noncedAt < nonceMs)
    if (nonce && body.enforce_nonce && same) return c.json({ ...messageJson(same), nonce })
    return c.json({ ...messageJson(store(channel, channel.id, body, files)), ...(nonce && { nonce }) })
  })
  routes.get('/channels/:channel/messages', (c) => {
    const channel = channelOf(c.req.param('channel'))
    if (channel.guild && (channel.permissions & Bits.ReadMessageHistory) === 0n) return c.json([])
    const before = BigInt(c.req.query('before') ?? '9223372036854775807')
    const newest = channel.messages.filter(({ id }) => BigInt(id) < before).toReversed()
    return c.json(newest.slice(0, Number(c.req.query('limit') ?? 50)).map(messageJson))
  })
  routes.get('/channels/:channel/messages/:message', (c) => {
    const channel = channelOf(c.req.param('channel'))
    return c.json(messageJson(messageOf(channel, c.req.param('message'))))
  })
  routes.patch('/channels/:channel/messages/:message', (c) => {
    const channel = channelOf(c.req.param('channel'))
    const message = messageOf(channel, c.req.param('message'))
    if (channel.archived) throw refusals.archived()
    change(message, messageBody.parse(c.env.body), c.env.files, limitOf(channel))
    return c.json(messageJson(message))
  })
  routes.delete('/channels/:channel/messages/:message', (c) => {
    const channel = channelOf(c.req.param('channel'))
    const message = messageOf(channel, c.req.param('message'))
    if (channel.archived) throw refusals.archived()
    if (message.author.id !== botId) need(channel, Bits.ManageMessages)
    channel.messages.splice(channel.messages.indexOf(message), 1)
    return c.body(null, 204)
  })
  routes.post('/channels/:channel/messages/:message/threads', (c) => {
    const parent = channelOf(c.req.param('channel'))
    const { id } = messageOf(parent, c.req.param('message'))
    need(parent, Bits.CreatePublicThreads)
    if (world.channels.has(id)) throw refusals.hasThread()
    if (active(parent.guild) >= limits.threads) throw refusals.tooManyThreads()
    const { name } = z.object({ name: z.string().min(1).max(100) }).parse(c.env.body)
    const type = parent.type === ChannelType.GuildAnnouncement ? ChannelType.AnnouncementThread : ChannelType.PublicThread
    const thread = world.addChannel({
      id,
      type,
      guild: parent.guild,
      parent: parent.id,
      name,
      owner: botId,
      permissions: parent.permissions,
    })
    return c.json(channelJson(thread), 201)
  })

  routes.put('/channels/:channel/thread-members/:member', (c) => {
    const thread = channelOf(c.req.param('channel'))
    need(thread, Bits.SendMessagesInThreads)
    if (!isThread(thread)) throw refusals.invalidForm('no thread')
    if (thread.archived) throw refusals.archived()
    thread.members.push(c.req.param('member'))
    return c.body(null, 204)
  })

  return { routes, registered, interactions, store }
}
