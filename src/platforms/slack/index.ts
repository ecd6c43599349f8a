import { setTimeout as sleep } from 'node:timers/promises'
import type { Hono } from 'hono'
import type { Clock } from '../../core/clock.ts'
import type { Command } from '../../core/command.ts'
import { MoodreelError } from '../../core/errors.ts'
import type { Inbox } from '../../core/inbox.ts'
import type { Log } from '../../core/log.ts'
import type { MediaStore } from '../../core/media-store.ts'
import type { Memory } from '../../core/memory.ts'
import type { Model } from '../../core/model.ts'
import type { ClipAt } from '../../core/options/find-clip.ts'
import type { InvocationHandler, LanguageOf, Platform } from '../../core/platform.ts'
import type { RefusalIn } from '../../core/policy/serves.ts'
import type { TemplatesOf } from '../../core/template.ts'
import type { Language } from '../../core/words/languages.ts'
import { say } from '../../core/words/sentence.ts'
import { createSlackApi } from './api.ts'
import { knowCommands } from './commands/known-commands.ts'
import { createConversations } from './conversations.ts'
import { createHttpReceiver } from './gateway/http-receiver.ts'
import { KeptApp } from './gateway/kept-app.ts'
import { createSockets } from './gateway/sockets.ts'
import { createMembers } from './members.ts'
import type { Place } from './place.ts'
import { createCovers } from './post/covers.ts'
import { createFiles } from './post/files.ts'
import { createLadder } from './post/ladder.ts'
import { createPostOnce } from './post/messages.ts'
import { createPacer } from './post/pacer.ts'
import { createPatience } from './post/patience.ts'
import { createThreads } from './post/threads.ts'
import { createUploads } from './post/uploads.ts'
import { createHome } from './receive/home.ts'
import { ensureScopes, hasScopes, type Identity, readIdentity, waitForIdentity } from './receive/identity.ts'
import { createHearing } from './receive/invocations.ts'
import { callerIn, isForOrganisation, type PlaceIn, placeIn } from './receive/payload.ts'
import { receive } from './receive/receive.ts'
import { receiveMessages } from './receive/receive-messages.ts'
import { createReplies } from './receive/reply.ts'
import { slackLog } from './slack-log.ts'

/** Slack takes files of up to 1 GB. */
const fileLimitBytes = 1_000_000_000
const messageIntervalMs = 1000
/** A start waits no longer for Slack: clips that are ready go to their threads meanwhile. */
const startPatienceMs = 10_000
const lookWaitsMs = [250, 500, 1000, 2000, 3000, 5000, 5000, 10_000, 15_000, 20_000]

export interface SlackOptions {
  botToken: string
  /** Present: Socket Mode. */
  appToken?: string | undefined
  /** Without `appToken`: Slack calls `POST /slack/events`, and signs with this. */
  signingSecret?: string | undefined
  /** Such as `https://slack.com/api/`. */
  apiUrl: string
  commands: readonly Command[]
  /** The catalogue as it is now. */
  models(): readonly Model[]
  /** The names of a workspace's templates, for the menu of a form. */
  templatesOf: TemplatesOf
  languageOf: LanguageOf
  /** What a message of ours is about, which its buttons and its files do not tell; nothing when absent. */
  clipAt?: ClipAt | undefined
  /** Where nothing is done; nowhere when absent. */
  refusalIn?: RefusalIn | undefined
  mediaStore: MediaStore
  memory: Memory
  inbox: Inbox
  clock: Clock
  log: Log
  /** How seldom messages go into one channel, in milliseconds; a second when absent. */
  messageIntervalMs?: number | undefined
  /** The pauses between looks for a file that Slack was given, in milliseconds; about a minute in all when absent. */
  lookWaitsMs?: readonly number[] | undefined
  /** The first pause before a read is asked for again, in milliseconds; a fifth of a second when absent. */
  readPauseMs?: number | undefined
  /** How far apart the two sockets are begun, in milliseconds; ten minutes when absent. */
  socketsApartMs?: number | undefined
  /** How long a new socket may take to be greeted, in milliseconds; half a minute when absent. */
  socketHelloMs?: number | undefined
}

/** Slack, by Socket Mode or by requests to `routes`. */
export interface SlackPlatform extends Platform {
  /** To be served by the HTTP listener; only in HTTP mode. */
  routes?: Hono | undefined
  /** Since when nothing of Slack can be heard, in milliseconds; null while it can, and always in HTTP mode. */
  disconnectedSince(): number | null
}

/**
 * Throws MoodreelError `bad_config` when neither mode is set up, and from `start` when Slack refuses a token.
 */
export const createSlackPlatform = (options: SlackOptions): SlackPlatform => {
  const { botToken, appToken, signingSecret, apiUrl, commands, models, templatesOf, mediaStore, memory, inbox, clock } = options
  const log = options.log.child({ platform: 'slack' })
  const api = createSlackApi({ botToken, apiUrl, log, readPauseMs: options.readPauseMs })
  const stopped = new AbortController()
  let identity: Identity | null = null
  const files = createFiles(api, { botToken, apiUrl })
  const members = createMembers({ api, clock, log, organisation: () => (identity?.orgWide ? identity.organisation : null) })
  const patience = createPatience({ memory, clock })
  const uploads = createUploads({ api, apiUrl, mediaStore, memory, patience, log, lookWaitsMs: options.lookWaitsMs ?? lookWaitsMs })
  const languageOf = async ({ user, team }: Place): Promise<Language> => {
    const { locale, ...member } = await members.of(user, team)
    return options.languageOf({ platform: 'slack', workspace: team, member, locale })
  }
  const replies = createReplies({
    api,
    uploads,
    commands,
    models,
    templatesOf,
    refusalIn: options.refusalIn ?? (() => null),
    languageOf,
    log,
  })
  const hearing = createHearing({ members, files, replies, log })
  const home = createHome({ api, hearing, commands, languageOf })
  const http = !appToken && signingSecret ? createHttpReceiver({ signingSecret, clock, log }) : undefined
  let onBroken = (error: MoodreelError): void => log.error({ err: error }, 'Slack is heard no more')
  const sockets = appToken
    ? createSockets({
        appToken,
        apiUrl,
        clock,
        log,
        onBroken: (error) => onBroken(error),
        apartMs: options.socketsApartMs,
        helloMs: options.socketHelloMs,
      })
    : undefined
  const receiver = sockets ?? http
  if (!receiver) throw new MoodreelError('bad_config', 'Slack needs SLACK_APP_TOKEN or SLACK_SIGNING_SECRET; set one of them.')
  const ensureAllowed = async (): Promise<void> => {
    // Asked anew after a refusal: it may have been installed again, with more scopes and the same token.
    if (!identity || !hasScopes(identity)) identity = await readIdentity(api)
    ensureScopes(identity)
  }

  const pacer = createPacer(options.messageIntervalMs ?? messageIntervalMs)
  const conversations = createConversations({ api, memory })
  const threads = createThreads({
    api,
    patience,
    uploads,
    covers: createCovers({ uploads, memory, log }),
    members,
    conversations,
    postOnce: createPostOnce({ api, conversations, pacer }),
    climb: createLadder({ memory, patience, clock, log }),
    pacer,
    log,
    ensureAllowed,
  })

  let isListening = false

  /** Resolves when Slack knows us and hears us, however long that takes. */
  const listen = async (handler: InvocationHandler): Promise<void> => {
    const me = await waitForIdentity(api, log, stopped.signal).catch((cause: unknown) => {
      throw cannotStart('SLACK_BOT_TOKEN', cause)
    })
    identity = me
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
      { inbox, hearing, clock, log },
    )
    app.error(async ({ error, body }: { error: Error; body: unknown }) => {
      log.error({ err: error }, 'an event of Slack failed')
      const caller = callerIn(body, clock.now())
      if (caller) await replies.say(caller, say('common.broken'))
    })
    // An app of one team works for that team alone, whatever the home of somebody is who speaks in a channel shared with another.
    const placeOf: PlaceIn = (body, where) => ({
      ...placeIn(body, where),
      ...(me.orgWide || isForOrganisation(body) ? {} : { team: me.team }),
    })
    const listening = { known: knowCommands(commands), commands, models, templatesOf, api, hearing, replies, home, placeIn: placeOf, clock }
    receive(app, listening)
    receiveMessages(app, { ...listening, botUserId: me.botUserId, clipAt: options.clipAt ?? (async () => null) })
    hearing.start(handler)
    app.resume()
    await receiver.start().catch((cause: unknown) => {
      throw cannotStart('SLACK_APP_TOKEN', cause)
    })
    log.info({ team: me.team, mode: appToken ? 'socket' : 'http' }, 'Slack is connected')
    isListening = true
  }

  return {
    name: 'slack',
    editIntervalMs: 3000,
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
      await hearing.stop()
    },

    ...threads,
    fileLimitBytes: async () => fileLimitBytes,
    openAttachment: (attachment, signal) => files.open(attachment, signal),
  }
}

const cannotStart = (variable: string, cause: unknown): MoodreelError =>
  new MoodreelError('bad_config', `Slack did not let Moodreel in; check ${variable} with npm run slack:doctor.`, { cause })
