import {
  CloseCodes,
  type FetchingStrategyOptions,
  type IContextFetchingStrategy,
  type IIdentifyThrottler,
  type SessionInfo,
  WebSocketShard,
  type WebSocketShardDestroyOptions,
  WebSocketShardDestroyRecovery,
  WebSocketShardEvents,
} from '@discordjs/ws'
import type { GatewaySendPayload } from 'discord.js'

const identify = 2
const minuteMs = 60_000
/** A heartbeat in 41 seconds, one IDENTIFY or RESUME: far fewer than this. Discord itself closes at 120 a minute. */
const sendsAMinute = 30

/** What was on its way when a connection ended is over by then. */
const forgottenMs = 5_000
const lateCallsAtMost = 30

/** How a connection ended, and how far it came. */
export interface ConnectionEnd {
  /** Discord's close code, or ours where we closed. */
  code: number
  reason: string | undefined
  /** Whether its session may be taken up again. */
  keepsSession: boolean
  /** Whether Discord said HELLO. */
  greeted: boolean
  /** Whether an IDENTIFY was used up. */
  identified: boolean
  /** Since when events came, in milliseconds since the epoch; null when it never came to that. */
  openSince: number | null
}

const isWebSocketUrl = (text: unknown): boolean => typeof text === 'string' && /^wss?:$/.test(URL.parse(text)?.protocol ?? '')

/** What one connection of discord.js asks for. The session belongs to it alone, so that a dead one overwrites nothing. */
export class ConnectionContext implements IContextFetchingStrategy {
  readonly options: FetchingStrategyOptions
  session: SessionInfo | null
  readonly #throttler: IIdentifyThrottler

  constructor(options: FetchingStrategyOptions, session: SessionInfo | null, throttler: IIdentifyThrottler) {
    this.options = options
    this.session = session
    this.#throttler = throttler
  }

  retrieveSessionInfo(): SessionInfo | null {
    return this.session
  }

  /** Keeps what can be resumed: a READY may come without its parts. Whether a session is over is decided where its connection ended. */
  updateSessionInfo(_shardId: number, session: SessionInfo | null): void {
    if (!session || typeof session.sessionId !== 'string' || !Number.isInteger(session.sequence)) return
    const { resumeURL } = session
    this.session = { ...session, resumeURL: isWebSocketUrl(resumeURL) ? resumeURL : this.options.gatewayInformation.url }
  }

  waitForIdentify(shardId: number, signal: AbortSignal): Promise<void> {
    return this.#throttler.waitForIdentify(shardId, signal)
  }
}

/**
 * One connection to the gateway, from its first byte to its end. discord.js's own shard connects again by itself, twice a second
 * and for ever, gives up a session when the door is shut for a moment, and waits for ever after close code 4200; this one only ends.
 */
export class Connection extends WebSocketShard {
  readonly ended: Promise<ConnectionEnd>
  readonly #end: (end: ConnectionEnd) => void
  #overAt: number | null = null
  #greeted = false
  #identified = false
  #openSince: number | null = null
  #fault: string | undefined
  #sentAt: number[] = []
  #lateCalls = 0
  #resumeTimer: NodeJS.Timeout | undefined

  constructor(context: ConnectionContext, id: number) {
    super(context, id)
    const { promise, resolve } = Promise.withResolvers<ConnectionEnd>()
    this.ended = promise
    this.#end = resolve
    const opened = (): void => {
      clearTimeout(this.#resumeTimer)
      this.#openSince = Date.now()
    }
    this.on(WebSocketShardEvents.Ready, opened)
    this.on(WebSocketShardEvents.Resumed, opened)
    this.on(WebSocketShardEvents.Error, ({ error }) => {
      this.#fault = error instanceof Error ? error.message : String(error)
    })
    this.on(WebSocketShardEvents.Hello, () => {
      this.#greeted = true
      // As long as for the READY after an IDENTIFY; discord.js itself waits for ever.
      const { readyTimeout } = context.options
      if (context.session && readyTimeout) {
        this.#resumeTimer = setTimeout(() => this.#giveUp('a RESUME was not answered'), readyTimeout)
      }
    })
    // What was missed comes first, and may be much.
    this.on(WebSocketShardEvents.Dispatch, () => this.#openSince ?? this.#resumeTimer?.refresh())
    this.on(WebSocketShardEvents.Closed, ({ code }) => {
      // The one code that discord.js takes for its own, and then does nothing more.
      if (code === CloseCodes.Resuming) this.#over({ code, reason: undefined, keepsSession: true })
    })
  }

  /** Every end comes here, whichever side wants it; `recover` says what discord.js would do next. */
  override async destroy({ recover, ...options }: WebSocketShardDestroyOptions = {}): Promise<void> {
    if (this.#isOver()) return
    // Before HELLO nothing can have happened to the session.
    const keepsSession = recover === WebSocketShardDestroyRecovery.Resume || !this.#greeted
    const code = options.code ?? (keepsSession ? CloseCodes.Resuming : CloseCodes.Normal)
    this.#over({ code, reason: this.#fault ?? options.reason, keepsSession })
    await super.destroy({ ...options, code })
  }

  /** Ends a connection that is made to send without measure: by a HELLO without an interval, or requests in a loop. */
  override async send(payload: GatewaySendPayload): Promise<void> {
    if (this.#isOver()) return
    const now = Date.now()
    this.#sentAt = [...this.#sentAt.filter((at) => now - at < minuteMs), now]
    if (this.#sentAt.length > sendsAMinute) return this.#giveUp('Discord asked for too many payloads')
    if (payload.op === identify) this.#identified = true
    await super.send(payload)
  }

  #giveUp(reason: string): void {
    void this.destroy({ reason, recover: WebSocketShardDestroyRecovery.Reconnect })
  }

  /**
   * Whether it ended before. A heartbeat that discord.js forgot to stop then calls on and on: only the end of the thread stops it,
   * and the main thread starts it again.
   */
  #isOver(): boolean {
    if (this.#overAt === null) return false
    this.#lateCalls += 1
    if (this.#lateCalls > lateCallsAtMost && Date.now() - this.#overAt > forgottenMs) process.exit(1)
    return true
  }

  #over(end: Pick<ConnectionEnd, 'code' | 'reason' | 'keepsSession'>): void {
    this.#overAt ??= Date.now()
    clearTimeout(this.#resumeTimer)
    this.#end({ ...end, greeted: this.#greeted, identified: this.#identified, openSince: this.#openSince })
  }
}
