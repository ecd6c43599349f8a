import type { App } from '@slack/bolt'
import type { Hono } from 'hono'
import type { Command } from '../../core/command.ts'
import type { Settings } from '../../core/kept.ts'
import type { Locks } from '../../core/locks.ts'
import type { MediaStore } from '../../core/media-store.ts'
import type { Memory } from '../../core/memory.ts'
import type { Model } from '../../core/model.ts'
import type { ClipAt } from '../../core/options/find-clip.ts'
import type { LanguageOf, Platform, PriceOf } from '../../core/platform.ts'
import type { RefusalIn } from '../../core/policy/serves.ts'
import type { TemplatesOf } from '../../core/template.ts'
import type { Language } from '../../core/words/languages.ts'
import { createSlackApi } from './api.ts'
import { createConversations } from './conversations.ts'
import { type ConnectionOptions, createConnection } from './gateway/connection.ts'
import { createMembers } from './members.ts'
import { createPermalink, readMessageLink } from './message-link.ts'
import { type Origin, originInThread } from './origin.ts'
import { createCovers } from './post/covers.ts'
import { createEdit } from './post/edit.ts'
import { createFiles } from './post/files.ts'
import { createLadder } from './post/ladder.ts'
import { createPostOnce } from './post/messages.ts'
import { createPacer } from './post/pacer.ts'
import { createPatience } from './post/patience.ts'
import { createRevise } from './post/revise.ts'
import { createThreads } from './post/threads.ts'
import { createTryChannel } from './post/try-channel.ts'
import { createUploads } from './post/uploads.ts'
import { createAskPrice } from './receive/ask-price.ts'
import { createFormChanges } from './receive/form-changes.ts'
import { createHome } from './receive/home.ts'
import { createKnownIdentity, type Identity } from './receive/identity.ts'
import { createInvocations } from './receive/invocations.ts'
import { createIsFirst } from './receive/is-first.ts'
import { originInTeam } from './receive/payload.ts'
import { receive } from './receive/receive.ts'
import { receiveMessages } from './receive/receive-messages.ts'
import { createReplace } from './receive/replace.ts'
import { createReplies } from './receive/reply.ts'
import { createSentForms } from './receive/sent-forms.ts'
import { createRoles } from './roles.ts'

/** Slack takes files of up to 1 GB. */
const fileLimitBytes = 1_000_000_000
const messageIntervalMs = 1000
const lookWaitsMs = [250, 500, 1000, 2000, 3000, 5000, 5000, 10_000, 15_000, 20_000]

export interface SlackOptions extends ConnectionOptions {
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
  /** What a form would cost as it stands; nobody knows when absent. */
  priceOf?: PriceOf | undefined
  mediaStore: MediaStore
  memory: Memory
  locks: Pick<Locks, 'keyed'>
  /** Where a form that came to nothing outlives a restart. */
  settings?: Settings | undefined
  /** How seldom messages go into one channel, in milliseconds; a second when absent. */
  messageIntervalMs?: number | undefined
  /** The pauses between looks for a file that Slack was given, in milliseconds; about a minute in all when absent. */
  lookWaitsMs?: readonly number[] | undefined
  /** The first pause before a read is asked for again, in milliseconds; a fifth of a second when absent. */
  readPauseMs?: number | undefined
}

/** Slack, by Socket Mode or by requests to `routes`. */
export interface SlackPlatform extends Platform {
  /** To be served by the HTTP listener; only in HTTP mode. */
  routes: Hono | undefined
  /** Since when nothing of Slack arrives, in milliseconds; null while it does, and always in HTTP mode. */
  disconnectedSince(): number | null
}

/**
 * Throws MoodreelError `bad_config` when neither mode is set up, and from `start` when Slack refuses a token.
 */
export const createSlackPlatform = (options: SlackOptions): SlackPlatform => {
  const { botToken, apiUrl, commands, models, templatesOf, mediaStore, memory, inbox, locks, isShared, settings, clock } = options
  const { clipAt = async () => null, refusalIn = () => null, priceOf = async () => null } = options
  const log = options.log.child({ platform: 'slack' })
  const api = createSlackApi({ botToken, apiUrl, log, readPauseMs: options.readPauseMs })
  const identity = createKnownIdentity(api, log)
  const members = createMembers({ api, clock, log, organisation: identity.organisation })
  const languageOf = async ({ user, team }: Origin): Promise<Language> => {
    const { locale, ...member } = await members.of(user, team)
    return options.languageOf({ platform: 'slack', workspace: team, member, locale })
  }

  const files = createFiles(api, { botToken, apiUrl })
  const patience = createPatience({ memory, clock })
  const pacer = createPacer(options.messageIntervalMs ?? messageIntervalMs, isShared ? locks.keyed('slack-channel') : null)
  const uploads = createUploads({ api, apiUrl, mediaStore, memory, patience, log, lookWaitsMs: options.lookWaitsMs ?? lookWaitsMs })
  const conversations = createConversations({ api, memory })
  const postOnce = createPostOnce({ api, conversations, pacer })
  const covers = createCovers({ uploads, memory, log })
  const edit = createEdit({ api, covers, members, pacer, log })
  const threads = createThreads({
    ...{ api, patience, uploads, covers, members, conversations, edit, log, ensureAllowed: identity.ensureAllowed },
    postOnce,
    climb: createLadder({ memory, patience, clock, log }),
  })

  const askPrice = createAskPrice({ members, priceOf })
  const addressOf = createPermalink(api)
  const sentForms = createSentForms(settings, log)
  const replies = createReplies({
    ...{ api, uploads, commands, models, templatesOf, refusalIn, languageOf, askPrice, sentForms, addressOf, log },
    replace: createReplace({ apiUrl, log }),
  })
  const invocations = createInvocations({ members, files, replies, isFirst: isShared ? createIsFirst(inbox, log) : async () => true, log })
  const formChanges = createFormChanges({ locks, isShared, settings })
  const home = createHome({
    ...{ api, invocations, commands, languageOf },
    isModerator: async ({ user, team }) => (await members.of(user, team)).moderator,
  })
  const register = (app: App, me: Identity): void => {
    const listening = {
      ...{ commands, models, templatesOf, api, invocations, replies, home, askPrice, formChanges, clock, log },
      originIn: originInTeam(me),
    }
    receive(app, listening)
    receiveMessages(app, { ...listening, botUserId: me.botUserId, clipAt })
  }
  const connection = createConnection({ ...options, log }, { identity, invocations, replies, register })

  return {
    name: 'slack',
    editIntervalMs: 3000,
    stills: 'sheet',
    originIn: originInThread,
    ...connection,
    ...threads,
    revise: createRevise({ uploads, edit, patience, log }),
    tryChannel: createTryChannel({ postOnce }),
    roles: createRoles({ api, organisation: identity.organisation, log }),
    messageAt: readMessageLink,
    messageAddress: (_workspace, ref) => addressOf(ref),
    fileLimitBytes: async () => fileLimitBytes,
    openAttachment: (attachment, signal) => files.open(attachment, signal),
  }
}
