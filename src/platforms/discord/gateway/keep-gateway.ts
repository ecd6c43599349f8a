import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { SessionInfo } from '@discordjs/ws'
import { type APIGatewayBotInfo, type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../../core/clock.ts'
import type { MoodreelError } from '../../../core/errors.ts'
import type { Locks } from '../../../core/locks.ts'
import type { Log } from '../../../core/log.ts'
import { logFields } from '../api-errors.ts'
import { pause, pauseMs, stableMs } from '../pauses.ts'
import type { AnswerOutcome, FirstAnswers } from '../receive/first-answer.ts'
import type { FromThread, ThreadStart, ToThread } from './gateway-messages.ts'
import { holdWhenFree } from './hold-when-free.ts'
import { rangeName, type ShardRange, shardsIn } from './shard-range.ts'
import { refusedForGood, startError } from './start-error.ts'

/** How long the connections may take to say goodbye. */
const farewellMs = 1_000
/**
 * So far apart two shards of one bucket IDENTIFY, and a little more for the way:
 * https://docs.discord.com/developers/events/gateway#sharding-max-concurrency
 */
const identifyIntervalMs = 5_250
/** The database that tells whose turn it is to IDENTIFY is away. */
const askAgainMs = 1_000

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
  locks: Locks
  /** The shards of this process; all that Discord recommends when absent. */
  shards: ShardRange | undefined
  /** How far apart shards of one bucket IDENTIFY, in milliseconds; as Discord wants it when absent. */
  identifyIntervalMs?: number | undefined
  clock: Clock
  log: Log
  /** From now on it is this process that listens: what another one left is to be looked for. */
  onTurn(): void
  onDispatch(event: string, data: unknown): void
  onAnswer(outcome: AnswerOutcome): void
  /** The thread is gone, and with it what became of first answers that were under way. */
  onThreadEnd(): void
  /** Discord will not have the bot back; nothing is tried any more. */
  onBroken(error: MoodreelError): void
}

/**
 * Keeps the gateway's thread running: asks Discord where the gateway is, starts the thread, and starts it again with the sessions
 * it had when it ends, after growing pauses. Of several processes for the same shards one does so, and the others stand by until it is
 * gone. Nothing that Discord does makes this throw.
 */
export const createGatewayKeeper = (options: GatewayKeeperOptions) => {
  const { rest, token, intents, answers, events, locks, shards: range, clock, log } = options
  const name = `discord:${rangeName(range)}`
  const stop = new AbortController()
  const firstOutcome = Promise.withResolvers<void>()
  const identifying = locks.keyed('discord-identify')
  const sessions = new Map<number, SessionInfo>()
  const connected = new Set<number>()
  let shards: readonly number[] = [0]
  let disconnectedSince: number | null = 0
  let isStandby = false
  let applicationId: string | null = null
  let user: string | null = null
  let thread: Worker | null = null
  let kept = Promise.resolve()

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
    if (connected.size < shards.length) return
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

  /** Discord counts the IDENTIFYs of all processes together, by bucket. */
  const letIdentify = async (worker: Worker, shard: number, buckets: number): Promise<void> => {
    while (thread === worker) {
      const outcome = await identifying(String(shard % buckets), async () => {
        if (thread !== worker) return
        worker.postMessage({ op: 'identify', shard } satisfies ToThread)
        await sleep(options.identifyIntervalMs ?? identifyIntervalMs, undefined, { ref: false })
      }).catch((error: unknown) => ({ error }))
      if (!outcome) return
      log.warn({ err: outcome.error, shard }, 'the database does not tell when a shard may begin; it is asked again')
      await pause(askAgainMs, stop.signal)
    }
  }

  const hear = (message: Exclude<FromThread, { op: 'identify' }>): void => {
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

  const ask = async (signal: AbortSignal): Promise<APIGatewayBotInfo> => {
    const information = informationSchema.parse(await rest.get(Routes.gatewayBot(), { signal }))
    shards = shardsIn(range, information.shards)
    const count = range?.count ?? information.shards
    for (const [shard, session] of sessions) if (session.shardCount !== count) sessions.delete(shard)
    return { ...information, shards: count }
  }

  /** IDENTIFYs that Discord does not allow would reset the token. */
  const awaitStarts = async ({ session_start_limit: limit }: APIGatewayBotInfo, signal: AbortSignal): Promise<void> => {
    if (limit.remaining >= shards.length - sessions.size) return
    log.error({ ...limit, pauseMs: limit.reset_after }, 'Discord allows no more starts today; stop whatever restarts the bot')
    firstOutcome.resolve()
    await pause(limit.reset_after, signal)
  }

  const end = async (worker: Worker, ended: AbortSignal): Promise<void> => {
    worker.postMessage({ op: stop.signal.aborted ? 'close' : 'leave' } satisfies ToThread)
    await pause(farewellMs, ended)
    await worker.terminate()
  }

  /** Resolves when the thread ended, with the reason where it was a fault. */
  const runThread = async (information: APIGatewayBotInfo, signal: AbortSignal): Promise<unknown> => {
    const start: ThreadStart = { token, intents, information, shards, answers, events, user, sessions }
    // Without a limit for its heap: a JSON text that reaches it would end the whole process, not the thread alone.
    const worker = new Worker(fileURLToPath(new URL('./gateway-thread.ts', import.meta.url)), { workerData: start })
    thread = worker
    const ended = new AbortController()
    const { promise: exit, resolve: exited } = Promise.withResolvers<void>()
    let fault: unknown
    worker.on('message', (message: FromThread) => {
      if (message.op !== 'identify') hear(message)
      else void letIdentify(worker, message.shard, information.session_start_limit.max_concurrency)
    })
    worker.on('error', (error) => {
      fault = error
    })
    worker.on('exit', () => exited())
    const leave = (): void => void end(worker, ended.signal)
    signal.addEventListener('abort', leave)
    await exit
    signal.removeEventListener('abort', leave)
    ended.abort()
    thread = null
    loseAll()
    options.onThreadEnd()
    return fault
  }

  /** Keeps the thread running as long as it is our turn. */
  const keepThread = async (signal: AbortSignal): Promise<void> => {
    for (let tries = 0; !signal.aborted; tries += 1) {
      const startedAt = clock.now()
      let waitMs = pauseMs(tries, true)
      try {
        const information = await ask(signal)
        await awaitStarts(information, signal)
        if (signal.aborted) return
        const fault = await runThread(information, signal)
        if (signal.aborted) return
        if (clock.now() - startedAt >= stableMs) tries = 0
        log.error({ err: fault, pauseMs: waitMs }, 'the thread of Discord’s gateway ended; it is started again after the pause')
      } catch (cause) {
        if (signal.aborted) return
        const error = startError(cause)
        if (error.code === 'bad_config') return fail(error)
        waitMs = pauseMs(tries, false)
        log.warn({ ...logFields(cause), pauseMs: waitMs }, error.userMessage)
      }
      firstOutcome.resolve()
      await pause(waitMs, signal)
    }
  }

  const standBy = (): void => {
    if (!isStandby) log.info({ name }, 'another process listens to Discord; this one takes over when it is gone')
    isStandby = true
    firstOutcome.resolve()
  }

  const keep = async (): Promise<void> => {
    for (;;) {
      const held = await holdWhenFree(name, { locks, signal: stop.signal, onBusy: standBy, log })
      if (!held) return
      if (isStandby) disconnectedSince = clock.now()
      isStandby = false
      options.onTurn()
      await keepThread(AbortSignal.any([stop.signal, held.lost]))
      if (held.lost.aborted) log.warn({ name }, 'the connection to the database was lost, and with it the right to listen to Discord')
      await held.release().catch((error: unknown) => log.warn({ err: error, name }, 'a name could not be given back'))
    }
  }

  return {
    /** As `Platform.disconnectedSince`; every shard counts. Null for a standby: another process hears. */
    disconnectedSince: (): number | null => (isStandby ? null : disconnectedSince),

    /** The id of our application, once Discord told it. */
    applicationId: (): string | null => applicationId,

    /**
     * Resolves when every shard is connected, when something went wrong and is tried again, or when another process listens. Throws
     * MoodreelError `bad_config` when Discord refuses the bot for good.
     */
    open(): Promise<void> {
      kept = keep()
      return firstOutcome.promise
    },

    async close(): Promise<void> {
      stop.abort()
      await kept
    },
  }
}
