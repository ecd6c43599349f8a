import { expect, test } from 'vitest'
import { ask, cookieOf, named, outerAddresses } from './ask.ts'
import { metricsToken, openPage, publicHost, token } from './open-page.ts'

const path = '/metrics'
const passedOn = { 'x-forwarded-for': '192.0.2.7' }
const bearer = { authorization: `Bearer ${metricsToken}` }

test('programs on this machine read the metrics, also Prometheus, which sends a header of its own', async () => {
  const { server } = await openPage()
  const { port } = server
  const { status, text } = await ask({ port, path, headers: { 'x-prometheus-scrape-timeout-seconds': '10' } })
  expect([status, text]).toEqual([200, expect.stringContaining('moodreel_outcomes_total')])
  expect((await ask({ port, path, headers: { authorization: 'Bearer of something else' } })).status).toBe(200)
})

test('others read them with the token, under any name', async () => {
  const { server } = await openPage()
  const { port } = server
  for (const headers of [passedOn, { host: publicHost }, { host: 'moodreel:8787' }]) {
    const without = await ask({ port, path, headers })
    expect([without.status, without.headers['www-authenticate'], without.text.includes('moodreel_')]).toEqual([401, 'Bearer', false])
    expect((await ask({ port, path, headers: { ...headers, ...bearer } })).status).toBe(200)
    expect((await ask({ port, path, headers: { ...headers, authorization: `bearer  ${metricsToken}` } })).status).toBe(200)
  }
  for (const address of outerAddresses) {
    const headers = { host: named(address, port) }
    expect((await ask({ port, address, path, headers })).status).toBe(401)
    expect((await ask({ port, address, path, headers: { ...headers, ...bearer } })).status).toBe(200)
  }
})

test('no other word opens them: the playground’s token, its cookie, the token in the address, none at all', async () => {
  const { server } = await openPage()
  const { port } = server
  const cookie = cookieOf(await ask({ port, path: `/?token=${encodeURIComponent(token)}`, headers: passedOn }))
  const tries: [string, Record<string, string>][] = [
    [path, { cookie }],
    [`${path}?token=${metricsToken}`, {}],
    [`${path}?token=${encodeURIComponent(token)}`, {}],
    [path, { authorization: 'Bearer' }],
    [path, { authorization: metricsToken }],
    [path, { authorization: `Basic ${btoa(`metrics:${metricsToken}`)}` }],
    [path, { authorization: `Bearer ${metricsToken}x` }],
  ]
  for (const [address, headers] of tries) {
    const { status } = await ask({ port, path: address, headers: { ...passedOn, ...headers } })
    expect([address, headers, status]).toEqual([address, headers, 401])
  }
})

test('without a token set, nothing opens them from elsewhere', async () => {
  const { server } = await openPage({ METRICS_TOKEN: '' })
  const { port } = server
  for (const authorization of ['Bearer undefined', 'Bearer', 'Bearer x', `Bearer ${token.replaceAll(' ', '')}`]) {
    expect((await ask({ port, path, headers: { ...passedOn, authorization } })).status).toBe(401)
  }
  expect((await ask({ port, path })).status).toBe(200)
})

test('who guesses waits after ten wrong ones', async () => {
  const { server, clock } = await openPage()
  const { port } = server
  for (let n = 0; n < 10; n += 1) await ask({ port, path, headers: { ...passedOn, authorization: `Bearer guess-${n}` } })
  expect((await ask({ port, path, headers: { ...passedOn, ...bearer } })).status).toBe(429)
  clock.ahead = 61_000
  expect((await ask({ port, path, headers: { ...passedOn, ...bearer } })).status).toBe(200)
})

test('a page elsewhere does not read them by a name that leads here', async () => {
  const { server } = await openPage()
  expect((await ask({ port: server.port, path, headers: { host: 'evil.example' } })).status).toBe(401)
})
