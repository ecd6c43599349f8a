import { once } from 'node:events'
import type { Platform } from '../core/platform.ts'
import { whileAway } from '../storage/postgres/while-away.ts'
import type { RunningStudio } from '../studio/assemble.ts'
import { isConnected } from './check-platform.ts'
import type { LastResort } from './last-resort.ts'
import { openBot, type Start } from './open-bot.ts'
import { createRereadFiles } from './reread-files.ts'
import { readRuleTexts } from './rule-texts.ts'
import { serveHttp } from './serve.ts'
import { createStopSignal } from './stop-signal.ts'
import type { BotTask } from './task.ts'
import { tellAddress } from './tell-address.ts'
import { watchFiles } from './watch-files.ts'
import { thisMachine, waysIn } from './ways-in.ts'

/** How long running steps may go on once the program is asked to stop. */
export const graceMs = 10_000

/** Reads models.yaml, tiers.yaml and policy.yaml again when they change. */
const watchRules = ({ environment: { configDir }, configuration: { texts }, log }: Start, { reread }: RunningStudio) =>
  watchFiles({ read: () => readRuleTexts(configDir), seen: texts, changed: createRereadFiles(configDir, texts, reread), log })

/**
 * Opens everything, listens and works until the program is told to stop, or until the one command of `say` is done. Returns the exit code.
 * Throws what opening throws, and the reason for which a platform refuses the bot for good.
 */
export const runBot = async (task: BotTask, start: Start & LastResort): Promise<number> => {
  const { environment, log, worst, failed, fail } = start
  const { role } = environment
  const clock = { now: () => Date.now() }
  const stop = createStopSignal(log, 2 * graceMs)
  const stopped = once(stop, 'abort')
  await using resources = new AsyncDisposableStack()
  const started = new Set<Platform>()
  // A server that is restarted meanwhile is waited for, whatever was being opened.
  const patiently = <Opened>(open: () => Promise<Opened>): Promise<Opened> => (environment.databaseUrl ? whileAway(open, { log }) : open())
  const bot = await patiently(async () => {
    await using opened = new AsyncDisposableStack()
    const open = await openBot(opened, task, started, { ...start, clock })
    resources.use(opened.move())
    return open
  })
  const { platforms, done, studio, dispatch } = bot
  // A worker posts to the chats, and hears nobody.
  const heard = role === 'worker' ? [] : platforms
  const works = role !== 'gateway'
  const outside = role === 'worker' ? { ...bot, platforms: heard, routes: [], openRoutes: [], canvas: null } : bot
  const server = task.kind === 'serve' ? await serveHttp(environment, { ...outside, started, works, stop, clock, log }) : null
  if (server) resources.defer(() => server.stop())
  // What it keeps for posting ends with the process too.
  for (const platform of platforms) if (!heard.includes(platform)) resources.defer(() => platform.stop())
  for (const platform of heard) {
    await Promise.race([platform.start(dispatch.handle, fail), stopped, failed])
    if (stop.aborted) return done ? 130 : 0
    resources.defer(() => platform.stop())
    started.add(platform)
  }
  await patiently(() => studio.start({ works }))
  // What `say` does once is over before anything changes.
  const watch = task.kind === 'serve' ? watchRules(start, studio) : null
  // Closed in reverse: first nothing new comes in, then the work ends, and those who listen are let go last.
  resources.defer(() => studio.stop(graceMs))
  resources.defer(async () => watch?.stop())
  resources.defer(() => dispatch.stop(graceMs))
  const names = { platforms: platforms.map(({ name }) => name), providers: bot.providers, spending: worst }
  log.info({ ...names, role }, heard.every(isConnected) ? 'ready' : 'started; not every chat is connected yet')
  if (server && outside.routes.length > 0)
    tellAddress(server, waysIn({ ...environment, port: server.port }, thisMachine()), environment, clock.now)
  // Awaited here: the resources are open until there is nothing more to do.
  return await Promise.race([done ?? stopped.then(() => 0), stopped.then(() => (done ? 130 : 0)), failed])
}
