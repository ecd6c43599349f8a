import { setTimeout as sleep } from 'node:timers/promises'
import { type APIInteraction, REST, Routes } from 'discord.js'
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
import { createRegistrar } from './keep-registered.ts'
import { createKeptFiles, type Settings } from './kept-files.ts'
import { createFileLimit } from './limits.ts'
import { createMessages } from './messages.ts'
import { createOpenThread } from './open-thread.ts'
import { createPlaces, deliveryError } from './places.ts'
import { createReceiver } from './receive.ts'
import { troubleOf } from './trouble.ts'

/**
 * A first edit after twenty seconds, then one a minute, and the last: with the first answer, the post, the thread and the clip
 * that makes six requests for a one-minute clip. In between Discord's clients count the estimate down by themselves.
 */
const editIntervalMs = 60_000
/** Far more than the largest file needs; each upload brings its own, fitting time. */
const uploadTimeoutMs = 30 * 60_000
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
  clock: Clock
  log: Log
  /** The names of a workspace's templates, for their completion. */
  templatesOf: TemplatesOf
  /** Where a file that was chosen outlives a restart while a form is open, and which lists of commands were written. */
  settings?: Settings | undefined
}

/**
 * Discord, by its gateway and its REST API. What arrives is taken from the gateway; what is posted needs the token and
 * a stored reference only, so any process can post, also one that never started to listen. Throws MoodreelError
 * `bad_config` for a command that Discord cannot hold; `start` throws it, with what to do, when Discord refuses the bot for good.
 * A `start` that meets anything else goes on trying in the background.
 */
export const createDiscordPlatform = (options: DiscordPlatformOptions): Platform => {
  const { token, guildId, commands, models, mediaStore, clock, log, settings } = options
  const api = options.apiUrl.replace(/\/+(v\d+\/?)?$/, '')
  const rest = new REST({ api }).setToken(token)
  const uploads = new REST({ api, retries: 0, timeout: uploadTimeoutMs }).setToken(token)
  const gateway = createGateway({ api, token, rest, commands, clock, log })
  const registrar = createRegistrar({
    rest,
    applicationId: gateway.applicationId,
    guildId,
    commands: nativeCommands(commands, models()),
    settings,
    log,
  })
  const messages = createMessages({ rest, uploads, mediaStore })
  const places = createPlaces({ rest, messages, clock, log })
  const running = new Set<Promise<void>>()

  const receive = createReceiver({
    rest,
    messages,
    places,
    commands,
    models,
    log,
    templatesOf: options.templatesOf,
    keptFiles: createKeptFiles(settings, log),
    channelOf: createChannelOf(gateway.places),
    answers: gateway.answers,
    firstAnswer: gateway.firstAnswer,
  })

  const close = async (): Promise<void> => {
    registrar.close()
    await gateway.close()
    for (const client of [rest, uploads]) {
      client.clearHashSweeper()
      client.clearHandlerSweeper()
    }
  }

  return {
    name: 'discord',
    editIntervalMs,
    disconnectedSince: gateway.disconnectedSince,

    async start(handler, onBroken = () => undefined) {
      const hear = (interaction: APIInteraction): void => {
        const answering = receive(interaction, handler).finally(() => running.delete(answering))
        running.add(answering)
      }
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
    },

    async stop() {
      // Listening to the end: what was answered by the gateway's thread must not be left at that.
      while (running.size > 0) await Promise.allSettled(running)
      await close()
      await Promise.allSettled(running)
    },

    openThread: createOpenThread({ rest, messages, places }),
    post: places.post,
    edit: createEdit({ rest, messages, places, clock }),

    async remove(ref: PostRef) {
      try {
        await places.awake(ref.channel, () => rest.delete(Routes.channelMessage(ref.channel, ref.message)))
      } catch (error) {
        const trouble = troubleOf(error)
        if (trouble !== 'message_gone' && trouble !== 'gone') throw deliveryError(error)
      }
    },

    fileLimitBytes: createFileLimit(gateway.places, rest),
  }
}
