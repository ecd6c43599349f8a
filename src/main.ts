import { once } from 'node:events'
import { pino } from 'pino'
import { readEnvironment } from '../config/env.ts'
import { readModels } from '../config/models.ts'
import { readTiers } from '../config/tiers.ts'
import { completeOptions } from './core/complete-options.ts'
import { MoodreelError } from './core/errors.ts'
import { createHealthRoutes } from './http/health.ts'
import { createMetrics } from './http/metrics.ts'
import { startHttpServer } from './http/server.ts'
import { loadCommands, loadProviders } from './load.ts'
import { createLog } from './log.ts'
import { startMediaTools } from './media/media-tools.ts'
import { offeredModels, openProviders, readSettings } from './open-providers.ts'
import { createConsolePlatform } from './platforms/console/index.ts'
import { createWebPlatform } from './platforms/web/index.ts'
import { createStopSignal } from './stop-signal.ts'
import { openStorage } from './storage/open-storage.ts'
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
  const saying = task.kind === 'say'
  const environment = readEnvironment({ LOG_LEVEL: saying ? 'warn' : 'info', ...process.env })
  const { models: rows, providers: limits } = await readModels(environment.configDir)
  const tiers = await readTiers(environment.configDir)
  const commands = await loadCommands(environment.configDir)
  const definitions = await loadProviders(environment.configDir)
  for (const definition of definitions.values()) readSettings(definition, process.env)
  if (task.kind === 'check') return 0

  const clock = { now: () => Date.now() }
  // What `say` prints on its standard output is for programs; the log must not be mixed into it.
  const log = createLog(environment.logLevel, pino.destination({ fd: saying ? 2 : 1, sync: true }))
  const stop = createStopSignal(log, 2 * graceMs)
  const stopped = once(stop, 'abort')
  await using house = new AsyncDisposableStack()

  const storage = house.use(await openStorage(environment.dataDir))
  const media = startMediaTools({ workFolder: storage.workPath, log })
  house.defer(() => media.stop())
  const { providers, origins } = await openProviders(definitions, process.env, {
    folderOf: storage.providerFolder,
    log,
    fetch,
    now: clock.now,
  })
  for (const provider of providers.values()) house.defer(async () => provider.stop?.())
  const models = offeredModels(rows, providers)
  const guardedFetch = createGuardedFetch({ allowedOrigins: origins, userAgent: 'Moodreel', defaults: fetchLimits })
  house.defer(() => guardedFetch.close())
  const memberFetch = createGuardedFetch({ allowedOrigins: [], userAgent: 'Moodreel', defaults: fetchLimits })
  house.defer(() => memberFetch.close())

  const said =
    task.kind === 'say' ? createConsolePlatform({ ...task, ...terminal(), outFolder: './out', mediaStore: storage.mediaStore }) : null
  const web = createWebPlatform({
    messages: storage.webMessages,
    mediaStore: storage.mediaStore,
    workFolder: storage.workPath,
    commands: [...commands.values()],
    models,
    clock,
    log,
    complete: (text) => completeOptions([...commands.values()], models, text),
  })
  const platforms = said ? [said] : [web]

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
  const checks = {
    process: () => stop.throwIfAborted(),
    database: storage.checkDatabase,
    folder: storage.checkFolder,
    room: () => storage.mediaStore.ensureRoom(readyBytes),
    engine: studio.checkEngine,
    platforms: () => {
      if (started.size < platforms.length) throw new MoodreelError('stopping', 'The platforms are being started; wait a moment.')
    },
  }
  const server = said
    ? null
    : await startHttpServer({
        host: environment.host,
        port: environment.port,
        routes: [web.routes, metrics.routes],
        probes: createHealthRoutes(checks, log),
        log,
      })
  house.defer(async () => server?.stop())
  for (const platform of platforms) {
    await platform.start(receive.handle)
    house.defer(() => platform.stop())
    started.add(platform.name)
  }
  await studio.start()
  // Ended in reverse: first nothing new comes in, then the work ends, and those who listen are let go last.
  house.defer(() => studio.stop(graceMs))
  house.defer(() => receive.stop(graceMs))
  if (server) log.info({ address: server.url }, 'the playground is open')
  // Awaited here: the house stands until there is nothing more to do.
  return await (said ? Promise.race([said.done, stopped.then(() => 130)]) : stopped.then(() => 0))
}

/** A person gets a drawing, a program gets lines of JSON. */
const terminal = () => ({
  stdout: process.stdout,
  stderr: process.stderr,
  isTerminal: process.stdout.isTTY === true,
  colors: process.stdout.isTTY === true && !process.env['NO_COLOR'],
})

process.exitCode = await run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof MoodreelError ? error.userMessage : (error as Error).stack}\n`)
  return 1
})
// A step that outlived its grace time may still hold the process.
setTimeout(() => process.exit(), 500).unref()
