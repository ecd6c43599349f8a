import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { MoodreelError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { say } from '../../core/words/sentence.ts'
import { connectionOptions } from './connection.ts'
import { throwPostgresFault } from './fault.ts'

/** How long somebody waits for a connection that is being made again. */
const patienceMs = 5_000
const firstPauseMs = 100
const longestPauseMs = 5_000
/** A server, or a way to it, that is gone without a word is found out after two of these. */
const beatMs = 5_000

/** With these the server, too, finds out in some twenty seconds that the machine of a process is gone, and lets go of what it held. */
const keepAlive = 'set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3; set tcp_user_timeout = 20000'

/** A connection of its own: for locks that live as long as it does, and for what is told to those who listen. */
export interface Session {
  /** Throws MoodreelError `storage_unavailable`. */
  query(text: string, values?: unknown[]): Promise<pg.QueryResult>
  /** The connection that there is now; null while there is none. What was locked on another one is lost. */
  current(): object | null
  /** `again`: there is a connection after one that ended. `notice`: somebody said something on the channel. */
  events: EventEmitter<{ again: []; notice: [string]; lost: [] }>
  close(): Promise<void>
}

interface Connection {
  client: pg.Client
  ended: Promise<void>
  /** One statement after the other: a client of `pg` is going to refuse a second one meanwhile. */
  ask(text: string, values?: unknown[]): Promise<pg.QueryResult>
}

/**
 * Keeps one connection to Postgres that listens to a channel, and makes it again when it ends. Throws MoodreelError
 * `storage_unavailable` when the first cannot be made.
 */
export const openSession = async (url: string, channel: string, log: Log): Promise<Session> => {
  const events: Session['events'] = new EventEmitter()
  const stop = new AbortController()

  const connect = async (): Promise<Connection> => {
    const client = new pg.Client(connectionOptions(url))
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    client.on('error', (cause) => {
      log.warn({ err: cause }, 'the connection to the database broke')
      leave(client)
    })
    client.on('end', () => end())
    client.on('notification', ({ payload = '' }) => events.emit('notice', payload))
    try {
      await client.connect()
      // A Unix socket, and a server on another system, has no such settings.
      await client.query(keepAlive).catch(() => undefined)
      await client.query(`listen ${channel}`)
    } catch (cause) {
      leave(client)
      throw cause
    }
    let before: Promise<unknown> = Promise.resolve()
    const ask: Connection['ask'] = (text, values) => {
      const answer = before.then(() => client.query(text, values))
      before = answer.catch(() => undefined)
      return answer
    }
    return { client, ended, ask }
  }

  const connectAgain = async (): Promise<Connection | null> => {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      // While there is no connection nothing else may keep the process, which then would end without a word.
      await sleep(pauseMs, undefined, { signal: stop.signal }).catch(() => undefined)
      if (stop.signal.aborted) return null
      const connection = await connect().catch((cause: unknown) => {
        log.warn({ err: cause }, 'the database cannot be reached; it is tried again')
        return null
      })
      if (connection) return connection
    }
  }

  let connection: Connection | null = await connect().catch(throwPostgresFault)
  let next = Promise.withResolvers<Connection>()

  const keep = async (): Promise<void> => {
    while (connection) {
      await connection.ended
      connection = null
      events.emit('lost')
      connection = await connectAgain()
      if (!connection) return
      next.resolve(connection)
      next = Promise.withResolvers<Connection>()
      events.emit('again')
    }
  }

  const beat = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await sleep(beatMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined)
      const asked = connection
      const tooLong = sleep(beatMs, 'silent' as const, { ref: false })
      const answer = await Promise.race([asked?.ask('select 1').catch(() => 'silent' as const), tooLong])
      if (asked && answer === 'silent') leave(asked.client)
    }
  }

  const kept = keep()
  void beat()

  const connected = async (): Promise<Connection> => {
    if (connection) return connection
    const tooLong = sleep(patienceMs, null, { ref: false })
    const made = await Promise.race([next.promise, tooLong])
    if (!made) throw new MoodreelError('storage_unavailable', say('failure.databaseFault'))
    return made
  }

  return {
    events,
    query: async (text, values = []) => (await connected()).ask(text, values).catch(throwPostgresFault),
    current: () => connection?.client ?? null,
    async close() {
      stop.abort()
      await connection?.client.end()
      await kept
    },
  }
}

/** What is left on the way does not matter any more. */
const leave = (client: pg.Client): void => void client.end().catch(() => undefined)
