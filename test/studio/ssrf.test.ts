import type { LookupAddress } from 'node:dns'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { GuardedFetch } from '../../src/net/guarded-fetch.ts'
import { bytesOf, faultOf, internet, onInternet, usePeers } from './guarded-fetch-peers.ts'
import { ipv4Spellings, ipv6Hiding, privateIpv4, privateIpv6, tricks } from './ssrf-forms.ts'

const { serve, guard } = usePeers()

const secret = () => serve((_, response) => response.end('secret'))
const impatient = { defaults: { maxBytes: 1000, timeoutMs: 2_000, idleTimeoutMs: 1_000 } }
const inside: LookupAddress[] = [{ address: '127.0.0.1', family: 4 }]

/** What was not refused, with how it ended: both ways out of the house are tried, that of downloads and that of adapters. */
const notRefused = async (guarded: GuardedFetch, links: readonly string[]): Promise<object[]> => {
  const ends = await Promise.all(
    links.map(async (link) => {
      const signal = AbortSignal.timeout(2_000)
      const ways = [guarded.fetch(link), guarded.fetchNamed(link, { method: 'PUT', body: Buffer.from('mine'), signal })]
      return Promise.all(ways.map((way) => way.then(() => 'reached', codeOrWords))).then((codes) => ({ link, codes }))
    }),
  )
  return ends.filter(({ codes }) => codes.some((code) => code !== 'fetch_refused'))
}
const codeOrWords = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error))

describe('no spelling of an address leads inside', () => {
  test('there are more than six hundred', () => {
    const count = privateIpv4.reduce((sum, address) => sum + ipv4Spellings(address).length + ipv6Hiding(address).length, 0)
    expect(count).toBeGreaterThan(600)
  })

  test.each(privateIpv4)('%s, by itself or inside of an IPv6 address', async (address) => {
    const peer = await secret()
    const hosts = [...ipv4Spellings(address), ...ipv6Hiding(address)]
    const links = hosts.map((host) => `http://${host}:${peer.port}/`)
    // Whatever is no address for the URL standard is a name, and a hostile one.
    expect(await notRefused(guard({ ...impatient, lookup: async () => [{ address, family: 4 }] }), links)).toEqual([])
    expect(peer.connections).toBe(0)
  })

  test.each(privateIpv6)('%s', async (host) => {
    const peer = await secret()
    expect(await notRefused(guard(impatient), [`http://${host}:${peer.port}/`, `http://${host.toUpperCase()}:${peer.port}/`])).toEqual([])
    expect(peer.connections).toBe(0)
  })

  test.each([...privateIpv4, ...privateIpv6.map((host) => host.slice(1, -1))])(
    'a name that resolves to %s, alone or among others',
    async (address) => {
      const peer = await secret()
      const hostile = { address, family: address.includes(':') ? 6 : 4 }
      const friendly = { address: '93.184.215.14', family: 4 }
      for (const answer of [[hostile], [friendly, hostile], [hostile, friendly], [friendly, friendly, friendly, hostile]]) {
        const guarded = guard({ ...impatient, lookup: async () => answer })
        const links = ['cdn.example', 'cdn.example.', 'xn--bcher-kva.example', '127.0.0.1.nip.example'].map(
          (name) => `http://${name}:${peer.port}/`,
        )
        expect(await notRefused(guarded, links)).toEqual([])
      }
      expect(peer.connections).toBe(0)
    },
  )

  test('no trick with the rest of a link', async () => {
    const peer = await secret()
    expect(await notRefused(guard({ ...impatient, lookup: async () => inside }), tricks(peer.port))).toEqual([])
    expect(peer.connections).toBe(0)
  })

  test('the system’s own resolver is asked about the names of this machine', async () => {
    const peer = await secret()
    const links = ['localhost', 'LOCALHOST'].map((name) => `http://${name}:${peer.port}/`)
    expect(await notRefused(guard(impatient), links)).toEqual([])
    expect(peer.connections).toBe(0)
  })
})

/** Two servers on one port, the one of the internet and the one of this machine: only a name's address tells them apart. */
const openTwins = async () => {
  const hits = { internet: 0, inside: 0 }
  const listen = (address: string, port: number, where: keyof typeof hits) => {
    const server = createServer((_, response) => {
      hits[where] += 1
      response.setHeader('connection', 'close').end(where)
    })
    onTestFinished(() => void server.close())
    return new Promise<number>((resolve) => server.listen(port, address, () => resolve((server.address() as AddressInfo).port)))
  }
  const port = await listen(internet, 0, 'internet')
  await listen('127.0.0.1', port, 'inside')
  return { port, hits }
}

test('a name that changes its address between the check and the connection leads to what was checked', async () => {
  const { port, hits } = await openTwins()
  const answers: LookupAddress[][] = [[{ address: internet, family: 6 }], inside]
  let questions = 0
  const { fetch } = guard({ ...onInternet, lookup: async () => answers[questions++ % 2] ?? [] })
  const ends: string[] = []
  for (let turn = 0; turn < 10; turn += 1) {
    ends.push(await fetch(`http://rebind.example:${port}/`).then(async (found) => String(await bytesOf(found)), codeOrWords))
  }
  expect(ends).toEqual(Array.from({ length: 5 }, () => ['internet', 'fetch_refused']).flat())
  expect(hits).toEqual({ internet: 5, inside: 0 })
})

describe('no redirect leads inside', () => {
  const statuses = [300, 301, 302, 303, 304, 305, 306, 307, 308]

  test.each(statuses)('of status %i', async (status) => {
    const peer = await secret()
    const targets = [
      ...ipv4Spellings('127.0.0.1').filter((host) => !/[^\x21-\x7e]/.test(host)),
      ...ipv6Hiding('127.0.0.1'),
      '[::]',
      'localhost',
      'inside.example',
    ].map((host) => `http://${host}:${peer.port}/`)
    const locations = [
      ...targets,
      `//127.0.0.1:${peer.port}/`,
      `\\\\127.0.0.1:${peer.port}\\`,
      `http:/\\127.0.0.1:${peer.port}/`,
      `HTTP://127.0.0.1:${peer.port}/`,
      `http://x@127.0.0.1:${peer.port}/`,
      'file:///etc/passwd',
      'data:text/plain,secret',
      `ftp://127.0.0.1:${peer.port}/`,
    ]
    const outer = await serve((request, response) => {
      const location = locations[Number(request.url?.slice(1))] ?? ''
      // What a browser would follow besides.
      response.writeHead(status, { location, refresh: `0; url=${targets[0]}`, link: `<${targets[0]}>; rel=canonical` })
      response.end(status === 304 ? undefined : `<meta http-equiv="refresh" content="0;url=${targets[0]}">`)
    })
    const { fetch } = guard({ ...onInternet, ...impatient, lookup: async () => inside })
    const ends = await Promise.all(
      locations.map((location, index) => fetch(`${outer.publicOrigin}/${index}`).then(() => location, codeOrWords)),
    )
    expect(ends.filter((end) => end !== 'fetch_refused' && end !== 'fetch_failed')).toEqual([])
    expect(peer.connections).toBe(0)
  })

  test.each([1, 2, 3, 4, 5])('at the end of a chain of %i', async (hops) => {
    const peer = await secret()
    const outer = await serve((request, response) => {
      const left = Number(request.url?.slice(1))
      response.writeHead(302, { location: left > 1 ? `/${left - 1}` : `${peer.origin}/` }).end()
    })
    expect((await faultOf(guard(onInternet).fetch(`${outer.publicOrigin}/${hops}`))).code).toBe('fetch_refused')
    expect(peer.connections).toBe(0)
  })

  test.each(statuses)('of status %i, to an origin that the operator configured, from outside or from that very origin', async (status) => {
    const own = await serve((request, response) => {
      if (request.url === '/move') response.writeHead(status, { location: '/secret' }).end()
      else response.end('secret')
    })
    const outer = await serve((_, response) => response.writeHead(status, { location: `${own.origin}/secret` }).end())
    const guarded = guard({ ...onInternet, allowedOrigins: [own.origin] })
    const signal = AbortSignal.timeout(2_000)
    for (const link of [`${outer.publicOrigin}/`, `${own.origin}/move`]) {
      expect((await faultOf(guarded.fetch(link))).code).toMatch(/^fetch_(refused|failed)$/)
      const named = await guarded.fetchNamed(link, { method: 'PUT', body: Buffer.from('mine'), signal }).then(({ ok }) => ok, codeOrWords)
      expect([false, 'fetch_refused']).toContain(named)
    }
    expect(own.paths.filter((path) => path === '/secret')).toEqual([])
    // And it is no mistake of the test: by itself it may be reached.
    expect(String(await bytesOf(await guarded.fetch(`${own.origin}/secret`)))).toBe('secret')
  })
})
