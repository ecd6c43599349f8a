import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { constants, createDeflate, type Deflate } from 'node:zlib'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { botId, channelJson, type FakeGuild, isThread, rolesOf, type World } from './world.ts'

const packetSchema = z.object({ op: z.number(), d: z.unknown().optional() })
const identifySchema = z.object({ token: z.string(), intents: z.number(), shard: z.tuple([z.number(), z.number()]).default([0, 1]) })
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number() })

const op = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalidSession: 9, hello: 10, heartbeatAck: 11 } as const

interface Session {
  id: string
  sequence: number
  /** Everything that was dispatched, for a client that comes back. */
  events: { s: number; packet: { t: string; d: unknown } }[]
  socket: Peer | null
}

interface Peer {
  socket: WebSocket
  /** What it was greeted with. */
  hello: unknown
  send(packet: unknown): void
}

/** One side of a connection, compressed as the client asked for. */
const peerOf = (socket: WebSocket, hello: unknown, compressed: boolean): Peer => {
  if (!compressed) return { socket, hello, send: (packet) => socket.send(JSON.stringify(packet)) }
  const deflate: Deflate = createDeflate()
  let chunks: Buffer[] = []
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk))
  let queue = Promise.resolve()
  return {
    socket,
    hello,
    send(packet) {
      queue = queue.then(
        () =>
          new Promise((done) => {
            deflate.write(JSON.stringify(packet))
            deflate.flush(constants.Z_SYNC_FLUSH, () => {
              if (socket.readyState === socket.OPEN) socket.send(Buffer.concat(chunks), { binary: true })
              chunks = []
              done()
            })
          }),
      )
    },
  }
}

/** A server as the gateway tells of it. */
export const guildJson = (world: World, guild: FakeGuild) => {
  const channels = guild.channels.flatMap((id) => world.channels.get(id) ?? [])
  return {
    id: guild.id,
    name: 'guild',
    owner_id: guild.owner,
    premium_tier: guild.premiumTier,
    joined_at: new Date(guild.joinedAt).toISOString(),
    system_channel_id: guild.systemChannel,
    preferred_locale: guild.locale,
    large: false,
    member_count: 2,
    roles: rolesOf(guild),
    emojis: [],
    stickers: [],
    features: [],
    members: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    channels: channels.filter((channel) => !isThread(channel)).map(channelJson),
    threads: channels.filter(isThread).map(channelJson),
  }
}

/** How the connections to come are treated. */
export interface GatewayMood {
  /** The HTTP status with which the door is shut; null opens it. */
  refusal: number | null
  /** What HELLO carries; `silence` says nothing at all. */
  hello: unknown
  acknowledges: boolean
  /** The code that IDENTIFY and RESUME are closed with. */
  close: number | null
  /** The code that RESUME alone is closed with. */
  closeResume: number | null
  /** Where READY says that a session is resumed; null for the usual address. */
  resumeUrl: string | null
  /** The packets that IDENTIFY and RESUME are answered with in place of READY and RESUMED. */
  answer: readonly unknown[] | null
}

const friendlyMood: GatewayMood = {
  refusal: null,
  hello: { heartbeat_interval: 41_250 },
  acknowledges: true,
  close: null,
  closeResume: null,
  resumeUrl: null,
  answer: null,
}

/** Discord's gateway: HELLO, IDENTIFY, READY and the guilds after it, heartbeats, RESUME with what was missed. */
export const startGateway = (server: Server, world: World, options: { token: string; url(): string }) => {
  const mood = { ...friendlyMood }
  const sockets = new WebSocketServer({
    server,
    path: '/gateway',
    verifyClient: (_request, answer) => {
      counts.knocks += 1
      if (mood.refusal === null) answer(true)
      else answer(false, mood.refusal)
    },
  })
  const sessions = new Map<string, Session>()
  const counts = { knocks: 0, identifies: 0, resumes: 0, intents: 0, heartbeats: 0 }
  const identified: [number, number][] = []

  const dispatch = (session: Session, t: string, d: unknown): void => {
    session.sequence += 1
    const packet = { op: op.dispatch, t, s: session.sequence, d }
    session.events.push({ s: session.sequence, packet })
    session.socket?.send(packet)
  }

  const isRefused = (peer: Peer): boolean => {
    if (mood.close !== null) peer.socket.close(mood.close)
    for (const packet of mood.answer ?? []) peer.send(packet)
    return mood.close !== null || mood.answer !== null
  }

  const identify = (peer: Peer, d: unknown): void => {
    const { token, intents, shard } = identifySchema.parse(d)
    identified.push(shard)
    counts.identifies += 1
    counts.intents = intents
    if (isRefused(peer)) return
    if (token !== options.token) {
      peer.socket.close(4004, 'Authentication failed.')
      return
    }
    const session: Session = { id: randomUUID(), sequence: 0, events: [], socket: peer }
    sessions.set(session.id, session)
    dispatch(session, 'READY', {
      v: 10,
      user: { id: botId, username: 'moodreel', discriminator: '0', avatar: null, bot: true },
      application: { id: botId, flags: 0 },
      guilds: [...world.guilds.keys()].map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: mood.resumeUrl ?? options.url(),
      session_type: 'normal',
      shard,
    })
    for (const guild of world.guilds.values()) dispatch(session, 'GUILD_CREATE', guildJson(world, guild))
  }

  const resume = (peer: Peer, d: unknown): void => {
    const { token, session_id, seq } = resumeSchema.parse(d)
    const session = sessions.get(session_id)
    counts.resumes += 1
    if (isRefused(peer)) return
    if (mood.closeResume !== null) {
      peer.socket.close(mood.closeResume)
      return
    }
    if (!session || token !== options.token) {
      peer.send({ op: op.invalidSession, d: false })
      return
    }
    session.socket = peer
    for (const { packet } of session.events.filter(({ s }) => s > seq)) peer.send(packet)
    dispatch(session, 'RESUMED', {})
  }

  sockets.on('connection', (socket, request) => {
    const peer = peerOf(socket, mood.hello, request.url?.includes('compress=zlib-stream') ?? false)
    if (mood.hello !== 'silence') peer.send({ op: op.hello, d: mood.hello })
    socket.on('message', (data) => {
      const packet = packetSchema.parse(JSON.parse(String(data)))
      if (packet.op === op.heartbeat) counts.heartbeats += 1
      if (packet.op === op.heartbeat && mood.acknowledges) peer.send({ op: op.heartbeatAck })
      if (packet.op === op.identify) identify(peer, packet.d)
      if (packet.op === op.resume) resume(peer, packet.d)
    })
    socket.on('close', () => {
      for (const session of sessions.values()) if (session.socket === peer) session.socket = null
    })
  })

  return {
    counts,
    /** Which shards began a session, of how many, in their order. */
    identified,
    /** Tells every session, also one whose connection is away at the moment. */
    dispatch: (t: string, d: unknown): void => {
      for (const session of sessions.values()) dispatch(session, t, d)
    },
    /** What the last event of a type carried. */
    last: (t: string): unknown => [...sessions.values()].flatMap(({ events }) => events).findLast(({ packet }) => packet.t === t)?.packet.d,
    /** Says the last event of a type again to every session, as after a RESUME whose place was not clear. */
    dispatchAgain: (t: string): void => {
      for (const { events, socket } of sessions.values()) {
        const last = events.findLast(({ packet }) => packet.t === t)
        if (last) socket?.send(last.packet)
      }
    },
    /** The connections break; a client may come back and RESUME. */
    drop: (): void => {
      for (const socket of sockets.clients) socket.terminate()
    },
    /** Changes how the connections to come are treated; what is not named is well. */
    feel: (given: Partial<GatewayMood> = {}): void => void Object.assign(mood, friendlyMood, given),
    /** Sends bytes or a text to every connection, whatever it is. */
    throwAt: (data: string | Buffer): void => {
      for (const socket of sockets.clients) socket.send(data)
    },
    /** Closes every connection with a code; its session lives. */
    close: (code: number): void => {
      for (const socket of sockets.clients) socket.close(code)
    },
    /** Closes one of them. */
    closeOne: (code: number): void => {
      const [first] = sockets.clients
      first?.close(code)
    },
    /** The connections break and the sessions are forgotten: a client must begin anew. */
    forget: (): void => {
      sessions.clear()
      for (const socket of sockets.clients) socket.close(4009, 'Session timed out')
    },
    /** Whether there is a connection that was greeted as the mood is now. */
    connected: (): boolean => [...sessions.values()].some(({ socket }) => socket?.hello === mood.hello),
    stop: async (): Promise<void> => {
      for (const socket of sockets.clients) socket.terminate()
      await new Promise((done) => sockets.close(done))
    },
  }
}
