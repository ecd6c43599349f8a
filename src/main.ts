import { once } from 'node:events'
import { pino } from 'pino'
import { readEnvironment } from '../config/env.ts'
import { MoodreelError } from './core/errors.ts'
import { worstCase } from './core/fit/price.ts'
import type { Platform } from './core/platform.ts'
import { createRuleMatcher } from './core/policy/match-rule.ts'
import { createRefusalIn } from './core/policy/serves.ts'
import { createMetrics } from './http/metrics.ts'
import { startMediaTools } from './media/media-tools.ts'
import { isConnected } from './program/check-platform.ts'
import { readConfiguration } from './program/config.ts'
import { examine } from './program/doctor.ts'
import { createLastResort } from './program/last-resort.ts'
import { createLog, withoutSecrets } from './program/log.ts'
import { createGuards, openOutside } from './program/network.ts'
import { openPlatforms } from './program/platforms.ts'
import { printModels } from './program/print-models.ts'
import { openProviders } from './program/providers.ts'
import { createRedact, secretsOf } from './program/secrets.ts'
import { serveHttp } from './program/serve.ts'
import { createStopSignal } from './program/stop-signal.ts'
import { readTask } from './program/task.ts'
import { tellAddress } from './program/tell-address.ts'
import { openStorage } from './storage/open-storage.ts'
import { createBreakers } from './studio/admission/breakers.ts'
import { openCatalogue } from './studio/admission/catalogue.ts'
import { createWorkspaces } from './studio/admission/workspaces.ts'
import { createRunningStudio } from './studio/assemble.ts'
import { createReceive } from './studio/dispatch.ts'
import { createLanguageOf } from './studio/members/language-of.ts'
import { readTemplates } from './studio/members/templates.ts'

/** How long running steps may go on once the program is asked to stop. */
const graceMs = 10_000

/** What the program says is seen by others: no secret of its environment is in it. */
const redact = createRedact(secretsOf(process.env))

const run = async (): Promise<number> => {
  const task = readTask(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd())
  // Only a server logs on its standard output: what the other tasks print there is for programs and people.
  const serving = task.kind === 'serve'
  const environment = readEnvironment({ LOG_LEVEL: serving ? 'info' : 'warn', ...process.env })
  const { rows, limits, tiers, policy, commands, definitions } = await readConfiguration(environment, process.env)
  if (task.kind === 'check') return 0

  const clock = { now: () => Date.now() }
  const log = createLog(environment.logLevel, pino.destination({ fd: serving ? 1 : 2, sync: true }), redact)
  const { failed, fail } = createLastResort(log, 2 * graceMs)
  const worst = worstCase(environment.roof, policy.spending.workspaceCreditsPerMonth)
  if (task.kind === 'discord:invite' || task.kind === 'slack:doctor') return examine(task, environment, log, redact, worst)
  if (task.kind === 'models') return printModels(rows, definitions, process.env, { log, publicUrl: environment.publicUrl })
  const stop = createStopSignal(log, 2 * graceMs)
  const stopped = once(stop, 'abort')
  await using house = new AsyncDisposableStack()

  // What is written from here on is its owner's alone: prompts, faces, the keys of links.
  process.umask(0o077)
  const storage = house.use(await openStorage(environment.dataDir))
  if (storage.openToOthers > 0) log.warn({ count: storage.openToOthers }, 'files of another owner in the data folder are open to others')
  const media = startMediaTools({ workFolder: storage.workPath, log })
  house.defer(() => media.stop())
  const { publicUrl } = environment
  const guard = createGuards(house)
  const lent = { folderOf: storage.providerFolder, cacheOf: storage.providerCache, publicUrl, log, fetch, guard, now: clock.now }
  const { providers, providerFetch } = await openProviders(definitions, process.env, lent)
  for (const provider of providers.values()) house.defer(async () => provider.stop?.())
  const outside = await openOutside(environment, { guard, storage, policy, clock })
  const unlistedUsd = new Map(Object.entries(limits).map(([name, { unlistedUsdPerClip }]) => [name, unlistedUsdPerClip]))
  const catalogue = await openCatalogue({ rows, providers, memory: storage.memory, unlistedUsd })
  const refusalIn = createRefusalIn(environment.workspaces, policy.directMessages)
  const opened = await openPlatforms(task, environment, {
    storage,
    refusalIn,
    commands: [...commands.values()],
    models: catalogue.models,
    templatesOf: async (key) => (await readTemplates(storage.settings, key)).map(({ name }) => name),
    clock,
    log,
    colors: !process.env['NO_COLOR'],
  })
  const { platforms, done } = opened
  const started = new Set<Platform>()
  const metrics = createMetrics({
    countOpen: storage.figures.open,
    roof: environment.roof,
    spent: () => storage.ledger.spentByEverybody(clock.now()),
    platforms: () => platforms.map((one) => ({ platform: one.name, connected: started.has(one) && isConnected(one) })),
  })
  const workspaces = createWorkspaces(storage.settings, policy)
  const studio = createRunningStudio(
    {
      ...storage,
      ...outside,
      media,
      providers,
      providerFetch,
      concurrency: new Map(Object.entries(limits).map(([name, { concurrency }]) => [name, concurrency])),
      platforms: new Map(platforms.map((platform) => [platform.name, platform])),
      catalogue,
      breakers: createBreakers({ clock, log }),
      tiers,
      roof: environment.roof,
      policy,
      matchRules: createRuleMatcher(policy.blocked, clock.now),
      workspaces,
      clock,
      log,
      meter: metrics.meter,
    },
    storage.enginePath,
  )
  const languageOf = createLanguageOf({ settings: storage.settings, log })
  const receive = createReceive({
    ...{ commands, studio: studio.studio, wayBack: studio.wayBack, log, meter: metrics.meter },
    ...{ moderatorsOf: workspaces.moderators, languageOf, refusalIn },
  })
  const listening = { ...opened, ...outside, storage, studio, metrics, started, stop, clock, log }
  const server = serving ? await serveHttp(environment, listening) : null
  if (server) house.defer(() => server.stop())
  for (const platform of platforms) {
    await Promise.race([platform.start(receive.handle, fail), stopped, failed])
    if (stop.aborted) return done ? 130 : 0
    house.defer(() => platform.stop())
    started.add(platform)
  }
  await studio.start()
  // Ended in reverse: first nothing new comes in, then the work ends, and those who listen are let go last.
  house.defer(() => studio.stop(graceMs))
  house.defer(() => receive.stop(graceMs))
  const names = { platforms: platforms.map(({ name }) => name), providers: [...providers.keys()], spending: worst }
  log.info(names, platforms.every(isConnected) ? 'ready' : 'started; not every chat is connected yet')
  if (server && opened.routes.length > 0) tellAddress(server, environment, clock.now)
  // Awaited here: the house stands until there is nothing more to do.
  return await Promise.race([done ?? stopped.then(() => 0), stopped.then(() => (done ? 130 : 0)), failed])
}

process.exitCode = await run().catch((error: unknown) => {
  const words = error instanceof MoodreelError ? error.userMessage : withoutSecrets((error as Error).stack ?? String(error))
  process.stderr.write(`${redact(words)}\n`)
  return 1
})
// A step that outlived its grace time may still hold the process.
setTimeout(() => process.exit(), 500).unref()
