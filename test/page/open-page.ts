import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { readEnvironment } from '../../config/env.ts'
import { createLocalPubSub } from '../../src/core/pub-sub.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import type { HttpServer } from '../../src/http/server.ts'
import { createCanvasLinks } from '../../src/net/canvas-links.ts'
import { createPublicLinks } from '../../src/net/public-links.ts'
import { createHttpReceiver } from '../../src/platforms/slack/gateway/http-receiver.ts'
import { createWebPlatform } from '../../src/platforms/web/index.ts'
import { serveHttp } from '../../src/program/serve.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import { createCanvas } from '../../src/studio/canvas.ts'
import { createFakeDesk } from '../platforms/web/fake-desk.ts'
import { createFakeStudio, fakeCommands } from '../platforms/web/fake-studio.ts'
import { fakeModels } from '../platforms/web/playground.ts'
import { recordedLog } from '../support/recorded-log.ts'
import { type Later, temporaryFolder } from '../support/temporary-folder.ts'

export const token = 'open sesame & more'
export const metricsToken = 'figures-of-the-night'
export const publicHost = 'clips.example.org'

/**
 * The server as the program opens it, with everything that it may ever serve: the playground, files and webhooks for those outside,
 * Slack's requests, health and metrics. Only the studio behind it is the test's.
 */
export const openPage = async (variables: Record<string, string> = {}, later: Later = onTestFinished) => {
  const storage = await openStorage(join(await temporaryFolder(later), 'data'))
  later(() => storage[Symbol.asyncDispose]())
  const { log, lines } = recordedLog()
  const clock = { ahead: 0, now: () => Date.now() + clock.ahead }
  const web = createWebPlatform({
    pubSub: createLocalPubSub(),
    messages: storage.webMessages,
    mediaStore: storage.mediaStore,
    shownMedia: storage.shownMedia,
    workFolder: storage.workPath,
    commands: fakeCommands,
    models: () => fakeModels,
    languageOf: async () => 'en',
    complete: async () => [],
    studio: createFakeDesk(fakeModels, (id) => studio.asked(id)),
    clock,
    log,
  })
  const studio = createFakeStudio(() => web)
  await web.start((invocation, responder) => studio.handle(invocation, responder))
  const publicUrl = `https://${publicHost}`
  const open = async (changed: Record<string, string> = {}): Promise<HttpServer & { token: string | null }> => {
    const environment = readEnvironment({
      HOST: '::',
      PORT: '0',
      PUBLIC_URL: publicUrl,
      PLAYGROUND_TOKEN: token,
      METRICS_TOKEN: metricsToken,
      ...variables,
      ...changed,
    })
    const server = await serveHttp(environment, {
      storage,
      studio: { webhooks: { listenerOf: () => null }, checkEngine: () => undefined },
      publicLinks: createPublicLinks({ publicUrl, secret: 'of links', now: clock.now }),
      canvas: createCanvas(
        { ...storage, clock, canvasLinks: createCanvasLinks({ publicUrl, secret: 'of the canvas', now: clock.now }) },
        { handle: studio.handle, price: async () => null, languageOf: async () => 'en' },
      ),
      metrics: createMetrics({
        countOpen: storage.figures.open,
        spent: async () => ({ day: 0, month: 0 }),
        slots: () => new Map(),
        roof: { day: null, month: null },
        now: clock.now,
        platforms: () => [],
        process: { role: 'all', version: '1.0.0' },
        isKeeper: () => true,
        freeBytes: async () => null,
        kept: async () => null,
      }),
      platforms: [web],
      started: new Set([web]),
      works: true,
      routes: [web.routes],
      openRoutes: [createHttpReceiver({ signingSecret: 'of Slack', clock, log }).routes],
      stop: new AbortController().signal,
      clock,
      log,
    })
    later(() => server.stop())
    return server
  }
  later(() => web.stop())
  return { server: await open(), open, storage, studio, clock, lines }
}
