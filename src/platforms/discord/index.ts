import { type APIInteraction, GatewayDispatchEvents, type REST, Routes } from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import type { Command } from '../../core/command.ts'
import type { Log } from '../../core/log.ts'
import type { MediaStore } from '../../core/media-store.ts'
import type { Model } from '../../core/model.ts'
import type { Platform, PostRef } from '../../core/platform.ts'
import type { TemplatesOf } from '../../core/templates.ts'
import { createChannelOf } from './channel-of.ts'
import { nativeCommands } from './commands.ts'
import { createEdit } from './edit.ts'
import { createGateway } from './gateway.ts'
import { createKeptFiles, type Settings } from './kept-files.ts'
import { createFileLimit } from './limits.ts'
import { createMessages } from './messages.ts'
import { createOpenThread } from './open-thread.ts'
import { originSchema } from './origin.ts'
import { createPlaces, deliveryError } from './places.ts'
import { createReceiver } from './receive.ts'
import { registerCommands } from './register.ts'
import { createRenameThread } from './rename-thread.ts'
import { createOnceRest, createRest } from './rest.ts'
import { startError } from './start-error.ts'
import { createTries } from './tries.ts'
import { logFields, troubleOf } from './trouble.ts'

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
  clock: Clock
  log: Log
  /** The names of a workspace's templates, for their completion. */
  templatesOf: TemplatesOf
  /** Where a file that was chosen outlives a restart while a form is open. */
  settings?: Settings | undefined
}

const stopTimers = (rest: REST): void => {
  rest.clearHashSweeper()
  rest.clearHandlerSweeper()
}

/**
 * Discord, by its gateway and its REST API. What arrives is taken from the gateway; what is posted needs the token and
 * a stored reference only, so any process can post, also one that never started to listen. Throws MoodreelError
 * `bad_config` for a command that Discord cannot hold; `start` throws it for a wrong token, and `fetch_failed`.
 */
export const createDiscordPlatform = (options: DiscordPlatformOptions): Platform => {
  const { token, guildId, commands, models, mediaStore, clock, log } = options
  const api = options.apiUrl.replace(/\/+(v\d+\/?)?$/, '')
  const gateway = createGateway({ api, commands, log })
  const { client } = gateway
  const rest = createRest(api, token)
  const once = createOnceRest(api, token)
  stopTimers(client.rest)
  // What discord.js asks by itself, such as the gateway's address, must outlive a 401 too.
  client.rest = rest
  const messages = createMessages({ rest, once, mediaStore })
  const tries = createTries({ settings: options.settings, clock, log })
  const places = createPlaces({ rest, messages, tries, clock, log })
  const native = nativeCommands(commands, models())
  const running = new Set<Promise<void>>()

  const receive = createReceiver({
    rest,
    messages,
    places,
    commands,
    models,
    log,
    templatesOf: options.templatesOf,
    keptFiles: createKeptFiles(options.settings, log),
    channelOf: createChannelOf(client),
    answers: gateway.answers,
    firstAnswer: gateway.firstAnswer,
  })

  /** A bot with the commands of yesterday is better than none. */
  const register = async (): Promise<void> => {
    try {
      const outcome = await registerCommands(rest, client.application?.id ?? '', guildId, native)
      log.info({ outcome }, 'the commands are registered')
    } catch (error) {
      log.error(logFields(error), 'the commands could not be registered')
    }
  }

  const reconnecting = (shard: number): void => log.info({ shard }, 'reconnecting to Discord')

  return {
    name: 'discord',
    editIntervalMs,

    async start(handler) {
      client.on('error', (error) => log.error({ err: error }, 'Discord reports an error'))
      client.on('shardDisconnect', ({ code }, shard) => log.error({ code, shard }, 'Discord closed the connection for good'))
      client.on('shardReconnecting', reconnecting)
      client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) => {
        const answering = receive(interaction, handler).finally(() => running.delete(answering))
        running.add(answering)
      })
      try {
        await gateway.open(token)
      } catch (cause) {
        throw startError(cause)
      }
      await register()
    },

    async stop() {
      // Listening to the end: what was answered by the gateway's thread must not be left at that.
      while (running.size > 0) await Promise.allSettled(running)
      client.off('shardReconnecting', reconnecting)
      await gateway.close()
      await Promise.allSettled(running)
      stopTimers(rest)
      stopTimers(once)
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

    fileLimitBytes: createFileLimit(client, rest, log),
  }
}
