import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '@slack/bolt'
import type { Hono } from 'hono'
import type { Clock } from '../../../core/clock.ts'
import { MoodreelError } from '../../../core/errors.ts'
import type { Inbox } from '../../../core/inbox.ts'
import type { Log } from '../../../core/log.ts'
import type { InvocationHandler } from '../../../core/platform.ts'
import { say } from '../../../core/words/sentence.ts'
import type { Identity, KnownIdentity } from '../receive/identity.ts'
import type { Invocations } from '../receive/invocations.ts'
import { callerIn } from '../receive/payload.ts'
import type { Replies } from '../receive/reply.ts'
import { slackLog } from '../slack-log.ts'
import { createHttpReceiver } from './http-receiver.ts'
import { KeptApp } from './kept-app.ts'
import { createSockets, type SocketTimes } from './sockets.ts'

/** A start waits no longer for Slack: clips that are ready go to their threads meanwhile. */
const startPatienceMs = 10_000
/** How soon somebody goes on with what another process left. */
const usualLookMs = 3_000

export interface ConnectionOptions {
  botToken: string
  /** Present: Socket Mode. */
  appToken?: string | undefined
  /** Without `appToken`: Slack calls `POST /slack/events`, and signs with this. */
  signingSecret?: string | undefined
  apiUrl: string
  inbox: Inbox
  /** Whether other processes may work for the same app. */
  isShared: boolean
  /** How often what they left is looked for, in milliseconds; every three seconds when absent. */
  lookMs?: number | undefined
  clock: Clock
  log: Log
  socketTimes?: Partial<SocketTimes> | undefined
}

/** How Slack reaches us: by sockets, or by requests to `routes`. */
export interface Connection {
  /** To be served by the HTTP listener; only in HTTP mode. */
  routes: Hono | undefined
  /** Since when nothing of Slack arrives, in milliseconds; 0 before it ever did, null while it does, and always in HTTP mode. */
  disconnectedSince(): number | null
  /**
   * Begins to listen; where Slack does not answer within seconds, it goes on in the background. Throws MoodreelError `bad_config` when
   * Slack refuses a token, and calls `onBroken` with such an error when it does so later.
   */
  start(handler: InvocationHandler, onBroken?: (error: MoodreelError) => void): Promise<void>
  stop(): Promise<void>
}

/** Throws MoodreelError `bad_config` when neither mode is set up. `register` tells Bolt what is listened to. */
export const createConnection = (
  options: ConnectionOptions,
  tools: { identity: KnownIdentity; invocations: Invocations; replies: Replies; register(app: App, me: Identity): void },
): Connection => {
  const { botToken, appToken, signingSecret, apiUrl, inbox, isShared, lookMs = usualLookMs, clock, log } = options
  const { identity, invocations, replies } = tools
  const stopped = new AbortController()
  let isListening = false
  let onBroken = (error: MoodreelError): void => log.error({ err: error }, 'nothing of Slack arrives any more')

  const http = !appToken && signingSecret ? createHttpReceiver({ signingSecret, clock, log }) : undefined
  const sockets = appToken
    ? createSockets({
        appToken,
        apiUrl,
        clock,
        log,
        onBroken: (error) => onBroken(error),
        times: options.socketTimes,
      })
    : undefined
  const receiver = sockets ?? http
  if (!receiver) throw new MoodreelError('bad_config', 'Slack needs SLACK_APP_TOKEN or SLACK_SIGNING_SECRET. Set one of them.')

  const createApp = (me: Identity): KeptApp => {
    const app = new KeptApp(
      {
        receiver,
        // Known already, so that no event waits for Slack to say it again.
        authorize: async () => ({ botToken, botId: me.botId, botUserId: me.botUserId }),
        logger: slackLog(log),
        convoStore: false,
        extendedErrorHandler: true,
        clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 } },
      },
      { inbox, invocations, clock, log },
    )
    app.error(async ({ error, body }: { error: Error; body: unknown }) => {
      log.error({ err: error }, 'an event of Slack failed')
      const caller = callerIn(body, clock.now())
      if (caller) await replies.say(caller, say('common.broken'))
    })
    return app
  }

  /** Resolves when Slack knows us and reaches us, however long that takes. */
  const listen = async (handler: InvocationHandler): Promise<void> => {
    const me = await identity.wait(stopped.signal).catch((cause: unknown) => {
      throw cannotStart('SLACK_BOT_TOKEN', cause)
    })
    const app = createApp(me)
    tools.register(app, me)
    invocations.start(handler)
    await resume(app)
    await receiver.start().catch((cause: unknown) => {
      throw cannotStart('SLACK_APP_TOKEN', cause)
    })
    log.info({ team: me.team, mode: appToken ? 'socket' : 'http' }, 'Slack is connected')
    isListening = true
    if (isShared) void resumeOnAndOn(app)
  }

  /** Other processes may end at any time. */
  const resumeOnAndOn = async (app: KeptApp): Promise<void> => {
    for (;;) {
      await sleep(lookMs, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined)
      if (stopped.signal.aborted) return
      await resume(app)
    }
  }

  /** A shared database may be away for a moment; it is looked into again soon. */
  const resume = (app: KeptApp): Promise<void> =>
    app.resume().catch((error: unknown) => {
      if (!isShared) throw error
      log.warn({ err: error }, 'what other processes left cannot be read')
    })

  return {
    routes: http?.routes,
    disconnectedSince: () => (isListening ? (sockets?.disconnectedSince() ?? null) : 0),

    async start(handler, broken) {
      if (broken) onBroken = broken
      const patience = new AbortController()
      let isPatient = true
      const listening = listen(handler)
      listening.catch((error: unknown) => {
        if (!isPatient && !stopped.signal.aborted && error instanceof MoodreelError) onBroken(error)
      })
      const outOfPatience = sleep(startPatienceMs, undefined, { signal: patience.signal }).catch(() => undefined)
      await Promise.race([listening, outOfPatience]).finally(() => {
        isPatient = false
        patience.abort()
      })
    },

    async stop() {
      stopped.abort()
      await receiver.stop()
      await invocations.stop()
    },
  }
}

const cannotStart = (variable: string, cause: unknown): MoodreelError =>
  new MoodreelError('bad_config', `Slack did not let Moodreel in. Check ${variable} with npm run slack:doctor.`, { cause })
