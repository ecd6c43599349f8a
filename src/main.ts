import { once } from 'node:events'
import { pino } from 'pino'
import { readEnvironment } from '../config/env.ts'
import { readModels } from '../config/models.ts'
import { readTiers } from '../config/tiers.ts'
import { MoodreelError } from './core/errors.ts'
import { examine } from './examine.ts'
import { createClipRoutes } from './http/clips.ts'
import { createHealthRoutes } from './http/health.ts'
import { createMetrics } from './http/metrics.ts'
import { startHttpServer } from './http/server.ts'
import { loadCommands, loadProviders } from './load.ts'
import { createLog } from './log.ts'
import { startMediaTools } from './media/media-tools.ts'
import { openPlatforms } from './open-platforms.ts'
import { offeredModels, openProviders, readSettings } from './open-providers.ts'
import { createStopSignal } from './stop-signal.ts'
import { openStorage } from './storage/open-storage.ts'
import { keptSecret } from './storage/settings.ts'
import { createClipLinks } from './studio/clip-links.ts'
import { createGuardedFetch } from './studio/guarded-fetch.ts'
import { createReceive } from './studio/receive.ts'
import { createRunningStudio } from './studio/start-studio.ts'
import { readTask } from './task.ts'

/** How long running steps may go on once the program is asked to stop. */
const graceMs = 10_000
/** Room that must be free for the program to be ready for work. */
const readyBytes = 64 * 1024 * 1024
const fetchLimits = { maxBytes: 1024 ** 3, timeoutMs: 15 * 60_000, idleTimeoutMs: 60_000 }

const run = async (): Promise<number> => {
  const task = readTask(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd())
  // Only a server logs on its standard output: what the other tasks print there is for programs and people.
  const serving = task.kind === 'serve'
  const environment = readEnvironment({ LOG_LEVEL: serving ? 'info' : 'warn', ...process.env })
  const { models: rows, providers: limits } = await readModels(environment.configDir)
  const tiers = await readTiers(environment.configDir)
  const commands = await loadCommands(environment.configDir)
  const definitions = await loadProviders(environment.configDir)
  for (const definition of definitions.values()) readSettings(definition, process.env)
  if (task.kind === 'check') return 0

  const clock = { now: () => Date.now() }
  const log = createLog(environment.logLevel, pino.destination({ fd: serving ? 1 : 2, sync: true }))
  if (task.kind === 'discord:invite' || task.kind === 'slack:doctor') return examine(task, environment, log)
  const stop = createStopSignal(log, 2 * graceMs)
  const stopped = once(stop, 'abort')
  await using house = new AsyncDisposableStack()

  const storage = house.use(await openStorage(environment.dataDir))
  const media = startMediaTools({ workFolder: storage.workPath, log })
  house.defer(() => media.stop())
  const { providers, origins } = await openProviders(definitions, process.env, {
    folderOf: storage.providerFolder,
    cacheOf: storage.providerCache,
    publicUrl: environment.publicUrl,
    log,
    fetch,
    now: clock.now,
  })
  for (const provider of providers.values()) house.defer(async () => provider.stop?.())
  const models = offeredModels(rows, providers)
  const guardedFetch = createGuardedFetch({ allowedOrigins: origins, userAgent: 'Moodreel', defaults: fetchLimits })
  house.defer(() => guardedFetch.close())
  // A chat whose API the operator moved, such as a test server, has its files there too.
  const chatOrigins = environment.discord ? [new URL(environment.discord.apiUrl).origin] : []
  const memberFetch = createGuardedFetch({ allowedOrigins: chatOrigins, userAgent: 'Moodreel', defaults: fetchLimits })
  house.defer(() => memberFetch.close())
  const { publicUrl } = environment
  const clipLinks = publicUrl
    ? createClipLinks({ publicUrl, secret: await keptSecret(storage.settings, 'clip-links'), now: clock.now })
    : null

  const { platforms, routes, openRoutes, done } = await openPlatforms(task, environment, {
    storage,
    commands: [...commands.values()],
    models: () => models,
    clock,
    log,
    colors: !process.env['NO_COLOR'],
  })
  const metrics = createMetrics({ countOpen: storage.figures.open })
  const studio = createRunningStudio(
    {
      ...storage,
      media,
      guardedFetch,
      memberFetch,
      providers,
      concurrency: new Map(Object.entries(limits).map(([name, { concurrency }]) => [name, concurrency])),
      platforms: new Map(platforms.map((platform) => [platform.name, platform])),
      clipLinks,
      models,
      tier: tiers.default,
      clock,
      log,
      meter: metrics.meter,
    },
    storage.enginePath,
  )
  const receive = createReceive(commands, studio.studio, log, metrics.meter)
  const started = new Set<string>()
  let address: string | null = null
  if (serving) {
    const health = createHealthRoutes(
      {
        process: () => stop.throwIfAborted(),
        database: storage.checkDatabase,
        folder: storage.checkFolder,
        room: () => storage.mediaStore.ensureRoom(readyBytes),
        engine: studio.checkEngine,
        platforms: () => {
          if (started.size < platforms.length) throw new MoodreelError('stopping', 'The platforms are being started; wait a moment.')
        },
      },
      log,
    )
    const clips = clipLinks ? [createClipRoutes(clipLinks, storage.mediaStore)] : []
    const server = await startHttpServer({
      ...environment,
      routes: [...routes, metrics.routes],
      openRoutes: [health, ...clips, ...openRoutes],
      log,
    })
    house.defer(() => server.stop())
    address = routes.length > 0 ? server.url : null
    log.info({ address: server.url }, routes.length > 0 ? 'the playground is open' : 'the server is open')
  }
  for (const platform of platforms) {
    await platform.start(receive.handle)
    house.defer(() => platform.stop())
    started.add(platform.name)
  }
  await studio.start()
  // Ended in reverse: first nothing new comes in, then the work ends, and those who listen are let go last.
  house.defer(() => studio.stop(graceMs))
  house.defer(() => receive.stop(graceMs))
  log.info({ platforms: [...started], providers: [...providers.keys()] }, 'ready')
  if (address && process.stdout.isTTY) process.stderr.write(`\nMoodreel is open at ${address} (Ctrl+C stops it).\n\n`)
  // Awaited here: the house stands until there is nothing more to do.
  return await Promise.race([done ?? stopped.then(() => 0), stopped.then(() => (done ? 130 : 0))])
}

process.exitCode = await run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof MoodreelError ? error.userMessage : (error as Error).stack}\n`)
  return 1
})
// A step that outlived its grace time may still hold the process.
setTimeout(() => process.exit(), 500).unref()
