import type { Environment } from '../config/env.ts'
import { checkPlatform } from './check-platform.ts'
import type { Clock } from './core/clock.ts'
import type { Log } from './core/log.ts'
import type { Platform } from './core/platform.ts'
import { createFileRoutes } from './http/files.ts'
import { createHealthRoutes } from './http/health.ts'
import type { Metrics } from './http/metrics.ts'
import { type HttpServer, startHttpServer } from './http/server.ts'
import { createWebhookRoutes } from './http/webhooks.ts'
import type { OpenPlatforms } from './open-platforms.ts'
import type { openStorage } from './storage/open-storage.ts'
import type { PublicLinks } from './studio/public-links.ts'
import type { RunningStudio } from './studio/start-studio.ts'

/** Room that must be free for the program to be ready for work. */
const readyBytes = 64 * 1024 * 1024

/** Opens the server: the pages of the platforms, files and webhooks for those outside, health and metrics. Throws as `startHttpServer`. */
export const serveHttp = async (
  environment: Environment,
  parts: Pick<OpenPlatforms, 'platforms' | 'routes' | 'openRoutes'> & {
    storage: Pick<Awaited<ReturnType<typeof openStorage>>, 'checkDatabase' | 'checkFolder' | 'mediaStore'>
    studio: RunningStudio
    publicLinks: PublicLinks | null
    metrics: Metrics
    /** Those that listen already. */
    started: ReadonlySet<Platform>
    stop: AbortSignal
    clock: Clock
    log: Log
  },
): Promise<HttpServer> => {
  const { storage, studio, publicLinks, platforms, started, clock, log } = parts
  const health = createHealthRoutes(
    {
      process: () => parts.stop.throwIfAborted(),
      database: storage.checkDatabase,
      folder: storage.checkFolder,
      room: () => storage.mediaStore.ensureRoom(readyBytes),
      engine: studio.checkEngine,
      ...Object.fromEntries(platforms.map((platform) => [platform.name, () => checkPlatform(platform, started, clock)])),
    },
    log,
  )
  const outside = publicLinks ? [createFileRoutes(publicLinks, storage.mediaStore), createWebhookRoutes(studio.webhooks)] : []
  const server = await startHttpServer({
    ...environment,
    routes: [...parts.routes, parts.metrics.routes],
    openRoutes: [health, ...outside, ...parts.openRoutes],
    log,
  })
  log.info({ address: server.url }, parts.routes.length > 0 ? 'the playground is open' : 'the server is open')
  return server
}
