import { expect, test } from 'vitest'
import { inWords } from '../../src/core/words/in-words.ts'
import { say } from '../../src/core/words/sentence.ts'
import { type Answer, ask, cookieOf, named, outerAddresses, type Question } from './ask.ts'
import { openPage, publicHost, token } from './open-page.ts'
import { startProxy, startTunnel } from './proxy.ts'

const right = `token=${encodeURIComponent(token)}`
const passedOn = { 'x-forwarded-for': '192.0.2.7' }
const statusOf = async (question: Question): Promise<number> => (await ask(question)).status
const line = JSON.stringify({ id: 'say-00000001', text: '/t2v a quiet harbour' })
const json = { 'content-type': 'application/json' }

test('the token is exchanged for a cookie, and the address forgets it', async () => {
  const { server, clock } = await openPage()
  const { port } = server
  const entered = await ask({ port, path: `/api/messages?before=7&${right}&x=1`, headers: passedOn })
  expect([entered.status, entered.headers.location, entered.headers['cache-control']]).toEqual([
    302,
    '/api/messages?before=7&x=1',
    'no-store',
  ])
  expect(entered.headers['set-cookie']).toEqual([
    expect.stringMatching(new RegExp(`^moodreel-${port}=\\d+\\.[\\w-]{43}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Strict$`)),
  ])
  expect(cookieOf(entered)).not.toContain(encodeURIComponent(token))
  const headers = { ...passedOn, cookie: `other=1; ${cookieOf(entered)}` }
  const page = await ask({ port, path: '/api/messages', headers })
  expect([page.status, page.headers['cache-control']]).toEqual([200, 'private, no-store'])
  clock.ahead = 29 * 24 * 3_600_000
  expect(await statusOf({ port, headers })).toBe(200)
  clock.ahead = 31 * 24 * 3_600_000
  expect(await statusOf({ port, headers })).toBe(401)
})

test.each([
  ['GET', 302],
  ['HEAD', 302],
  ['POST', 401],
  ['DELETE', 401],
  ['OPTIONS', 302],
])('a token in the address of a %s is answered with %i', async (method, status) => {
  const { server } = await openPage()
  expect(await statusOf({ port: server.port, path: `/api/uploads/x?${right}`, method, headers: passedOn })).toBe(status)
})

test.each(['//evil.example/', '///evil.example', '/%2F/evil.example/'])('sends nobody elsewhere: %s', async (path) => {
  const { server } = await openPage()
  const { status, headers } = await ask({ port: server.port, path: `${path}?${right}`, headers: passedOn })
  expect([status, headers.location]).toEqual([302, expect.stringMatching(/^\/[^/\\]/)])
})

test.each([
  ['the public name, which is https', { host: publicHost }],
  ['X-Forwarded-Proto', { 'x-forwarded-proto': 'https, http' }],
  ['Forwarded', { forwarded: 'for=192.0.2.7;proto=https' }],
])('the cookie is for https alone where %s tells that', async (_, headers) => {
  const { server } = await openPage()
  const { headers: sent } = await ask({ port: server.port, path: `/?${right}`, headers })
  expect(sent['set-cookie']?.[0]).toContain('; Secure')
})

test.each(['', 'x', 'open sesame & mor', 'open sesame & more ', 'OPEN SESAME & MORE', '\u0000', 'x'.repeat(4000), '😀', '%ff'])(
  'a wrong token opens nothing: %j',
  async (wrong) => {
    const { server } = await openPage()
    const { status, headers, text } = await ask({ port: server.port, path: `/?token=${encodeURIComponent(wrong)}`, headers: passedOn })
    expect([status, headers['set-cookie']]).toEqual([401, undefined])
    expect(JSON.parse(text)).toEqual({ error: { code: 'not_signed', message: expect.stringContaining('This is not the token') } })
  },
)

test('a person without a token reads one sentence that says what to do', async () => {
  const { server } = await openPage()
  const person = { ...passedOn, accept: 'text/html,*/*' }
  const { headers, text } = await ask({ port: server.port, headers: person })
  expect(headers['content-type']).toMatch(/^text\/plain/)
  expect(text).toMatch(/^[^\n]*Open the link with \?token= that Moodreel prints when it starts[^\n]*\.\n$/)
  const korean = await ask({ port: server.port, headers: { ...person, 'accept-language': 'ko' } })
  expect(korean.text).toBe(`${inWords(say('http.needsToken'), 'ko')}\n`)
})

test('a cookie is good for the name that it was made for, and for no other', async () => {
  const { server } = await openPage()
  const { port } = server
  const local = cookieOf(await ask({ port, path: `/?${right}`, headers: passedOn }))
  const outside = cookieOf(await ask({ port, path: `/?${right}`, headers: { host: publicHost } }))
  const bareOf = (cookie: string): string => cookie.slice(cookie.indexOf('=') + 1)
  expect(await statusOf({ port, headers: { host: publicHost, cookie: outside } })).toBe(200)
  expect(await statusOf({ port, headers: { host: publicHost, cookie: `moodreel=${bareOf(local)}` } })).toBe(401)
  expect(await statusOf({ port, headers: { ...passedOn, cookie: `moodreel-${port}=${bareOf(outside)}` } })).toBe(401)
  expect(await statusOf({ port, headers: { ...passedOn, host: '192.0.2.9', cookie: `moodreel=${bareOf(local)}` } })).toBe(401)
  const [day = '', mac = ''] = bareOf(local).split('.')
  for (const forged of [
    `${Number(day) + 1}.${mac}`,
    `${day}.`,
    `${day}`,
    `.${mac}`,
    `1e99.${mac}`,
    `Infinity.${mac}`,
    `${day}.${mac}x`,
    token,
  ]) {
    expect([forged, await statusOf({ port, headers: { ...passedOn, cookie: `moodreel-${port}=${encodeURIComponent(forged)}` } })]).toEqual([
      forged,
      401,
    ])
  }
})

test('another token makes old cookies and the old token worthless; the same one keeps them', async () => {
  const { server, open } = await openPage({ PUBLIC_URL: '' })
  const { port } = server
  const cookie = cookieOf(await ask({ port, path: `/?${right}`, headers: passedOn }))
  await server.stop()
  const other = await open({ PORT: String(port), PLAYGROUND_TOKEN: 'another token' })
  expect(await statusOf({ port, headers: { ...passedOn, cookie } })).toBe(401)
  expect(await statusOf({ port, path: `/?${right}`, headers: passedOn })).toBe(401)
  await other.stop()
  await open({ PORT: String(port) })
  expect(await statusOf({ port, headers: { ...passedOn, cookie } })).toBe(200)
})

test('who guesses waits after ten wrong tokens, whatever they send then; others and those with a cookie do not', async () => {
  const { server, clock, lines } = await openPage()
  const { port } = server
  const cookie = cookieOf(await ask({ port, path: `/?${right}`, headers: passedOn }))
  const guess = (from?: string): Promise<Answer> => ask({ port, from, path: '/?token=wrong', headers: passedOn })
  const statuses = await Array.fromAsync(Array.from({ length: 10 }), async () => (await guess()).status)
  expect(statuses).toEqual(Array(10).fill(401))
  const stopped = await ask({ port, path: `/?${right}`, headers: passedOn })
  expect([stopped.status, stopped.headers['set-cookie']]).toEqual([429, undefined])
  expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(50)
  // Another name in a header is no other peer.
  expect(await statusOf({ port, path: `/?${right}`, headers: { 'x-forwarded-for': '198.51.100.9' } })).toBe(429)
  expect(await statusOf({ port, headers: { ...passedOn, cookie } })).toBe(200)
  expect(await statusOf({ port })).toBe(200)
  expect((await guess('127.0.0.2')).status).toBe(401)
  expect(lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields)).toEqual([{ peer: '127.0.0.1' }])
  clock.ahead = 61_000
  expect(await statusOf({ port, path: `/?${right}`, headers: passedOn })).toBe(302)
})

test('with a cookie a page changes something, and a page elsewhere does not', async () => {
  const { server, studio } = await openPage()
  const { port } = server
  const cookie = cookieOf(await ask({ port, path: `/?${right}`, headers: { host: publicHost } }))
  const post = (headers: Record<string, string>): Promise<number> =>
    statusOf({ port, path: '/api/say', method: 'POST', headers: { ...json, host: publicHost, cookie, ...headers }, body: line })
  const elsewhere: Record<string, string>[] = [
    {},
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: 'https://evil.example', 'x-forwarded-host': publicHost },
    { origin: `https://${publicHost}`, 'sec-fetch-site': 'same-site' },
    { origin: `https://${publicHost}:8443` },
  ]
  for (const headers of elsewhere) expect([headers, await post(headers)]).toEqual([headers, 403])
  expect(studio.invocations).toEqual([])
  expect(await post({ origin: `https://${publicHost}`, 'sec-fetch-site': 'same-origin' })).toBe(200)
})

test('behind a proxy that rewrites Host and says for whom it asks, nothing opens without the token, and the page works with it', async () => {
  const { server, studio } = await openPage({ PUBLIC_URL: '' })
  const port = await startProxy(server.port, ({ headers, peer }) => ({
    'x-forwarded-for': peer,
    'x-forwarded-host': headers.host ?? '',
    'x-forwarded-proto': 'https',
  }))
  const host = 'playground.example'
  for (const path of ['/', '/api/messages', '/api/events', '/media/clips/x.mp4', '/metrics']) {
    expect([path, await statusOf({ port, path, headers: { host } })]).toEqual([path, 401])
  }
  const origin = { ...json, host, origin: `https://${host}` }
  expect(await statusOf({ port, path: '/api/say', method: 'POST', headers: origin, body: line })).toBe(401)
  const entered = await ask({ port, path: `/?${right}`, headers: { host } })
  expect([entered.status, entered.headers.location, entered.headers['set-cookie']?.[0]?.includes('Secure')]).toEqual([302, '/', true])
  const cookie = cookieOf(entered)
  expect(await statusOf({ port, path: '/api/events', headers: { host, cookie } })).toBe(200)
  expect(
    await statusOf({ port, path: '/api/say', method: 'POST', headers: { ...origin, cookie, origin: 'https://evil.example' }, body: line }),
  ).toBe(403)
  expect(await statusOf({ port, path: '/api/say', method: 'POST', headers: { ...origin, cookie }, body: line })).toBe(200)
  expect(studio.invocations).toHaveLength(1)
})

test('behind a proxy that adds only its Via, the browser’s own word is enough for the page', async () => {
  const { server } = await openPage({ PUBLIC_URL: '' })
  const port = await startProxy(server.port, () => ({ via: '1.1 proxy' }))
  const cookie = cookieOf(await ask({ port, path: `/?${right}`, headers: { host: 'playground.example' } }))
  const post = (site: string): Promise<number> => {
    const headers = { ...json, host: 'playground.example', origin: 'https://playground.example', cookie, 'sec-fetch-site': site }
    return statusOf({ port, path: '/api/say', method: 'POST', headers, body: line })
  }
  expect([await post('same-origin'), await post('same-site'), await post('cross-site')]).toEqual([200, 403, 403])
})

// What cannot be told; docs/security.md says what the operator does then.
test('what leaves no trace cannot be told from this machine: a page of another origin still changes nothing', async () => {
  const { server } = await openPage()
  for (const port of [await startProxy(server.port), await startTunnel(server.port)]) {
    const host = `127.0.0.1:${server.port}`
    expect(await statusOf({ port, headers: { host } })).toBe(200)
    for (const origin of ['https://playground.example', `https://${publicHost}`]) {
      const headers = { ...json, host, origin, 'sec-fetch-site': 'same-origin' }
      expect([origin, await statusOf({ port, path: '/api/say', method: 'POST', headers, body: line })]).toEqual([origin, 403])
    }
  }
})

test.skipIf(outerAddresses.length === 0)(
  'what listens on an outer address alone asks everybody for the token, so nothing has to be told',
  async () => {
    const [address = ''] = outerAddresses
    const { server } = await openPage({ HOST: address })
    const { port } = server
    for (const host of [named(address, port), `127.0.0.1:${port}`, `localhost:${port}`]) {
      expect([host, await statusOf({ port, address, headers: { host } })]).toEqual([host, 401])
    }
    const headers = { host: named(address, port) }
    const cookie = cookieOf(await ask({ port, address, path: `/?${right}`, headers }))
    expect(await statusOf({ port, address, headers: { ...headers, cookie } })).toBe(200)
  },
)
