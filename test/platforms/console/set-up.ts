import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeAll, beforeEach } from 'vitest'
import type { Command } from '../../../src/core/command.ts'
import type { Invocation } from '../../../src/core/platform.ts'
import { notice, type Post } from '../../../src/core/post.ts'
import { type ConsoleOptions, createConsolePlatform } from '../../../src/platforms/console/index.ts'
import { loadCommands } from '../../../src/program/load.ts'
import { openMediaFolder } from '../../../src/storage/media-folder.ts'

/** A stream that remembers; `broken` is what every write fails with. */
export const createOutput = (broken?: { code: string }) => {
  const written: string[] = []
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      if (broken) return done(Object.assign(new Error('broken'), broken))
      written.push(chunk)
      done()
    },
  })
  return Object.assign(stream, { columns: 60, text: () => written.join('') })
}

/** For each test of a file a folder of its own, and consoles that save into the folder `out` inside. */
export const useConsole = () => {
  const folders = { own: '', out: '' }
  beforeEach(async () => {
    folders.own = await mkdtemp(join(tmpdir(), 'moodreel-console-'))
    folders.out = join(folders.own, 'out')
  })
  afterEach(() => rm(folders.own, { recursive: true }))

  let commands: Command[] = []
  beforeAll(async () => {
    commands = [...(await loadCommands(undefined)).values()]
  })

  const setUp = async (options: Partial<ConsoleOptions> = {}) => {
    const stdout = createOutput()
    const stderr = createOutput()
    const mediaStore = await openMediaFolder(join(folders.own, 'media'), { reserveBytes: 0 })
    const platform = createConsolePlatform({
      line: '/t2v a fox',
      attachments: [],
      commands,
      languageOf: async () => 'en',
      outFolder: folders.out,
      stdout,
      stderr,
      isTerminal: false,
      colors: false,
      mediaStore,
      ...options,
    })
    const store = async (key: string, content: string): Promise<void> => {
      await writeFile(join(folders.own, 'source'), content)
      await mediaStore.put(key, join(folders.own, 'source'))
    }
    return { platform, stdout, stderr, mediaStore, store, lines: () => jsonLines(stdout.text()) }
  }

  return { folders, setUp }
}

const jsonLines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

export const clip = (id: string, over: Partial<Post> = {}): Post => ({
  ...notice('a fox'),
  kind: 'clip',
  facts: ['seed 42', 'wan', '5 s'],
  media: [mediaOf(`clips/${id}.mp4`, `moodreel-${id}.mp4`)],
  generationIds: [id],
  batchId: 'batch',
  ...over,
})
export const mediaOf = (key: string, fileName: string) => ({
  key,
  fileName,
  mediaType: 'video/mp4',
  sizeBytes: 3,
  alt: 'a fox',
  width: 16,
  height: 9,
  durationSeconds: 5,
})
export const batch = (ids: string[], over: Partial<Post> = {}): Post => ({
  ...notice('a fox'),
  kind: 'batch',
  generationIds: ids,
  batchId: 'batch',
  ...over,
})
export const failure = (id: string): Post => ({
  ...notice('The provider refused it.'),
  kind: 'failure',
  generationIds: [id],
  batchId: 'batch',
})
export const send = (key: string) => ({ key, again: false })
export const thread = { platform: 'console', workspace: 'local', channel: 'console' }

/** Starts the platform with a handler that hands out what it was given. */
export const invoke = async (platform: ReturnType<typeof createConsolePlatform>): Promise<Invocation> => {
  const { promise, resolve } = Promise.withResolvers<Invocation>()
  await platform.start(async (invocation) => resolve(invocation))
  return promise
}

export const isDone = (done: Promise<number>): Promise<boolean> =>
  Promise.race([done.then(() => true), new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))])
