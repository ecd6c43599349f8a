import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { expect, onTestFinished, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { isLoopback } from '../../src/http/loopback.ts'
import { ownNames } from '../../src/http/own-names.ts'
import { type HttpServer, type HttpServerOptions, startHttpServer } from '../../src/http/server.ts'
import { type RecordedLine, recordedLog } from '../support/recorded-log.ts'

const start = async (routes: Hono, options: Partial<HttpServerOptions> = {}): Promise<HttpServer & { lines: RecordedLine[] }> => {
  const { log, lines } = recordedLog()
  const server = await startHttpServer({ host: '127.0.0.1', port: 0, routes: [routes], log, ...options })
  onTestFinished(() => server.stop())
  return { ...server, lines }
}

/** Asks under any `Host`, which fetch does not allow. */
const ask = (server: HttpServer, headers: Record<string, string>, method = 'GET'): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path: '/', method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.end()
  })

const hello = (): Hono => new Hono().get('/', (c) => c.text('hello')).post('/', (c) => c.text('changed'))

test('answers under its own names and refuses every other', async () => {
  const server = await start(hello(), { publicUrl: 'https://clips.example.org' })
  for (const host of [`127.0.0.1:${server.port}`, `LocalHost:${server.port}`, `[::1]:${server.port}`]) {
    expect([host, (await ask(server, { host })).status]).toEqual([host, 200])
  }
  for (const host of ['localhost', 'localhost:1', '127.0.0.1', '192.0.2.7:8787', '[2001:db8::7]', 'Clips.Example.org']) {
    expect([host, (await ask(server, { host })).status]).toEqual([host, 401])
  }
  for (const host of ['evil.example', `evil.example:${server.port}`, `127.0.0.1.nip.io:${server.port}`, `localhost.:${server.port}`]) {
    expect([host, (await ask(server, { host })).status]).toEqual([host, 421])
  }
})

test('lets no other origin change anything, and lets a webhook without one through', async () => {
  const server = await start(hello())
  const host = `127.0.0.1:${server.port}`
  const post = async (headers: Record<string, string>) => (await ask(server, { host, ...headers }, 'POST')).status
  expect(await post({ origin: `http://${host}` })).toBe(200)
  expect(await post({})).toBe(200)
  expect(await post({ origin: 'http://evil.example' })).toBe(403)
  expect(await post({ origin: `http://127.0.0.1:${server.port + 1}` })).toBe(403)
  expect(await post({ origin: 'null' })).toBe(403)
  expect(await post({ 'sec-fetch-site': 'cross-site' })).toBe(403)
})

test('sends safe headers with everything and leaves a stricter policy alone', async () => {
  const routes = hello().get('/strict', (c) => c.text('', 200, { 'content-security-policy': 'sandbox' }))
  const server = await start(routes)
  const { headers } = await fetch(`${server.url}/`)
  expect(headers.get('content-security-policy')).toMatch(/default-src 'self';.*frame-ancestors 'none'/)
  expect(headers.get('content-security-policy')).not.toMatch(/unsafe|data:|\*/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect((await fetch(`${server.url}/strict`)).headers.get('content-security-policy')).toBe('sandbox')
  expect((await fetch(`${server.url}/nowhere`)).headers.get('x-content-type-options')).toBe('nosniff')
})

test('tells a person one sentence and the log the rest', async () => {
  const routes = new Hono()
    .get('/broken', () => {
      throw new Error('the password is swordfish')
    })
    .get('/full', () => {
      throw new MoodreelError('storage_full', 'The disk is full; make room.')
    })
  const server = await start(routes)
  const page = { headers: { accept: 'text/html' } }

  const missing = await fetch(`${server.url}/nowhere`, page)
  expect([missing.status, await missing.text()]).toEqual([404, 'There is nothing at this address.\n'])
  const broken = await fetch(`${server.url}/broken`, page)
  expect(broken.status).toBe(500)
  expect(await broken.text()).not.toMatch(/swordfish|at .*\.ts/)
  expect(JSON.stringify(server.lines.filter(({ level }) => level === 'error').map(({ fields }) => Object.keys(fields)))).toContain('err')
  const full = await fetch(`${server.url}/full`)
  expect([full.status, await full.json()]).toEqual([507, { error: { code: 'storage_full', message: 'The disk is full; make room.' } }])
})

test('logs the route of a request, and nothing of its address', async () => {
  const routes = hello()
    .get('/webhooks/:provider/:key', (c) => c.text('heard'))
    .get('/broken/:key', () => {
      throw new Error('a fault')
    })
  const server = await start(routes)
  for (const path of ['/?token=swordfish', '/webhooks/fal/swordfish', '/broken/swordfish', '/elsewhere/swordfish']) {
    await fetch(`${server.url}${path}`)
  }
  const seen = server.lines.flatMap(({ fields }) => ('status' in fields && 'route' in fields ? [[fields.route, fields.status]] : []))
  expect(seen).toEqual([
    ['/', 200],
    ['/webhooks/:provider/:key', 200],
    ['/broken/:key', 500],
    ['/*', 404],
  ])
  expect(JSON.stringify(server.lines.map(({ fields }) => fields))).not.toContain('swordfish')
})

test('says in one sentence that the port is taken', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void other.close(() => resolve())))
  const { port } = other.address() as AddressInfo
  const failure = await start(hello(), { port }).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(MoodreelError)
  expect(failure).toMatchObject({ code: 'bad_config', userMessage: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken`) })
})

test('stops although browsers still follow a stream, and lets a request under way end', async () => {
  const { promise: release, resolve } = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  const routes = new Hono()
    .get('/stream', (c) => streamSSE(c, (stream) => new Promise((done) => stream.onAbort(done))))
    .get('/slow', async (c) => {
      reached.resolve()
      await release
      return c.text('done')
    })
  // So long a grace would fail the test by its time limit.
  const server = await start(routes, { graceMs: 600_000 })
  const stream = await fetch(`${server.url}/stream`)
  const slow = fetch(`${server.url}/slow`)
  const idle = connect(server.port, '127.0.0.1')
  onTestFinished(() => void idle.destroy())
  await reached.promise
  const stopped = server.stop()
  resolve()
  expect(await (await slow).text()).toBe('done')
  await stopped
  await expect(stream.text()).rejects.toThrow()
  await expect(fetch(`${server.url}/slow`)).rejects.toThrow()
})

test.each([
  ['127.0.0.1', true],
  ['localhost', true],
  ['::1', true],
  ['127.8.0.1', true],
  ['0.0.0.0', false],
  ['192.168.1.5', false],
  ['::', false],
  ['clips.example.org', false],
])('knows whether %s is this machine alone', (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback)
})

test.each<[string, number, string | undefined, string[]]>([
  ['127.0.0.1', 8787, undefined, ['localhost:8787', '127.0.0.1:8787', '[::1]:8787']],
  ['0.0.0.0', 80, undefined, ['localhost', 'localhost:80', '127.0.0.1', '127.0.0.1:80', '[::1]', '[::1]:80']],
  ['Bot.lan', 8787, 'https://clips.example.org', ['localhost:8787', '127.0.0.1:8787', '[::1]:8787', 'bot.lan:8787']],
  ['bot.lan', 8787, 'http://Bot.lan:8787', ['localhost:8787', '127.0.0.1:8787', '[::1]:8787']],
  ['127.0.0.1', 8787, 'http://localhost:8787', ['localhost:8787', '127.0.0.1:8787', '[::1]:8787']],
])('on %s, port %i, with the public address %s it goes by %j on its own machine', (host, port, publicUrl, names) => {
  expect([...ownNames(host, port, publicUrl)]).toEqual(names)
})
