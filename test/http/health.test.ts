import { expect, test } from 'vitest'
import type { Log } from '../../src/core/log.ts'
import { type Checks, createHealthRoutes } from '../../src/http/health.ts'

const routesWith = (checks: Checks) => {
  const lines: object[] = []
  const log: Log = {
    debug: () => undefined,
    info: (fields) => void lines.push(fields),
    warn: () => undefined,
    error: () => undefined,
    child: () => log,
  }
  return { routes: createHealthRoutes(checks, log), lines }
}

const broken = (): never => {
  throw new Error('the password is swordfish')
}

test('is alive whatever the checks say', async () => {
  const { routes } = routesWith({ database: broken })
  expect((await routes.request('/healthz')).status).toBe(200)
})

test('is ready when every check passes', async () => {
  const { routes } = routesWith({ database: async () => undefined, engine: () => undefined })
  const response = await routes.request('/readyz')
  expect([response.status, await response.json()]).toEqual([200, { status: 'ready', notReady: [] }])
})

test('names what is not ready and keeps the reason for the log', async () => {
  const { routes } = routesWith({ database: broken, folder: () => undefined, engine: () => Promise.reject(new Error('stuck')) })
  const response = await routes.request('/readyz')
  expect([response.status, await response.json()]).toEqual([503, { status: 'not ready', notReady: ['database', 'engine'] }])
})

test('does not wait for a check that never ends', async () => {
  const { routes } = routesWith({ database: () => new Promise(() => undefined), engine: () => undefined })
  const response = await routes.request('/readyz')
  expect(await response.json()).toEqual({ status: 'not ready', notReady: ['database'] })
})

test('logs a change of readiness once', async () => {
  let well = true
  const { routes, lines } = routesWith({ engine: () => void (well || broken()) })
  for (const now of [true, true, false, false, true]) {
    well = now
    await routes.request('/readyz')
  }
  expect(lines).toEqual([{ notReady: ['engine'] }, { notReady: [] }])
})
