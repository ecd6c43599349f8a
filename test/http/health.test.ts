import { expect, test } from 'vitest'
import { type Checks, createHealthRoutes } from '../../src/http/health.ts'
import { recordedLog } from '../support/recorded-log.ts'

const routesWith = (slow: Checks, quick: Checks = {}) => {
  const clock = { ms: 0, now: () => clock.ms }
  const { log, lines } = recordedLog()
  return { routes: createHealthRoutes({ quick, slow }, { clock, log }), lines, clock }
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
  const { routes, lines } = routesWith({}, { engine: () => void (well || broken()) })
  for (const now of [true, true, false, false, true]) {
    well = now
    await routes.request('/readyz')
  }
  expect(lines.flatMap(({ level, fields }) => (level === 'info' ? [fields] : []))).toEqual([{ notReady: ['engine'] }, { notReady: [] }])
})

test('however many ask, the disk is asked once in two seconds; what is in memory counts at once', async () => {
  let asked = 0
  let well = true
  const answer = Promise.withResolvers<void>()
  const { routes, clock } = routesWith(
    {
      disk: () => {
        asked += 1
        return answer.promise
      },
    },
    { engine: () => void (well || broken()) },
  )
  const status = async () => (await routes.request('/readyz')).status
  const together = Promise.all([status(), status(), status()])
  answer.resolve()
  expect(await together).toEqual([200, 200, 200])
  clock.ms = 1_999
  well = false
  expect([await status(), asked]).toEqual([503, 1])
  clock.ms = 2_000
  await status()
  expect(asked).toBe(2)
  clock.ms = -5_000
  await status()
  expect(asked).toBe(3)
})
