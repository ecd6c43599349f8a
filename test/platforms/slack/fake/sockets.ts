import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'

/** Slack waits three seconds and delivers again; a busy machine gets more, and then it is a fault that a test or a bench must see. */
const ackLimitMs = 10_000

const ackSchema = z.object({ envelope_id: z.string(), payload: z.unknown().optional() })

/** The answer to an envelope: what was in the acknowledgement and how long it took. */
export interface Ack {
  payload: unknown
  ms: number
}

/** Socket Mode's side of Slack: each payload goes to one of the open connections. https://docs.slack.dev/apis/events-api/using-socket-mode */
export interface FakeSockets {
  /** How many connections are open. */
  count(): number
  /** Rejects when the app does not acknowledge within ten seconds. */
  deliver(type: string, payload: object, extra?: object): Promise<Ack>
  /** How many connections were ever opened. */
  opened(): number
  /** The fewest that were open at one time since the app had two. */
  fewest(): number
  /** Asks the connection that was opened first to go and come back, and gives it nothing more. */
  recycleOne(): void
  /** Asks all connections to go and come back, as Slack does every few hours; they work until they are closed. */
  askAll(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void
  /** Cuts all connections, as a network does. */
  cutAll(): void
  /** How the next ones that want to connect are answered: with a status, or never with a hello. */
  troubles: (number | 'no hello')[]
  close(): void
}

export const createFakeSockets = (server: Server): FakeSockets => {
  const open = new Set<WebSocket>()
  const waiting = new Map<string, (payload: unknown) => void>()
  let turn = 0
  let opened = 0
  let fewest = Number.POSITIVE_INFINITY
  const troubles: (number | 'no hello')[] = []
  const count = (): void => {
    if (opened >= 2) fewest = Math.min(fewest, open.size)
  }
  const sockets = new WebSocketServer({
    server,
    path: '/socket',
    verifyClient: (_, answer) => {
      const [trouble] = troubles
      if (typeof trouble !== 'number') return answer(true)
      troubles.shift()
      answer(false, trouble)
    },
  })
  sockets.on('connection', (socket) => {
    if (troubles[0] === 'no hello') return void troubles.shift()
    open.add(socket)
    opened += 1
    count()
    socket.on('close', () => {
      open.delete(socket)
      count()
    })
    socket.on('message', (data) => {
      const ack = ackSchema.parse(JSON.parse(String(data)))
      waiting.get(ack.envelope_id)?.(ack.payload)
      waiting.delete(ack.envelope_id)
    })
    socket.send(JSON.stringify({ type: 'hello', num_connections: open.size, connection_info: { app_id: 'A000000001' } }))
  })
  return {
    count: () => open.size,
    opened: () => opened,
    fewest: () => fewest,
    troubles,
    askAll: (reason) => {
      for (const socket of open) socket.send(JSON.stringify({ type: 'disconnect', reason }))
    },
    cutAll: () => {
      for (const socket of open) socket.terminate()
    },
    deliver: (type, payload, extra = {}) =>
      new Promise((resolve, reject) => {
        const all = [...open]
        turn += 1
        const socket = all[turn % all.length]
        if (!socket) return reject(new Error('no socket is open'))
        const id = randomUUID()
        const from = performance.now()
        const overdue = setTimeout(() => {
          waiting.delete(id)
          reject(new Error(`the app did not acknowledge ${type} within ${ackLimitMs / 1000} s`))
        }, ackLimitMs)
        waiting.set(id, (answer) => {
          clearTimeout(overdue)
          resolve({ payload: answer, ms: performance.now() - from })
        })
        socket.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: type !== 'events_api', ...extra }))
      }),
    recycleOne: () => {
      const [first] = open
      if (!first) return
      open.delete(first)
      first.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
    },
    close: () => {
      for (const socket of open) socket.terminate()
      sockets.close()
    },
  }
}
