import { setTimeout as sleep } from 'node:timers/promises'
import { type APIChannel, type APIInteraction, type REST, Routes } from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import type { Command } from '../../core/command.ts'
import type { Inbox, InboxEntry } from '../../core/inbox.ts'
import type { Log } from '../../core/log.ts'
import type { MediaStore } from '../../core/media-store.ts'
import type { Model } from '../../core/model.ts'
import type { ClipAt } from '../../core/options/find-clip.ts'
import type { Platform, PostRef } from '../../core/platform.ts'
import type { RefusalIn } from '../../core/policy/serves.ts'
import type { TemplatesOf } from '../../core/template.ts'
import { logFields, troubleOf } from './api-errors.ts'
import { nativeCommands } from './commands/commands.ts'
import { createRegistrar } from './commands/keep-registered.ts'
import { createGateway } from './gateway/gateway.ts'
import { createFileLimit } from './limits.ts'
import { originSchema } from './origin.ts'
import { createKeptFiles, type Settings } from './pending-files.ts'
import { createEdit } from './post/edit.ts'
import { createLeave } from './post/leave.ts'
import { createMessages } from './post/messages.ts'
import { createOpenThread } from './post/open-thread.ts'
import { createPlaces, deliveryError } from './post/post-to-thread.ts'
import { createRenameThread } from './post/rename-thread.ts'
import { createTries } from './post/tries.ts'
import { createChannelOf } from './receive/channel-of.ts'
import { createReceiver } from './receive/receive.ts'
import { createOnceRest, createRest } from './rest.ts'

/**
 * A first edit after twenty seconds, then one a minute, and the last: with the first answer, the post, the thread and the clip
 * that makes six requests for a one-minute clip. In between Discord's clients count the estimate down by themselves.
 */
const editIntervalMs = 60_000
/** A start waits no longer for Discord: clips that are ready go to their threads without the gateway. */
const startPatienceMs = 10_000

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
  clock: Clock
  log: Log
  /** The names of a workspace's templates, for their completion. */
  templatesOf: TemplatesOf
  /** What a message of ours is about, which its buttons and its files do not tell; nothing when absent. */
  clipAt?: ClipAt | undefined
  /** Where nothing is done; such servers are left. Nowhere when absent. */
  refusalIn?: RefusalIn | undefined
  /** Where a file that was chosen outlives a restart while a form is open, and which lists of commands were written. */
  settings?: Settings | undefined
  /** Discord's limit for the whole bot: fifty, until it grants more to a large one. */
  requestsPerSecond?: number | undefined
}

const stopTimers = (rest: REST): void => {
  rest.clearHashSweeper()
  rest.clearHandlerSweeper()
}

/**
 * Discord, by its gateway and its REST API. What arrives is taken from the gateway; what is posted needs the token and
 * a stored reference only, so any process can post, also one that never started to listen. Throws MoodreelError
 * `bad_config` for a command that Discord cannot hold; `start` throws it, with what to do, when Discord refuses the bot for good.
 * A `start` that meets anything else goes on trying in the background.
 */
export const createDiscordPlatform = (options: DiscordPlatformOptions): Platform => {
  const { token, guildId, commands, models, mediaStore, inbox, clock, log, settings, requestsPerSecond, refusalIn = () => null } = options
  const api = options.apiUrl.replace(/\/+(v\d+\/?)?$/, '')
  const rest = createRest(api, token, requestsPerSecond)
  const once = createOnceRest(api, token, requestsPerSecond)
  const gateway = createGateway({ api, token, rest, commands, inbox, clock, log, onPlace: createLeave({ rest, refusalIn, log }) })
  const registrar = createRegistrar({
    rest,
    applicationId: gateway.applicationId,
    guildId,
    commands: nativeCommands(commands, models()),
    settings,
    log,
  })
  const messages = createMessages({ rest, once, mediaStore })
  const tries = createTries({ settings, clock, log })
  const places = createPlaces({ rest, messages, tries, clock, log })
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()

  const receive = createReceiver({
    rest,
    messages,
    places,
    commands,
    models,
    log,
    templatesOf: options.templatesOf,
    clipAt: options.clipAt ?? (async () => null),
    refusalIn,
    keptFiles: createKeptFiles(settings, log),
    channelOf: createChannelOf(gateway.places),
    answers: gateway.answers,
    firstAnswer: gateway.firstAnswer,
    inbox,
    stopping: stopping.signal,
  })

  const close = async (): Promise<void> => {
    registrar.close()
    await gateway.close()
    stopTimers(rest)
    stopTimers(once)
  }

  return {
    name: 'discord',
    editIntervalMs,
    disconnectedSince: gateway.disconnectedSince,

    async start(handler, onBroken = () => undefined) {
      const hear = (interaction: APIInteraction, earlier?: InboxEntry): void => {
        const answering = receive(interaction, handler, earlier).finally(() => running.delete(answering))
        running.add(answering)
      }
      // Read before anything new can arrive.
      const unfinished = inbox.unfinished('discord')
      const patience = new AbortController()
      const opened = gateway.open(hear, onBroken).then(registrar.open)
      const outOfPatience = sleep(startPatienceMs, undefined, { signal: patience.signal }).catch(() => undefined)
      try {
        await Promise.race([opened, outOfPatience])
      } catch (error) {
        await close()
        throw error
      } finally {
        patience.abort()
      }
      for (const entry of unfinished) hear(entry.payload as APIInteraction, entry)
      if (unfinished.length > 0) log.info({ count: unfinished.length }, 'going on with what an earlier process did not finish')
    },

    async stop() {
      stopping.abort()
      // Listening to the end: what was answered by the gateway's thread must not be left at that.
      while (running.size > 0) await Promise.allSettled(running)
      await close()
      await Promise.allSettled(running)
    },

    openThread: createOpenThread({ rest, places, tries, log }),
    renameThread: createRenameThread({ rest, log }),
    post: places.post,
    tell: (origin, post, options) => places.tell(originSchema.parse(origin).member, post, options),
    edit: createEdit({ messages, places, clock }),

    async remove(ref: PostRef) {
      try {
        await places.awake(ref.channel, () => rest.delete(Routes.channelMessage(ref.channel, ref.message)))
      } catch (error) {
        const trouble = troubleOf(error)
        if (trouble !== 'message_gone' && trouble !== 'gone') throw deliveryError(error)
      }
    },

    async isChannelOf(workspace, channel) {
      try {
        const found = (await rest.get(Routes.channel(channel))) as APIChannel
        return 'guild_id' in found && found.guild_id === workspace
      } catch (error) {
        log.warn(logFields(error), 'a channel cannot be seen')
        return false
      }
    },

    fileLimitBytes: createFileLimit(gateway.places, rest, log),
  }
}
