import { Hono } from 'hono'
import type { Log } from '../core/log.ts'

/** A check that takes longer has failed: whoever asks does not wait for ever. */
const checkTimeoutMs = 2_000

/** What must be well before the program is sent work, by name. A check throws when it is not. */
export type Checks = Readonly<Record<string, () => Promise<void> | void>>

/**
 * `GET /healthz`: the process is alive. `GET /readyz`: it can take work; 503 with the names of the checks that
 * failed when not. Why they failed is in the log, once a change.
 */
export const createHealthRoutes = (checks: Checks, log: Log): Hono => {
  let lastTold = ''
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

  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'alive' }))
    .get('/readyz', async (c) => {
      const notReady = (await Promise.all(Object.entries(checks).map(fails))).flat()
      if (notReady.join() !== lastTold) log.info({ notReady }, 'readiness changed')
      lastTold = notReady.join()
      return notReady.length === 0 ? c.json({ status: 'ready', notReady }) : c.json({ status: 'not ready', notReady }, 503)
    })
}
