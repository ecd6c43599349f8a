import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../src/core/id.ts'
import { ask, cookieOf, named, outerAddresses } from './ask.ts'
import { openPage, publicHost, token } from './open-page.ts'

/** One for all tests, for nothing that is refused changes it. */
let page: Awaited<ReturnType<typeof openPage>>
const stack = new AsyncDisposableStack()
beforeAll(async () => {
  page = await openPage({}, (work) => stack.defer(async () => work()))
})
beforeEach(() => {
  page.studio.invocations.length = 0
})
afterAll(() => stack.disposeAsync())

/** What anybody may ask for: each proves the caller's right by itself, or tells nothing and changes nothing. */
const open = [
  ...['/healthz', '/readyz', '/clips/:file', '/inputs/:file', '/webhooks/:provider/:key/:attempt', '/slack/events'],
  ...['/canvas/:token', '/canvas/:token/still'],
]
/** The scripts of the page on which masks are drawn: those of the playground, which are nobody's. */
const scripts = /^[/]canvas[/]page[/][\w-]+[.](?:js|css|svg)$/
/** Has a token of its own; see `metrics.test.ts`. */
const figures = ['/metrics', '/metrics/*']

const plain = (path: string): string => path.replace(/\{[^/]*\}/g, '')

/** An address for a route of the router. */
const addressOf = (path: string): string => plain(path).replaceAll(/:\w+/g, 'x').replaceAll('*', 'clips/x.mp4')

/** Every address and method that the router knows and that is not open, as it is now: a route of tomorrow is among them. */
const closedRoutes = (routes: readonly { method: string; path: string }[]): [string, string][] => {
  const closed = routes.filter(({ path }) => !open.includes(plain(path)) && !figures.includes(path) && !scripts.test(path))
  const all = closed.flatMap(({ method, path }) =>
    (method === 'ALL' ? ['GET', 'POST'] : [method]).map((one) => [one, addressOf(path)] as const),
  )
  return [...new Map(all.map(([method, path]) => [`${method} ${path}`, [method, path] satisfies [string, string]])).values()]
}

const forwarders: Record<string, string> = {
  forwarded: 'for=192.0.2.7;proto=https',
  'x-forwarded-for': '127.0.0.1',
  'x-forwarded-host': 'bot.example',
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '443',
  'x-forwarded': 'for=::1',
  'x-forwarded-anything': '',
  'x-real-ip': '127.0.0.1',
  'x-client-ip': '127.0.0.1',
  'x-cluster-client-ip': '127.0.0.1',
  'x-original-host': 'bot.example',
  'x-request-id': '1',
  'x-envoy-external-address': '127.0.0.1',
  'x-amzn-trace-id': 'Root=1',
  'x-arr-log-id': '1',
  X_Forwarded_For: '127.0.0.1',
  'true-client-ip': '127.0.0.1',
  'client-ip': '127.0.0.1',
  'fastly-client-ip': '127.0.0.1',
  'fly-client-ip': '127.0.0.1',
  'cf-connecting-ip': '127.0.0.1',
  'cf-ray': '1',
  'cdn-loop': 'cloudflare',
  'tailscale-user-login': 'ann@example.org',
  'front-end-https': 'on',
  'proxy-connection': 'keep-alive',
  via: '1.1 proxy',
}

interface Case {
  address?: string
  from?: string
  headers?: (port: number) => Record<string, string>
}

const foreign: [string, Case][] = [
  ['passed on with X-Forwarded-For', { headers: () => ({ 'x-forwarded-for': '127.0.0.1' }) }],
  ['passed on with Forwarded', { headers: () => ({ forwarded: 'for=127.0.0.1' }) }],
  ['passed on with Via', { headers: () => ({ via: '1.1 x' }) }],
  ['under the public name', { headers: () => ({ host: publicHost }) }],
  ['under another port', { headers: (port) => ({ host: `localhost:${port + 1}` }) }],
  ['under an address of another machine', { headers: () => ({ host: '198.51.100.7' }) }],
  ['with a made-up cookie', { headers: (port) => ({ host: publicHost, cookie: `moodreel=9999999999.x; moodreel-${port}=9999999999.x` }) }],
  ...outerAddresses.flatMap((address): [string, Case][] => [
    [`from ${address}`, { address, headers: (port) => ({ host: named(address, port) }) }],
    [`from ${address} under a name of this machine`, { address }],
    [`from ${address} with a page of our own`, { address, headers: (port) => ({ origin: `http://127.0.0.1:${port}` }) }],
  ]),
]

test('the router holds what is open and nothing more', async () => {
  const { server } = page
  const paths = server.routes.map(({ path }) => plain(path))
  expect(open.filter((path) => !paths.includes(path))).toEqual([])
  expect(closedRoutes(server.routes).length).toBeGreaterThan(30)
})

test.each(foreign)('no route is for somebody %s', async (_, { address, headers }) => {
  const { server, studio, storage } = page
  const { port } = server
  const body = JSON.stringify({ id: 'say-00000001', text: '/t2v a quiet harbour' })
  const answers: [string, number, boolean][] = []
  for (const [method, path] of [...closedRoutes(server.routes), ['GET', '/nowhere'] as const, ['PUT', '/api/say'] as const]) {
    const sent = { 'content-type': 'application/json', ...headers?.(port) }
    const answer = await ask({ port, address, path, method, headers: sent, body: method === 'POST' ? body : undefined })
    answers.push([`${method} ${path}`, answer.status, answer.headers['set-cookie'] === undefined && answer.text.length < 400])
  }
  expect(answers.filter(([, status, isQuiet]) => status !== 401 || !isQuiet)).toEqual([])
  expect(studio.invocations).toEqual([])
  expect(await Array.fromAsync(storage.mediaStore.list('uploads/'))).toEqual([])
})

test.each(['evil.example', 'evil.example:80', '127.0.0.1.nip.io', 'localhost.evil.example'])(
  'no route goes by the name of %s, not even with the token',
  async (host) => {
    const { server } = page
    for (const [method, path] of closedRoutes(server.routes)) {
      const answer = await ask({ port: server.port, path: `${path}?token=${encodeURIComponent(token)}`, method, headers: { host } })
      expect([method, path, answer.status, answer.headers['set-cookie']]).toEqual([method, path, 421, undefined])
    }
  },
)

const peers: [string, Case][] = [
  ['127.0.0.1', {}],
  ['127.0.0.1 under another name of this machine', { headers: (port) => ({ host: `localhost:${port}` }) }],
  ['127.0.0.2', { address: '127.0.0.3', from: '127.0.0.2' }],
  ['::1', { address: '::1', headers: (port) => ({ host: `[::1]:${port}` }) }],
  ['::ffff:127.0.0.1', { address: '::ffff:127.0.0.1' }],
  [
    '127.0.0.1 with headers of a browser',
    { headers: () => ({ 'sec-fetch-site': 'same-origin', dnt: '1', priority: 'u=1', 'x-requested-with': 'app' }) },
  ],
]

test.each(peers)('every route is for %s, without anything', async (_, { address, from, headers }) => {
  const { server, studio } = page
  const { port } = server
  for (const [method, path] of closedRoutes(server.routes)) {
    const host = headers?.(port)['host'] ?? `127.0.0.1:${port}`
    const answer = await ask({ port, address, from, path, method, headers: { origin: `http://${host}`, ...headers?.(port) } })
    expect([method, path, [401, 403, 421].includes(answer.status)]).toEqual([method, path, false])
  }
  const sent = await ask({
    port,
    address,
    from,
    path: '/api/say',
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers?.(port), origin: `http://${headers?.(port)['host'] ?? `127.0.0.1:${port}`}` },
    body: JSON.stringify({ id: `say-${newId()}`, text: '/t2v a quiet harbour' }),
  })
  expect([sent.status, studio.invocations.length]).toEqual([200, 1])
})

test.each(foreign.filter(([name]) => !name.includes('cookie')))('every route is for somebody %s who has the cookie', async (_, one) => {
  const { server } = page
  const { port } = server
  const headers = { host: `127.0.0.1:${port}`, ...one.headers?.(port) }
  const entered = await ask({ port, address: one.address, path: `/?token=${encodeURIComponent(token)}`, headers })
  const cookie = cookieOf(entered)
  for (const [method, path] of closedRoutes(server.routes)) {
    const answer = await ask({
      port,
      address: one.address,
      path,
      method,
      headers: { ...headers, origin: `http://${headers.host}`, cookie },
    })
    expect([method, path, [401, 403, 421].includes(answer.status)]).toEqual([method, path, false])
  }
})

test.each(Object.entries(forwarders))('a request with %s was passed on', async (name, value) => {
  expect((await ask({ port: page.server.port, headers: { [name]: value } })).status).toBe(401)
})

test('HTTP/1.0, which no browser speaks, was passed on', async () => {
  const { server } = page
  const socket = connect(server.port, '127.0.0.1')
  socket.write(`GET /api/messages HTTP/1.0\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`)
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 401 /)
})

test('what is open stays open to everybody', async () => {
  const { server } = page
  const { port } = server
  const headers = { host: publicHost, 'x-forwarded-for': '192.0.2.7' }
  expect((await ask({ port, path: '/healthz', headers })).status).toBe(200)
  expect((await ask({ port, path: '/readyz', headers })).status).toBe(200)
  expect((await ask({ port, path: '/clips/0123456789ab.mp4', headers })).status).toBe(404)
  expect((await ask({ port, path: '/webhooks/fal/key/attempt', method: 'POST', headers })).status).toBe(404)
  expect((await ask({ port, path: '/slack/events', method: 'POST', headers })).status).toBe(401)
})
