import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { SessionInfo } from '@discordjs/ws'
import { type APIGatewayBotInfo, type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../../core/clock.ts'
import type { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import { logFields } from '../api-errors.ts'
import { pause, pauseMs, stableMs } from '../pauses.ts'
import type { AnswerOutcome, FirstAnswers } from '../receive/first-answer.ts'
import type { FromThread, ThreadStart } from './gateway-messages.ts'
import { refusedForGood, startError } from './start-error.ts'

/** How long the connections may take to say goodbye. */
const farewellMs = 1_000

/** Without the address there is no way; everything else has a value that is safe. */
const count = z.int().nonnegative()
const limitSchema = z.object({
  total: count.catch(1000),
  remaining: count.catch(1000),
  reset_after: count.catch(0),
  max_concurrency: z.int().positive().catch(1),
})
const informationSchema = z.object({
  url: z.url({ protocol: /^wss?$/ }),
  shards: z.int().positive().catch(1),
  session_start_limit: limitSchema.catch(limitSchema.parse({})),
})

export interface GatewayKeeperOptions {
  rest: REST
  token: string
  intents: number
  answers: FirstAnswers
  /** The types of events to hear. */
  events: readonly string[]
  clock: Clock
  log: Log
  onDispatch(event: string, data: unknown): void
  onAnswer(outcome: AnswerOutcome): void
  /** The thread is gone, and with it what became of first answers that were under way. */
  onThreadEnd(): void
  /** Discord will not have the bot back; nothing is tried any more. */
  onBroken(error: MoodreelError): void
}

/**
 * Keeps the gateway's thread running: asks Discord where the gateway is, starts the thread, and starts it again with the sessions
 * it had when it ends, after growing pauses. Nothing that Discord does makes this throw.
 */
export const createGatewayKeeper = (options: GatewayKeeperOptions) => {
  const { rest, token, intents, answers, events, clock, log } = options
  const stop = new AbortController()
  const firstOutcome = Promise.withResolvers<void>()
  const sessions = new Map<number, SessionInfo>()
  const connected = new Set<number>()
  let shardCount = 1
  let disconnectedSince: number | null = 0
  let applicationId: string | null = null
  let user: string | null = null
  let thread: Worker | null = null

  const loseAll = (): void => {
    connected.clear()
    disconnectedSince ??= clock.now()
  }

  const fail = (error: MoodreelError): void => {
    if (stop.signal.aborted) return
    log.error({ err: error }, 'Discord will not have the bot back')
    stop.abort()
    loseAll()
    firstOutcome.reject(error)
    options.onBroken(error)
  }

  const gained = ({ shard, session, application, user: me }: FromThread & { op: 'connected' }): void => {
    applicationId = application ?? applicationId
    user = me ?? user
    if (session) sessions.set(shard, session)
    connected.add(shard)
    log.info({ shard }, 'connected to Discord')
    if (connected.size < shardCount) return
    disconnectedSince = null
    firstOutcome.resolve()
  }

  const lost = ({ op: _, ...how }: FromThread & { op: 'disconnected' }): void => {
    log[connected.has(how.shard) ? 'info' : 'warn'](how, 'the connection to Discord ended; it is made again after the pause')
    if (!how.resumable) sessions.delete(how.shard)
    connected.delete(how.shard)
    disconnectedSince ??= clock.now()
    firstOutcome.resolve()
  }

  const dispatched = ({ shard, sequence, event, data }: FromThread & { op: 'dispatch' }): void => {
    const session = sessions.get(shard)
    // What is written down first comes a moment after what came behind it.
    if (session && sequence > session.sequence) sessions.set(shard, { ...session, sequence })
    options.onDispatch(event, data)
  }

  const hear = (message: FromThread): void => {
    if (message.op === 'dispatch') dispatched(message)
    else if (message.op === 'answer') options.onAnswer(message)
    else if (message.op === 'connected') gained(message)
    else if (message.op === 'disconnected') lost(message)
    else if (message.op === 'refused') fail(refusedForGood(message.code))
    else {
      const { interaction, reason } = message
      log.warn({ interaction, reason }, 'what was said could not be written down; it does not outlive this process')
    }
  }

  const ask = async (): Promise<APIGatewayBotInfo> => {
    const information = informationSchema.parse(await rest.get(Routes.gatewayBot(), { signal: stop.signal }))
    shardCount = information.shards
    for (const [shard, session] of sessions) if (session.shardCount !== shardCount) sessions.delete(shard)
    return information
  }

  /** IDENTIFYs that Discord does not allow would reset the token. */
  const awaitStarts = async ({ shards, session_start_limit: limit }: APIGatewayBotInfo): Promise<void> => {
    if (limit.remaining >= shards - sessions.size) return
    log.error({ ...limit, pauseMs: limit.reset_after }, 'Discord allows no more starts today; stop whatever restarts the bot')
    firstOutcome.resolve()
    await pause(limit.reset_after, stop.signal)
  }

  /** Resolves when the thread ended, with the reason where it was a fault. */
  const runThread = async (information: APIGatewayBotInfo): Promise<unknown> => {
    const start: ThreadStart = { token, intents, information, answers, events, user, sessions }
    // Without a limit for its heap: a JSON text that reaches it would end the whole process, not the thread alone.
    const worker = new Worker(fileURLToPath(new URL('./gateway-thread.ts', import.meta.url)), { workerData: start })
    thread = worker
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    let fault: unknown
    worker.on('message', hear)
    worker.on('error', (error) => {
      fault = error
    })
    worker.on('exit', () => end())
    await ended
    thread = null
    loseAll()
    options.onThreadEnd()
    return fault
  }

  const keep = async (): Promise<void> => {
    for (let tries = 0; !stop.signal.aborted; tries += 1) {
      const startedAt = clock.now()
      let waitMs = pauseMs(tries, true)
      try {
        const information = await ask()
        await awaitStarts(information)
        if (stop.signal.aborted) return
        const fault = await runThread(information)
        if (stop.signal.aborted) return
        if (clock.now() - startedAt >= stableMs) tries = 0
        log.error({ err: fault, pauseMs: waitMs }, 'the thread of Discord’s gateway ended; it is started again after the pause')
      } catch (cause) {
        if (stop.signal.aborted) return
        const error = startError(cause)
        if (error.code === 'bad_config') return fail(error)
        waitMs = pauseMs(tries, false)
        log.warn({ ...logFields(cause), pauseMs: waitMs }, error.userMessage)
      }
      firstOutcome.resolve()
      await pause(waitMs, stop.signal)
    }
  }

  return {
    /** As `Platform.disconnectedSince`; every shard counts. */
    disconnectedSince: (): number | null => disconnectedSince,

    /** The id of our application, once Discord told it. */
    applicationId: (): string | null => applicationId,

    /**
     * Resolves when every shard is connected, or when something went wrong and is tried again. Throws MoodreelError `bad_config`
     * when Discord refuses the bot for good.
     */
    open(): Promise<void> {
      void keep()
      return firstOutcome.promise
    },

    async close(): Promise<void> {
      stop.abort()
      if (!thread) return
      const worker = thread
      const ended = new AbortController()
      worker.once('exit', () => ended.abort())
      worker.postMessage('close')
      await pause(farewellMs, ended.signal)
      await worker.terminate()
    },
  }
}
