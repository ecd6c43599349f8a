import type { Environment } from '../../config/env.ts'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Platform } from '../core/platform.ts'
import { createCanvasRoutes } from '../http/canvas.ts'
import { createFileRoutes } from '../http/files.ts'
import { createHealthRoutes } from '../http/health.ts'
import type { Metrics } from '../http/metrics.ts'
import { type HttpServer, startHttpServer } from '../http/server.ts'
import { createWebhookRoutes } from '../http/webhooks.ts'
import { isReachedOutside } from '../net/is-reached-outside.ts'
import type { PublicLinks } from '../net/public-links.ts'
import { canvasPage, createCanvasFiles } from '../platforms/web/canvas-page.ts'
import type { openStorage } from '../storage/open-storage.ts'
import { keptSecret } from '../storage/settings.ts'
import type { RunningStudio } from '../studio/assemble.ts'
import type { Canvas } from '../studio/canvas.ts'
import { checkPlatform } from './check-platform.ts'
import type { OpenPlatforms } from './platforms.ts'

/** Room that must be free for the program to be ready for work. */
const readyBytes = 64 * 1024 * 1024

/**
 * Opens the server: the pages of the platforms, files and webhooks for those outside, health and metrics. `token` opens the pages from
 * another machine; null where there are none, and where the operator chose it. Throws as `startHttpServer`.
 */
export const serveHttp = async (
  environment: Environment,
  parts: Pick<OpenPlatforms, 'platforms' | 'routes' | 'openRoutes'> & {
    storage: Pick<
      Awaited<ReturnType<typeof openStorage>>,
      'checkDatabase' | 'checkFolder' | 'locks' | 'mediaStore' | 'settings' | 'shownMedia'
    >
    studio: Pick<RunningStudio, 'webhooks' | 'checkEngine'>
    publicLinks: PublicLinks | null
    /** Null where nobody is heard, so that nobody draws masks either. */
    canvas: Canvas | null
    metrics: Metrics
    /** Those that listen already. */
    started: ReadonlySet<Platform>
    /** Whether this process works on clips. */
    works: boolean
    stop: AbortSignal
    clock: Clock
    log: Log
  },
): Promise<HttpServer & { token: string | null }> => {
  const { storage, studio, publicLinks, platforms, started, clock, log } = parts
  const health = createHealthRoutes(
    {
      quick: {
        process: () => parts.stop.throwIfAborted(),
        ...(parts.works && { engine: studio.checkEngine }),
        ...Object.fromEntries(platforms.map((platform) => [platform.name, () => checkPlatform(platform, started, clock)])),
      },
      slow: {
        database: storage.checkDatabase,
        folder: storage.checkFolder,
        room: () => storage.mediaStore.ensureRoom(readyBytes),
      },
    },
    { clock, log },
  )
  const { publicUrl, s3 } = environment
  const sendsOn = s3 !== undefined && publicUrl !== undefined && isReachedOutside(s3.endpoint, publicUrl)
  const outside = publicLinks ? [createFileRoutes(publicLinks, storage.shownMedia, sendsOn), createWebhookRoutes(studio.webhooks)] : []
  const hasPages = parts.routes.length > 0
  const drawing = parts.canvas ? [createCanvasFiles(), createCanvasRoutes(parts.canvas, canvasPage)] : []
  const { playgroundToken, metricsToken } = environment
  const token = playgroundToken ?? (hasPages ? await keptSecret(storage, 'playground-token') : '')
  const server = await startHttpServer({
    ...environment,
    routes: parts.routes,
    login: hasPages ? { token, secret: await keptSecret(storage, 'playground-sessions') } : undefined,
    metrics: { routes: parts.metrics.routes, token: metricsToken },
    openRoutes: [health, ...outside, ...drawing, ...parts.openRoutes],
    log,
    clock,
  })
  log.info({ address: server.url }, hasPages ? 'the playground is open' : 'the server is open')
  return { ...server, token: hasPages && playgroundToken === undefined ? token : null }
}
