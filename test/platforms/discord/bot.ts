import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { type Command, defineCommand } from '../../../src/core/command.ts'
import type { MoodreelError } from '../../../src/core/errors.ts'
import type { Inbox } from '../../../src/core/inbox.ts'
import type { MediaStore } from '../../../src/core/media-store.ts'
import { modelSchema } from '../../../src/core/model.ts'
import { imageToVideoOptions, textToVideoOptions, videoToVideoOptions } from '../../../src/core/options/generation-options.ts'
import { idOption } from '../../../src/core/options/id-option.ts'
import type { Invocation, Platform, Responder } from '../../../src/core/platform.ts'
import type { Post, PostMedia } from '../../../src/core/post.ts'
import { attachmentSchema } from '../../../src/core/request.ts'
import { createDiscordPlatform, type DiscordPlatformOptions } from '../../../src/platforms/discord/index.ts'
import { openInbox } from '../../../src/storage/inbox.ts'
import { createLocalLocks } from '../../../src/storage/local-locks.ts'
import { openMediaFolder } from '../../../src/storage/media-folder.ts'
import { quietLog } from '../../support/quiet-log.ts'
import type { FakeDiscord } from './fake/discord.ts'

const command = (name: string, options: Command['options'], more: Partial<Command> = {}): Command =>
  defineCommand({ name, description: `Does ${name}`, examples: [`/${name}`], options, execute: async () => undefined, ...more })

export const commands: Command[] = [
  command('t2v', textToVideoOptions),
  command('i2v', imageToVideoOptions),
  command('v2v', videoToVideoOptions),
  command('info', { id: idOption.optional(), file: attachmentSchema.optional().meta({ attachment: 'video' }) }),
  command('cancel', { id: idOption }),
  command('edit', { id: idOption, prompt: z.string().max(4000).optional(), seed: z.int().optional() }, { opensForm: true }),
  command('animate', { id: idOption, prompt: z.string().max(4000).optional() }),
  command('restyle', { id: idOption, prompt: z.string().max(4000).optional() }),
  command('help', {}),
]

export const models = [
  modelSchema.parse({
    name: 'local',
    title: 'Local renderer',
    provider: 'local',
    target: 'local',
    modes: ['t2v', 'i2v', 'v2v'],
    aspectRatios: ['16:9', '9:16'],
    resolutions: ['480p'],
    referenceImages: 2,
    promptOptional: true,
  }),
  modelSchema.parse({ name: 'wan', title: 'Wan', provider: 'replicate', target: 'wan', modes: ['t2v'], aspectRatios: ['21:9'] }),
  modelSchema.parse({ name: 'dusk', title: 'Dusk', provider: 'replicate', target: 'dusk', modes: ['v2v'], nsfw: true }),
  modelSchema.parse({ name: 'night', title: 'Night', provider: 'replicate', target: 'night', modes: ['t2v'], nsfw: true }),
]

export const generationId = '4k7q0c2m9xwd'

export interface Seen {
  invocation: Invocation
  responder: Responder
}

/** The bot as the studio drives it, with a studio that does what the test says. */
export interface Bot {
  platform: Platform
  mediaStore: MediaStore
  inbox: Inbox
  /** Everything that was said to it. */
  seen: Seen[]
  /** What was thrown while it did something with what is said. */
  faults: unknown[]
  /** What it does with what is said; nothing by itself. */
  onSaid(does: (seen: Seen) => Promise<void>): void
  /** Forgets what was said to it, and what it is to do. */
  forget(): void
  /** A clip of so many bytes, as it lies in the store. */
  clip(name: string, sizeBytes?: number, mediaType?: string): Promise<PostMedia>
  /** Ends it and starts another with the same store. */
  restart(onBroken?: (error: MoodreelError) => void): Promise<void>
  stop(): Promise<void>
}

export const startBot = async (
  discord: Pick<FakeDiscord, 'token' | 'apiUrl'> & Partial<Pick<FakeDiscord, 'world'>>,
  more: Partial<DiscordPlatformOptions> = {},
): Promise<Bot> => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-discord-'))
  const mediaStore = await openMediaFolder(join(folder, 'media'))
  const inbox = openInbox(join(folder, 'inbox.sqlite'))
  const locks = createLocalLocks()
  const seen: Seen[] = []
  const faults: unknown[] = []
  let does = async (_seen: Seen): Promise<void> => undefined

  const open = async (onBroken?: (error: MoodreelError) => void): Promise<Platform> => {
    const platform = createDiscordPlatform({
      token: discord.token,
      apiUrl: discord.apiUrl,
      commands,
      models: () => models,
      templatesOf: async ({ workspace }) => [`noir-of-${workspace}`],
      referencesOf: async ({ workspace }) => [`keeper-of-${workspace}`],
      mediaStore,
      inbox,
      locks,
      isShared: false,
      clock: { now: () => discord.world?.now() ?? Date.now() },
      log: quietLog,
      // The fake has no such limit; a suite would wait for one by the wall clock.
      requestsPerSecond: 100_000,
      identifyIntervalMs: 0,
      ...more,
    })
    await platform.start(async (invocation, responder) => {
      seen.push({ invocation, responder })
      await does({ invocation, responder }).catch((error: unknown) => faults.push(error))
    }, onBroken)
    return platform
  }

  const bot: Bot = {
    platform: await open(),
    mediaStore,
    inbox,
    seen,
    faults,
    onSaid: (next) => {
      does = next
    },
    forget: () => {
      seen.length = 0
      faults.length = 0
      does = async () => undefined
    },
    async clip(name, sizeBytes = 64, mediaType = 'video/mp4') {
      const path = join(folder, 'new')
      await writeFile(path, Buffer.alloc(sizeBytes, name))
      const key = `clips/${name}`
      await mediaStore.put(key, path)
      return { key, mediaType, sizeBytes, fileName: name, alt: 'a clip', width: 16, height: 16, durationSeconds: 1 }
    },
    async restart(onBroken) {
      await bot.platform.stop()
      bot.platform = await open(onBroken)
    },
    async stop() {
      await bot.platform.stop()
      inbox.close()
      await rm(folder, { recursive: true })
    },
  }
  return bot
}

/** A post of the studio's, without what does not matter. */
export const post = (given: Partial<Post> = {}): Post => ({
  kind: 'batch',
  text: 'a paper boat',
  facts: ['/t2v', 'local'],
  warnings: [],
  media: [],
  actions: [],
  generationIds: [generationId],
  ...given,
})
