import { Hono } from 'hono'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'

/** A check that takes longer has failed: those who ask do not wait for ever. */
const checkTimeoutMs = 2_000

/** For how long what the slow checks found is told again: anybody may ask, as often as they like. */
const keptMs = 2_000

/** What must be well before the program is sent work, by name. A check throws when it is not. */
export type Checks = Readonly<Record<string, () => Promise<void> | void>>

/**
 * `GET /healthz`: the process is alive. `GET /readyz`: it can take work; 503 with the names of the checks that
 * failed when not. Why they failed is in the log, once a change. The checks of `quick` look into memory and run each time; those
 * of `slow` ask the disk: they run once for all who wait, and at most every two seconds.
 */
export const createHealthRoutes = (checks: { quick: Checks; slow: Checks }, { clock, log }: { clock: Clock; log: Log }): Hono => {
  let lastTold = ''
  let kept: { at: number; failed: Promise<string[]> } | null = null

  const fails = async ([name, check]: [string, Checks[string]]): Promise<string[]> => {
    const { promise: timedOut, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(new Error(`no answer in ${checkTimeoutMs} ms`)), checkTimeoutMs)
    try {
      await Promise.race([Promise.try(check), timedOut])
      return []
    } catch (cause) {
      log.debug({ check: name, err: cause }, 'a readiness check failed')
      return [name]
    } finally {
      clearTimeout(timer)
    }
  }
  const run = async (some: Checks): Promise<string[]> => (await Promise.all(Object.entries(some).map(fails))).flat()

  const runSlow = (): Promise<string[]> => {
    const age = kept ? clock.now() - kept.at : keptMs
    // A clock that was set back would keep the answer for long.
    if (!kept || age < 0 || age >= keptMs) kept = { at: clock.now(), failed: run(checks.slow) }
    return kept.failed
  }

  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'alive' }))
    .get('/readyz', async (c) => {
      const notReady = (await Promise.all([run(checks.quick), runSlow()])).flat()
      if (notReady.join() !== lastTold) log.info({ notReady }, 'readiness changed')
      lastTold = notReady.join()
      return notReady.length === 0 ? c.json({ status: 'ready', notReady }) : c.json({ status: 'not ready', notReady }, 503)
    })
}
