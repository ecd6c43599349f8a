import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { guildJson } from '../../test/platforms/discord/fake/gateway.ts'
import { botId, type World } from '../../test/platforms/discord/fake/world.ts'

const packetSchema = z.object({ op: z.number(), d: z.unknown().optional() })
const identifySchema = z.object({ token: z.string(), intents: z.number(), shard: z.tuple([z.number(), z.number()]).default([0, 1]) })
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number() })
const placeSchema = z.looseObject({ guild_id: z.string().optional() })

const op = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, invalidSession: 9, hello: 10, heartbeatAck: 11 } as const
/** So long a session may be taken up again. */
const resumableMs = 60_000
/** One IDENTIFY in five seconds for each rate limit key. https://docs.discord.com/developers/events/gateway#rate-limiting */
const identifyEveryMs = 5_000

interface Session {
  id: string
  shard: [id: number, count: number]
  sequence: number
  /** What was dispatched in the last minute, for a client that comes back. */
  events: { s: number; at: number; text: string }[]
  socket: WebSocket | null
  leftAt: number
}

/** Which shard a server's events go to. https://docs.discord.com/developers/events/gateway#sharding */
const shardOf = (guild: string | undefined, count: number): number =>
  guild === undefined ? 0 : Number((BigInt(guild) >> 22n) % BigInt(count))

/** Discord's gateway for several processes and shards: sessions of one shard all hear its events, a dead one is forgotten after a minute. */
export const startShardedGateway = (
  server: Server,
  world: World,
  { token, url, maxConcurrency, limitIdentifies }: { token: string; url(): string; maxConcurrency: number; limitIdentifies: boolean },
) => {
  const sockets = new WebSocketServer({ server, path: '/gateway' })
  const sessions = new Map<string, Session>()
  const counts = { identifies: 0, resumes: 0, intents: 0, refusedIdentifies: 0, unheard: 0 }
  const identifiedAt = new Map<number, number>()

  const send = (socket: WebSocket | null, packet: unknown): void => {
    if (socket?.readyState === socket?.OPEN) socket?.send(typeof packet === 'string' ? packet : JSON.stringify(packet))
  }

  const tell = (session: Session, t: string, d: string): void => {
    session.sequence += 1
    const text = `{"op":${op.dispatch},"t":"${t}","s":${session.sequence},"d":${d}}`
    const at = Date.now()
    session.events.push({ s: session.sequence, at, text })
    while ((session.events[0]?.at ?? at) < at - resumableMs) session.events.shift()
    send(session.socket, text)
  }

  const forgetDead = (): void => {
    const now = Date.now()
    for (const session of sessions.values()) if (session.socket === null && now - session.leftAt > resumableMs) sessions.delete(session.id)
  }

  const identify = (socket: WebSocket, d: unknown): void => {
    const identity = identifySchema.parse(d)
    const key = identity.shard[0] % maxConcurrency
    counts.identifies += 1
    counts.intents = identity.intents
    if (identity.token !== token) {
      socket.close(4004, 'Authentication failed.')
      return
    }
    if (limitIdentifies && Date.now() - (identifiedAt.get(key) ?? 0) < identifyEveryMs) {
      counts.refusedIdentifies += 1
      send(socket, { op: op.invalidSession, d: false })
      return
    }
    identifiedAt.set(key, Date.now())
    forgetDead()
    const session: Session = { id: randomUUID(), shard: identity.shard, sequence: 0, events: [], socket, leftAt: 0 }
    sessions.set(session.id, session)
    const [shard, count] = session.shard
    const guilds = [...world.guilds.values()].filter(({ id }) => shardOf(id, count) === shard)
    const ready = {
      v: 10,
      user: { id: botId, username: 'moodreel', discriminator: '0', avatar: null, bot: true },
      application: { id: botId, flags: 0 },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      session_type: 'normal',
      shard: session.shard,
    }
    tell(session, 'READY', JSON.stringify(ready))
    for (const guild of guilds) tell(session, 'GUILD_CREATE', JSON.stringify(guildJson(world, guild)))
  }

  const resume = (socket: WebSocket, d: unknown): void => {
    const asked = resumeSchema.parse(d)
    const session = sessions.get(asked.session_id)
    counts.resumes += 1
    if (!session || asked.token !== token) {
      send(socket, { op: op.invalidSession, d: false })
      return
    }
    session.socket = socket
    for (const { text } of session.events.filter(({ s }) => s > asked.seq)) send(socket, text)
    tell(session, 'RESUMED', '{}')
  }

  sockets.on('connection', (socket, request) => {
    if (request.url?.includes('compress=')) throw new Error('this gateway compresses nothing')
    send(socket, { op: op.hello, d: { heartbeat_interval: 41_250 } })
    socket.on('message', (data) => {
      const packet = packetSchema.parse(JSON.parse(String(data)))
      if (packet.op === op.heartbeat) send(socket, { op: op.heartbeatAck })
      if (packet.op === op.identify) identify(socket, packet.d)
      if (packet.op === op.resume) resume(socket, packet.d)
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      for (const session of sessions.values()) if (session.socket === socket) Object.assign(session, { socket: null, leftAt: Date.now() })
    })
  })

  const hears = ({ shard: [id, count] }: Session, guild: string | undefined): boolean => shardOf(guild, count) === id

  return {
    counts,
    /** Every session of the place's shard hears it, also one whose connection is away for a moment. */
    dispatch(t: string, d: unknown): void {
      const { guild_id: guild } = placeSchema.parse(d)
      const text = JSON.stringify(d)
      const those = [...sessions.values()].filter((session) => hears(session, guild))
      if (!those.some(({ socket }) => socket !== null)) counts.unheard += 1
      for (const session of those) tell(session, t, text)
    },
    /** How many connections hear a place at the moment. */
    listeners: (guild: string): number => [...sessions.values()].filter((one) => one.socket !== null && hears(one, guild)).length,
    /** The connections of all break, as when Discord restarts a node; their sessions live. */
    drop(): void {
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}
