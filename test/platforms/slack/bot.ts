import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { defineCommand } from '../../../src/core/command.ts'
import { MoodreelError } from '../../../src/core/errors.ts'
import { newId } from '../../../src/core/id.ts'
import type { Json } from '../../../src/core/json.ts'
import type { MediaStore } from '../../../src/core/media-store.ts'
import type { Memory } from '../../../src/core/memory.ts'
import { readOptions } from '../../../src/core/options/read-options.ts'
import type { Invocation, InvocationHandler, PostRef, Responder, ThreadRef } from '../../../src/core/platform.ts'
import { type Action, notice, type Post, type PostMedia } from '../../../src/core/post.ts'
import type { Attachment } from '../../../src/core/request.ts'
import { chooseLanguage } from '../../../src/core/words/languages.ts'
import { startHttpServer } from '../../../src/http/server.ts'
import { createSlackPlatform, type SlackOptions, type SlackPlatform } from '../../../src/platforms/slack/index.ts'
import { loadCommands } from '../../../src/program/load.ts'
import { openInbox } from '../../../src/storage/inbox.ts'
import { createLocalLocks } from '../../../src/storage/local-locks.ts'
import { openMediaFolder } from '../../../src/storage/media-folder.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { type Later, temporaryFolder } from '../../support/temporary-folder.ts'
import { appToken, botToken, type FakeSlack, signingSecret } from './fake/slack.ts'

export const models = [
  sampleModel({
    name: 'local',
    title: 'Local',
    provider: 'local',
    aspectRatios: ['16:9', '1:1'],
    duration: [4, 8],
    seed: true,
    strength: true,
  }),
  sampleModel({ name: 'far', title: 'Far', provider: 'far', resolutions: ['480p', '720p'], negativePrompt: true }),
]

const createMemory = (): Memory => {
  const kept = new Map<string, string>()
  return {
    get: async (key) => JSON.parse(kept.get(key) ?? 'null') as Json,
    set: async (key, value) => {
      kept.set(key, JSON.stringify(value))
    },
  }
}

/** A batch as the studio's database would keep it: everything in it survives a restart. */
export interface Made {
  invocation: Invocation
  prompt: string
  generationId: string
  inputs: { attachment: Attachment; sizeBytes: number }[]
  thread: ThreadRef
  root: PostRef
  clip: PostRef | null
}

export interface Bot {
  platform: SlackPlatform
  /** Where `POST /slack/events` is, in HTTP mode. */
  http: string | undefined
  memory: Memory
  mediaStore: MediaStore
  invocations: Invocation[]
  made: Map<string, Made>
  /** What could not be done, in the sentences for people. */
  refused: string[]
  /** What commands answer that make nothing; their options when there is none. */
  answer: Post | null
  /** Whether clips wait, as when the process ends before they are done. */
  held: boolean
  deliver(made: Made): Promise<void>
  clipPost(made: Made): Post
  /** A file in the media store, as a post names it. */
  file(name: string, sizeBytes: number): Promise<PostMedia>
  /** Ends the process's part and begins it again with the same memory. */
  restart(): Promise<void>
}

const retried = async <Result>(work: (again: boolean) => Promise<Result>): Promise<Result> => {
  for (let round = 0; ; round += 1) {
    try {
      return await work(round > 0)
    } catch (error) {
      // As the studio does: what cannot be mended ends it, anything else is tried again.
      if (round >= 4 || (error instanceof MoodreelError && error.code === 'not_allowed')) throw error
    }
  }
}

/** The platform with a studio that makes its clips out of nothing, by the same calls as the real one. */
export const startSlackBot = async (
  slack: FakeSlack,
  options: {
    mode?: 'socket' | 'http'
    changes?: Partial<SlackOptions>
    onBroken?: (error: MoodreelError) => void
    clipBytes?: number
    /** Further commands by name, and what they do. */
    further?: Record<string, (respond: Responder, invocation: Invocation) => Promise<void>>
    later?: Later
  } = {},
): Promise<Bot> => {
  const { later = onTestFinished } = options
  const folder = await temporaryFolder(later)
  const mediaStore = await openMediaFolder(join(folder, 'media'), { reserveBytes: 0 })
  const commands = new Map(await loadCommands(undefined))
  for (const name of Object.keys(options.further ?? {})) {
    const known = commands.get(name)
    const options = known?.options ?? {}
    commands.set(name, defineCommand({ name, description: name, examples: [], options, execute: async () => undefined }))
  }
  const memory = createMemory()
  await mkdir(folder, { recursive: true })
  const inbox = openInbox(join(folder, 'inbox.sqlite'))
  later(() => inbox.close())
  await writeFile(join(folder, 'clip'), new Uint8Array(options.clipBytes ?? 2048).fill(7))
  await mediaStore.put('clips/a.mp4', join(folder, 'clip'))
  await writeFile(join(folder, 'poster'), new Uint8Array(512).fill(9))
  await mediaStore.put('posters/a.jpg', join(folder, 'poster'))

  const open = (): SlackPlatform =>
    createSlackPlatform({
      botToken,
      ...(options.mode === 'http' ? { signingSecret } : { appToken }),
      apiUrl: slack.apiUrl,
      commands: [...commands.values()],
      models: () => models,
      templatesOf: async () => [],
      referencesOf: async () => [],
      languageOf: async ({ locale }) => chooseLanguage(undefined, locale),
      mediaStore,
      memory,
      inbox,
      locks: createLocalLocks(),
      isShared: false,
      clock: { now: () => Date.now() },
      log: quietLog,
      messageIntervalMs: 5,
      lookWaitsMs: [5, 5, 10],
      ...options.changes,
    })

  const stillOf = (alt: string): PostMedia => ({
    ...{ key: 'posters/a.jpg', mediaType: 'image/jpeg', fileName: 'poster.jpg', alt },
    ...{ sizeBytes: 512, width: 16, height: 9, durationSeconds: 0 },
  })
  const rootPost = (made: Pick<Made, 'prompt' | 'generationId'>, stage: string | null): Post => ({
    ...notice(made.prompt),
    kind: 'batch',
    facts: stage ? ['local'] : ['local', 'done'],
    progress: stage ? [{ generationId: made.generationId, stage, fraction: 0.5, position: 2, estimateSeconds: 40 }] : [],
    actions: stage ? [{ command: 'cancel', argument: made.generationId, label: 'Cancel', style: 'danger' }] : [],
    generationIds: [made.generationId],
    batchId: `batch-${made.generationId}`,
    ...(stage === null && { thumbnail: stillOf(made.prompt) }),
  })
  const buttons = (generationId: string): Action[] => [
    { command: 'reroll', argument: generationId, label: 'Reroll', style: 'primary' },
    { command: 'edit', argument: generationId, label: 'Edit' },
  ]

  const make = async (invocation: Invocation, prompt: string, attachments: Attachment[]): Promise<void> => {
    if (bot.made.has(invocation.id)) return
    const generationId = newId()
    const { thread, root } = await retried((again) =>
      bot.platform.openThread(invocation.origin, rootPost({ prompt, generationId }, 'waiting in line'), {
        key: `root:${invocation.id}`,
        again,
      }),
    )
    const made: Made = { invocation, prompt, generationId, inputs: [], thread, root, clip: null }
    bot.made.set(invocation.id, made)
    for (const attachment of attachments) {
      const stream = await bot.platform.openAttachment?.(attachment, AbortSignal.timeout(20_000))
      made.inputs.push({ attachment, sizeBytes: (await new Response(stream).arrayBuffer()).byteLength })
    }
    if (!bot.held) await bot.deliver(made)
  }

  const handle: InvocationHandler = async (invocation, respond) => {
    bot.invocations.push(invocation)
    try {
      const command = commands.get(invocation.command)
      if (!command) throw new MoodreelError('unknown_command', `There is no command /${invocation.command}; try /help.`)
      const given = readOptions(command, invocation)
      const further = options.further?.[command.name]
      if (further) return await further(respond, invocation)
      const files = ['image', 'video', 'last'].flatMap((name) => {
        const file = given[name]
        return file && typeof file === 'object' ? [file as Attachment] : []
      })
      if (['t2v', 'i2v', 'v2v', 'reroll'].includes(command.name)) await make(invocation, String(given['prompt'] ?? ''), files)
      else if (command.name === 'edit' && given['prompt'] === undefined) {
        await respond.form({
          command: 'edit',
          generationId: String(given['id']),
          title: 'Edit the clip',
          values: { prompt: 'old words', seed: 7, model: 'local' },
        })
      } else await respond.reply(bot.answer ?? notice(`${command.name}: ${JSON.stringify(given)}`), { private: true })
    } catch (error) {
      const sentence = error instanceof MoodreelError ? error.userMessage : String(error)
      bot.refused.push(sentence)
      await respond.reply({ ...notice(sentence), kind: 'failure' }, { private: true })
    }
  }

  const fileOf = (fields: Pick<PostMedia, 'key' | 'fileName' | 'sizeBytes' | 'alt'>): PostMedia => ({
    ...fields,
    mediaType: 'video/mp4',
    width: 16,
    height: 9,
    durationSeconds: 4,
    posterKey: 'posters/a.jpg',
  })
  const clipBytes = options.clipBytes ?? 2048

  const bot: Bot = {
    async file(name, sizeBytes) {
      await writeFile(join(folder, name), new Uint8Array(sizeBytes).fill(5))
      await mediaStore.put(`clips/${name}`, join(folder, name))
      return fileOf({ key: `clips/${name}`, fileName: name, sizeBytes, alt: 'A clip' })
    },
    platform: open(),
    http: undefined,
    memory,
    mediaStore,
    invocations: [],
    made: new Map(),
    refused: [],
    held: false,
    answer: null,
    clipPost: (made) => ({
      ...notice(made.prompt),
      kind: 'clip',
      facts: ['seed 42', 'local', '4 s'],
      media: [
        fileOf({ key: 'clips/a.mp4', fileName: `moodreel-${made.generationId}.mp4`, sizeBytes: clipBytes, alt: made.prompt || 'A clip' }),
      ],
      actions: buttons(made.generationId),
      generationIds: [made.generationId],
      batchId: `batch-${made.generationId}`,
    }),
    async deliver(made) {
      await bot.platform.edit(made.root, rootPost(made, 'rendering'))
      const clip = bot.clipPost(made)
      made.clip = await retried((again) => bot.platform.post(made.thread, clip, { key: `clip:${made.generationId}`, again }))
      await bot.platform.edit(made.root, rootPost(made, null))
    },
    async restart() {
      await bot.platform.stop()
      bot.platform = open()
      await bot.platform.start(handle)
    },
  }
  await bot.platform.start(handle, options.onBroken)
  if (bot.platform.routes) {
    const server = await startHttpServer({ host: '127.0.0.1', port: 0, routes: [], openRoutes: [bot.platform.routes], log: quietLog })
    bot.http = server.url
    later(() => server.stop())
  }
  later(() => bot.platform.stop())
  return bot
}
