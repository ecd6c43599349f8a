import type { Clock } from '../../core/clock.ts'
import type { Command } from '../../core/command.ts'
import type { Inbox } from '../../core/inbox.ts'
import type { Settings } from '../../core/kept.ts'
import type { Locks } from '../../core/locks.ts'
import type { Log } from '../../core/log.ts'
import type { MediaStore } from '../../core/media-store.ts'
import type { Model } from '../../core/model.ts'
import type { ClipsOf } from '../../core/options/complete-clip.ts'
import type { ClipAt } from '../../core/options/find-clip.ts'
import type { Platform, PriceOf } from '../../core/platform.ts'
import type { RefusalIn } from '../../core/policy/serves.ts'
import type { PubSub } from '../../core/pub-sub.ts'
import type { TemplatesOf } from '../../core/template.ts'
import { nativeCommands } from './commands/commands.ts'
import { createRegistrar } from './commands/keep-registered.ts'
import { createFileLimit } from './file-limit.ts'
import { createGateway } from './gateway/gateway.ts'
import { createOfferSetUp } from './gateway/offer-set-up.ts'
import type { ShardRange } from './gateway/shard-range.ts'
import { createKeptForms } from './kept-forms.ts'
import { createListener } from './listen.ts'
import { messageAddress, readMessageLink } from './message-link.ts'
import { originIn, originSchema } from './origin.ts'
import { createEdit, createEditMessage, type EditMessage } from './post/edit.ts'
import { createMessages } from './post/messages.ts'
import { createOpenThread } from './post/open-thread.ts'
import { createPostToThread } from './post/post-to-thread.ts'
import { createRemove } from './post/remove.ts'
import { createRenameThread } from './post/rename-thread.ts'
import { createRevise } from './post/revise.ts'
import { createSendPost, type SendPost } from './post/send-post.ts'
import { createTellMember } from './post/tell-member.ts'
import { createTries } from './post/tries.ts'
import { createTryChannel } from './post/try-channel.ts'
import { createChannelOf } from './receive/channel-of.ts'
import { createLocales } from './receive/locales.ts'
import { createMentions } from './receive/mentions.ts'
import { createReceiver } from './receive/receive.ts'
import { isSaidMessage } from './receive/said-message.ts'
import { createOnceRest, createRest, stopTimers, usualRequestsPerSecond } from './rest.ts'
import { createRoles } from './roles.ts'
import { createShare } from './share.ts'
import { threadAddress } from './thread-address.ts'
import { createTurnstile } from './turnstile.ts'

/**
 * A first edit after twenty seconds, then one a minute, and the last: with the first answer, the post, the thread and the clip
 * that makes six requests for a one-minute clip. In between Discord's clients count the estimate down by themselves.
 */
const editIntervalMs = 60_000

export interface DiscordPlatformOptions {
  token: string
  /** The base of the REST API, such as `https://discord.com/api`. */
  apiUrl: string
  /** Registers the commands in this server only. */
  guildId?: string | undefined
  commands: readonly Command[]
  /** The catalogue as it is now. */
  models(): readonly Model[]
  mediaStore: MediaStore
  inbox: Inbox
  locks: Locks
  /** Whether other processes may work for the same bot. */
  isShared: boolean
  /** By which processes learn how many they are; they do not when absent. */
  pubSub?: PubSub | undefined
  /** The shards of this process; all that Discord recommends when absent. */
  shards?: ShardRange | undefined
  clock: Clock
  log: Log
  /** The names of a workspace's templates, for their completion. */
  templatesOf: TemplatesOf
  /** None when absent. */
  clipsOf?: ClipsOf | undefined
  /** What a message of ours is about, which its buttons and its files do not tell; nothing when absent. */
  clipAt?: ClipAt | undefined
  /** What a form would cost as it stands; nobody knows when absent. */
  priceOf?: PriceOf | undefined
  /** Where nothing is done; such servers are left. Nowhere when absent. */
  refusalIn?: RefusalIn | undefined
  /** Where what a form is about outlives a restart, and which lists of commands were written. */
  settings?: Settings | undefined
  /** Discord's limit for the whole bot: fifty, until it grants more to a large one. */
  requestsPerSecond?: number | undefined
  /** How often what other processes left is looked for, in milliseconds; every three seconds when absent. */
  lookMs?: number | undefined
  /** How far apart shards IDENTIFY, in milliseconds; as Discord wants it when absent. */
  identifyIntervalMs?: number | undefined
}

/**
 * Discord, by its gateway and its REST API. What arrives is taken from the gateway; what is posted needs the token and
 * a stored reference only, so any process can post, also one that never started to listen. Throws MoodreelError
 * `bad_config` for a command that Discord cannot hold; `start` throws it, with what to do, when Discord refuses the bot for good.
 * A `start` that meets anything else goes on trying in the background.
 */
export const createDiscordPlatform = (options: DiscordPlatformOptions): Platform => {
  const { token, guildId, commands, models, mediaStore, inbox, locks, isShared, clock, log, settings, refusalIn = () => null } = options
  const { requestsPerSecond = usualRequestsPerSecond, shards, identifyIntervalMs, pubSub } = options
  const api = options.apiUrl.replace(/\/+(v\d+\/?)?$/, '')
  const turnstile = createTurnstile(() => share?.perSecond() ?? requestsPerSecond)
  const share = isShared && pubSub ? createShare(pubSub, requestsPerSecond, turnstile.wanted) : null
  const rest = createRest(api, token, turnstile)
  const once = createOnceRest(api, token, turnstile)
  const gateway = createGateway({
    ...{ api, token, rest, commands, inbox, locks, shards, identifyIntervalMs, clock, log, refusalIn },
    onPlace: (event, data) => offerSetUp(event, data),
  })
  const registrar = createRegistrar({
    rest,
    applicationId: gateway.applicationId,
    guildId,
    commands: nativeCommands(commands, models()),
    ...{ settings, locks, clock, log },
  })
  const { mention } = registrar
  const messages = createMessages({ rest, once, mediaStore, isShared })
  const tries = createTries({ settings, isShared, clock, log })
  const sendNow = createSendPost({ messages, mention, clock, log })
  const sendPost: SendPost = (...sent) => registrar.learn().then(() => sendNow(...sent))
  const editNow = createEditMessage({ messages, mention, clock, log })
  const editMessage: EditMessage = (...edited) => registrar.learn().then(() => editNow(...edited))
  const tell = createTellMember({ rest, messages, sendPost, tries })
  const offerSetUp = createOfferSetUp({ sendPost, tell, refusalIn, settings, clock, log })
  const stopping = new AbortController()

  const clipAt = options.clipAt ?? (async () => null)
  const channelOf = createChannelOf(gateway.places)
  const locales = createLocales()
  const receive = createReceiver({
    rest,
    messages,
    tell,
    mention,
    commands,
    models,
    log,
    templatesOf: options.templatesOf,
    clipsOf: options.clipsOf ?? (async () => []),
    clipAt,
    locales,
    refusalIn,
    kept: createKeptForms(settings, log),
    priceOf: options.priceOf ?? (async () => null),
    channelOf,
    answers: gateway.answers,
    firstAnswer: gateway.firstAnswer,
    inbox,
    stopping: stopping.signal,
  })

  const hearMention = createMentions({
    ...{ rest, messages, sendPost, tell, mention, commands, places: gateway.places, channelOf, clipAt, locales, inbox, log },
  })

  const close = async (): Promise<void> => {
    registrar.close()
    await gateway.close()
    stopTimers(rest)
    stopTimers(once)
    share?.close()
  }

  return {
    name: 'discord',
    editIntervalMs,
    stills: 'sheet',
    originIn,
    disconnectedSince: gateway.disconnectedSince,
    ...createListener({
      receive: (heard, handler, earlier) =>
        isSaidMessage(heard) ? hearMention(heard, handler, earlier) : receive(heard, handler, earlier),
      open: (listener) => gateway.open(listener).then(registrar.open),
      close,
      stopping,
      ...{ inbox, isShared, lookMs: options.lookMs, log },
    }),
    openThread: createOpenThread({ rest, messages, sendPost, tries, log }),
    renameThread: createRenameThread({ rest, log }),
    post: createPostToThread({ rest, messages, sendPost, tries, log }),
    tell: (origin, post, send) => tell(originSchema.parse(origin).member, post, send),
    edit: createEdit(editMessage),
    revise: createRevise({ editMessage, messages, tries }),
    remove: createRemove({ rest, messages }),
    threadAddress: (thread) => (thread.thread === undefined ? null : threadAddress(thread)),
    messageAt: readMessageLink,
    messageAddress: async (workspace, ref) => messageAddress(workspace, ref),
    roles: createRoles(rest),
    tryChannel: createTryChannel({ rest, messages, sendPost }),
    fileLimitBytes: createFileLimit(gateway.places, rest, log),
  }
}
