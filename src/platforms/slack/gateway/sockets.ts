import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '@slack/bolt'
import { webApi } from '@slack/bolt'
import type { Clock } from '../../../core/clock.ts'
import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import { deadToken, kindOf, slackCode } from '../refusal.ts'
import { openSocket, type Socket } from './socket.ts'

/** Slack gives each payload to one of them; while one is renewed, the other takes it. */
const socketCount = 2
/** How long each thing takes, in milliseconds. */
export interface SocketTimes {
  /** The pauses between two tries to open a connection; the last one stays. */
  pauses: readonly number[]
  /** A connection lives for some hours: begun so far apart, two are never renewed in one moment. */
  apart: number
  /** What was given to an old connection is acknowledged on it. */
  lastAcks: number
  /** A connection that has not said hello by then is given up. */
  hello: number
}
const usualTimes: SocketTimes = {
  pauses: [500, 1000, 2000, 4000, 8000, 16_000, 30_000],
  apart: 10 * 60_000,
  lastAcks: 3000,
  hello: 30_000,
}
/** So often one after the other, a refusal of the token is for good; and one that nobody knows the meaning of. */
const refusalsForGood = { definite: 5, unknown: 10 }

/** What Slack says when it opens no socket until somebody changes something. https://docs.slack.dev/reference/methods/apps.connections.open */
const definite: ReadonlySet<string> = new Set([
  ...deadToken,
  'missing_scope',
  'no_permission',
  'access_denied',
  'user_removed_from_team',
  'team_disabled',
  'forbidden_team',
])

export interface SocketsOptions {
  appToken: string
  apiUrl: string
  clock: Clock
  log: Log
  /** Called once when no socket is open and Slack refuses to open one for good. */
  onBroken(error: MoodreelError): void
  /** Where they are not the usual ones. */
  times?: Partial<SocketTimes> | undefined
}

/** Socket Mode by several connections that are one receiver to Bolt. */
export interface Sockets {
  init(app: App): void
  /** Resolves when a socket is open. Throws what Slack says when it refuses the token; anything else is tried again. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Since when no socket is open, in milliseconds; null while one is, and before the start. */
  disconnectedSince(): number | null
}

interface Line {
  index: number
  open: Socket | null
  openedAt: number
}

export const createSockets = (options: SocketsOptions): Sockets => {
  const { clock, log } = options
  const times = { ...usualTimes, ...options.times }
  const lines: Line[] = Array.from({ length: socketCount }, (_, index) => ({ index, open: null, openedAt: 0 }))
  const stopped = new AbortController()
  let app: App | null = null
  let since: number | null = null
  let isBroken = false
  let opening: Promise<unknown> = Promise.resolve()

  /** One after the other: the next one is begun when the one before it is open or was refused. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = opening.then(work)
    opening = done.catch(() => undefined)
    return done
  }

  const openFor = async (line: Line): Promise<Socket> => {
    const theApp = app
    if (!theApp) throw new MoodreelError('internal', 'The sockets were started before the app was there.')
    const socket = await inTurn(() => {
      stopped.signal.throwIfAborted()
      return openSocket(theApp, { ...options, helloMs: times.hello })
    })
    if (stopped.signal.aborted) await socket.close()
    stopped.signal.throwIfAborted()
    line.open = socket
    line.openedAt = clock.now()
    since = null
    void socket.lost.then(() => {
      if (line.open === socket) lose(line)
    })
    return socket
  }

  const lose = (line: Line): void => {
    line.open = null
    if (since === null && lines.every(({ open }) => open === null)) since = clock.now()
  }

  /** Opens a socket, however often that takes. Throws at the start for what somebody must change, and when all is stopped. */
  const connect = async (line: Line, isFirst: boolean): Promise<Socket> => {
    for (let refusals = 0, round = 0; ; round += 1) {
      try {
        return await openFor(line)
      } catch (error) {
        stopped.signal.throwIfAborted()
        const code = slackCode(error)
        const kind = definite.has(code ?? '') ? 'definite' : kindOf(error) === 'later' ? 'passing' : 'unknown'
        if (isFirst && kind === 'definite') throw error
        refusals = kind === 'passing' ? 0 : refusals + 1
        log.warn({ err: error, socket: line.index, code }, 'Slack did not open a socket; it is tried again')
        if (kind !== 'passing' && refusals >= refusalsForGood[kind] && since !== null && !isBroken) {
          isBroken = true
          options.onBroken(refusedForGood(error))
        }
        const asked = error instanceof webApi.WebAPIRateLimitedError ? error.retryAfter * 1000 : 0
        await sleep(Math.max(asked, times.pauses[Math.min(round, times.pauses.length - 1)] ?? 0), undefined, { signal: stopped.signal })
      }
    }
  }

  /** Resolves when a socket that was begun soon after another has lived long enough to be begun again, apart from it. */
  const tooClose = async (line: Line, signal: AbortSignal): Promise<string> => {
    const isClose = lines.some(
      ({ open, openedAt }) => open && open !== line.open && openedAt <= line.openedAt && line.openedAt - openedAt < times.apart,
    )
    if (!isClose) return new Promise(() => undefined)
    await sleep(times.apart, undefined, { signal, ref: false })
    return 'to be apart from the other one'
  }

  /** Keeps one socket open until all is stopped: the next one is there before the old one goes. */
  const keepOpen = async (line: Line, first: Socket): Promise<void> => {
    for (let socket = first; ; ) {
      const waiting = new AbortController()
      const signal = AbortSignal.any([waiting.signal, stopped.signal])
      const reason = await Promise.race([socket.asked, socket.lost.then(() => 'it was closed'), tooClose(line, signal)])
      waiting.abort()
      stopped.signal.throwIfAborted()
      log.info({ socket: line.index, reason }, 'a socket of Slack is renewed')
      const next = await connect(line, false)
      void retire(socket)
      socket = next
    }
  }

  const retire = async (old: Socket): Promise<void> => {
    await sleep(times.lastAcks, undefined, { signal: stopped.signal }).catch(() => undefined)
    await old.close()
  }

  const run = async (line: Line, isFirst: boolean, opened: () => void): Promise<void> => {
    const first = await connect(line, isFirst)
    opened()
    await keepOpen(line, first)
  }

  return {
    init(theApp) {
      app = theApp
    },
    async start() {
      since = clock.now()
      const begun = lines.map(async (line) => {
        const { promise, resolve, reject } = Promise.withResolvers<void>()
        run(line, line.index === 0, resolve).catch((error: unknown) => {
          reject(error)
          if (!stopped.signal.aborted) log.error({ err: error, socket: line.index }, 'a socket of Slack is kept open no more')
        })
        await promise
      })
      await Promise.race([Promise.all(begun), begun[0]?.then(() => opening)])
    },
    async stop() {
      stopped.abort()
      await Promise.all(lines.map(({ open }) => open?.close()))
    },
    disconnectedSince: () => since,
  }
}

const refusedForGood = (cause: unknown): MoodreelError =>
  new MoodreelError('bad_config', 'Slack does not let Moodreel listen any more; check SLACK_APP_TOKEN with npm run slack:doctor.', {
    cause,
  })
