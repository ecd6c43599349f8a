import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MediaStore } from '../../../src/core/media-store.ts'
import type { MessageLog } from '../../../src/core/message-log.ts'
import { modelSchema } from '../../../src/core/model.ts'
import type { ClipChoice } from '../../../src/core/options/complete-clip.ts'
import { completeOptions, type Suggestion } from '../../../src/core/options/complete-options.ts'
import type { LanguageOf, PriceOf } from '../../../src/core/platform.ts'
import type { PostMedia } from '../../../src/core/post.ts'
import { createLocalPubSub } from '../../../src/core/pub-sub.ts'
import { chooseLanguage } from '../../../src/core/words/languages.ts'
import { type HttpServer, startHttpServer } from '../../../src/http/server.ts'
import { createWebPlatform, type WebPlatform } from '../../../src/platforms/web/index.ts'
import { openMediaFolder } from '../../../src/storage/media-folder.ts'
import { makeJpeg, makeMp4 } from '../../media/fixtures.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { createFakeDesk } from './fake-desk.ts'
import { createFakeStudio, type FakeStudio, fakeCommands } from './fake-studio.ts'
import { createMemoryLog } from './memory-log.ts'

export const fakeModels = [
  modelSchema.parse({
    name: 'local',
    title: 'Local renderer',
    provider: 'local',
    target: 'local',
    modes: ['t2v', 'i2v', 'v2v'],
    aspectRatios: ['16:9', '9:16', '1:1'],
    resolutions: ['480p', '720p'],
    duration: { min: 1, max: 10, step: 1, default: 4 },
  }),
  modelSchema.parse({
    name: 'wan-2.7',
    title: 'Wan 2.7',
    provider: 'replicate',
    target: 'wan',
    modes: ['t2v'],
    aspectRatios: ['16:9', '21:9'],
    duration: [5, 10],
    price: { usdPerSecond: 0.1 },
  }),
]

export interface Playground {
  url: string
  folder: string
  studio: FakeStudio
  messages: MessageLog
  mediaStore: MediaStore
  platform: WebPlatform
  server: HttpServer
  /** POSTs JSON as the page does. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  /** Stops the server and the platform, and starts others on the same port, folder and log. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** The playground on a real socket, with a folder of its own and a studio that obeys the test. */
export const startPlayground = async (
  options: {
    messages?: MessageLog
    uploadLimitBytes?: number
    uploadTotalBytes?: number
    languageOf?: LanguageOf
    priceOf?: PriceOf
    clips?: ClipChoice[]
    complete?: (text: string) => Promise<Suggestion[]>
  } = {},
): Promise<Playground> => {
  const { messages = createMemoryLog(), uploadLimitBytes, uploadTotalBytes } = options
  const { languageOf = async ({ locale }) => chooseLanguage(undefined, locale) } = options
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-web-'))
  const workFolder = join(folder, 'work')
  await mkdir(workFolder)
  const mediaStore = await openMediaFolder(join(folder, 'media'))

  const open = async (port: number): Promise<{ platform: WebPlatform; server: HttpServer }> => {
    const platform = createWebPlatform({
      pubSub: createLocalPubSub(),
      messages,
      mediaStore,
      shownMedia: mediaStore,
      workFolder,
      commands: fakeCommands,
      models: () => fakeModels,
      clock: { now: () => Date.now() },
      log: quietLog,
      languageOf,
      priceOf: options.priceOf,
      studio: createFakeDesk(fakeModels, (id) => studio.asked(id)),
      complete: async (text, language) =>
        (await options.complete?.(text)) ?? completeOptions(fakeCommands, fakeModels, text, { language, clips: options.clips }),
      uploadLimitBytes,
      uploadTotalBytes,
    })
    await platform.start((invocation, responder) => studio.handle(invocation, responder))
    return { platform, server: await startHttpServer({ host: '127.0.0.1', port, routes: [platform.routes], log: quietLog }) }
  }
  const close = async ({ platform, server }: Awaited<ReturnType<typeof open>>): Promise<void> => {
    await server.stop()
    await platform.stop()
  }

  const studio = createFakeStudio(() => current.platform)
  let current = await open(0)
  const { url, port } = current.server
  return {
    url,
    folder,
    studio,
    messages,
    mediaStore,
    get platform() {
      return current.platform
    },
    get server() {
      return current.server
    },
    post: (path, body, headers = {}) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, ...headers },
        body: JSON.stringify(body),
      }),
    restart: async () => {
      await close(current)
      current = await open(port)
    },
    stop: async () => {
      await close(current)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Makes a real clip of one second with its poster, and keeps both in the store. */
export const storeClip = async (playground: Playground, name: string, width = 320, height = 180): Promise<PostMedia> => {
  const path = join(playground.folder, `${name}.mp4`)
  const posterPath = join(playground.folder, `${name}.jpg`)
  await makeMp4(path, { width, height, fps: 8, durationSeconds: 1 })
  await makeJpeg(posterPath, { width, height })
  const key = `clips/${name}.mp4`
  const posterKey = `posters/${name}.jpg`
  await playground.mediaStore.put(key, path)
  await playground.mediaStore.put(posterKey, posterPath)
  return {
    key,
    posterKey,
    mediaType: 'video/mp4',
    sizeBytes: await playground.mediaStore.size(key),
    fileName: `moodreel-${name}.mp4`,
    alt: `The clip ${name}`,
    width,
    height,
    durationSeconds: 1,
  }
}
