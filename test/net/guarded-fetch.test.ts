import type { LookupAddress } from 'node:dns'
import type { IncomingHttpHeaders } from 'node:http'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { bytesOf, codeOf, faultOf, onInternet, usePeers } from '../studio/guarded-fetch-peers.ts'

const { serve, guard } = usePeers()

describe('what it sends and gets', () => {
  test('gives the bytes, the claims and the final origin', async () => {
    const peer = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'Video/MP4; x=1', 'content-length': 5 }).end('bytes'),
    )
    const fetched = await guard({ allowedOrigins: [`${peer.origin}/some/base`] }).fetch(`${peer.origin}/clip.mp4?signature=1#part`)
    expect(fetched).toMatchObject({ mediaType: 'video/mp4', sizeBytes: 5, origin: peer.origin })
    expect((await bytesOf(fetched)).toString()).toBe('bytes')
  })

  test('sends a user agent and nothing that tells who asks, on a redirect neither', async () => {
    const seen: IncomingHttpHeaders[] = []
    const peer = await serve((request, response) => {
      seen.push(request.headers)
      if (request.url === '/') response.writeHead(302, { location: '/next', 'set-cookie': 'who=me' }).end()
      else response.end('x')
    })
    await bytesOf(await guard(onInternet).fetch(`${peer.publicOrigin}/`))
    expect(seen).toHaveLength(2)
    for (const headers of seen) {
      const { host: _host, connection: _connection, ...rest } = headers
      expect(rest).toEqual({ 'user-agent': 'moodreel-test', accept: '*/*', 'accept-encoding': 'identity' })
    }
  })

  test('a status that is no success fails', async () => {
    const peer = await serve((_, response) => response.writeHead(403).end('<html>no</html>'))
    const fault = await faultOf(guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin))
    expect(fault).toMatchObject({ code: 'fetch_failed', userMessage: expect.stringContaining('403') })
  })

  test('closing ends kept connections and what is under way', async () => {
    const peer = await serve((request, response) => {
      if (request.url === '/endless') response.write('a')
      else response.end('x')
    })
    const guarded = guard({ allowedOrigins: [peer.origin] })
    await bytesOf(await guarded.fetch(peer.origin))
    const pending = await guarded.fetch(`${peer.origin}/endless`)
    await guarded.close()
    expect(await codeOf(bytesOf(pending))).toBe('fetch_failed')
    expect(await codeOf(guarded.fetch(peer.origin))).toBe('fetch_failed')
    await expect.poll(() => peer.open).toBe(0)
  })
})

describe('where it may go', () => {
  test.each(['http://user:pass@93.184.215.14/', 'https://token@93.184.215.14/'])('refuses %s, for it says who asks', async (url) => {
    expect(await codeOf(guard().fetch(url))).toBe('fetch_refused')
  })

  test('an allowed origin is that scheme, host and port alone', async () => {
    const allowed = await serve((_, response) => response.end('x'))
    const other = await serve((_, response) => response.end('secret'))
    const { fetch } = guard({ allowedOrigins: [allowed.origin] })
    expect((await bytesOf(await fetch(allowed.origin))).toString()).toBe('x')
    expect(await codeOf(fetch(other.origin))).toBe('fetch_refused')
    expect(await codeOf(fetch(`http://localhost:${allowed.port}/`))).toBe('fetch_refused')
    expect(await codeOf(fetch(`https://127.0.0.1:${allowed.port}/`))).toBe('fetch_refused')
    expect(other.connections).toBe(0)
  })

  test('a base URL that is none is a fault of the configuration', () => {
    expect(() => guard({ allowedOrigins: ['localhost:8188'] })).toThrow(expect.objectContaining({ code: 'bad_config' }))
  })

  test.each<[string, LookupAddress[]]>([
    ['a mapped private address', [{ address: '::ffff:127.0.0.1', family: 6 }]],
    ['no address', []],
  ])('refuses a name that leads to %s without a connection', async (_, addresses) => {
    const peer = await serve((_request, response) => response.end('secret'))
    const { fetch } = guard({ lookup: async () => addresses })
    expect(await faultOf(fetch(`http://clip.example:${peer.port}/`))).toMatchObject({
      code: 'fetch_refused',
      userMessage: expect.stringContaining('clip.example'),
    })
    expect(peer.connections).toBe(0)
  })

  test('a name that does not resolve fails', async () => {
    const lookup = async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    }
    expect(await codeOf(guard({ lookup }).fetch('http://nowhere.example/'))).toBe('fetch_failed')
  })
})

test('no fault shows the secret parts of a link', async () => {
  const peer = await serve((request, response) => {
    if (request.url?.startsWith('/moved')) response.writeHead(302, { location: 'http://127.0.0.1:1/hush-path?sig=hush' }).end()
    else if (request.url?.startsWith('/cut')) response.writeHead(200, { 'content-length': 9 }).write('x', () => response.destroy())
    else response.writeHead(500).end()
  })
  const closed = await serve(() => undefined)
  const { fetch } = guard({ allowedOrigins: [peer.origin, 'http://127.0.0.1:2'], lookup: async () => [{ address: '10.0.0.1', family: 4 }] })
  const links = [
    `${peer.origin}/hush?sig=hush`,
    `${peer.origin}/moved?sig=hush`,
    `http://127.0.0.1:${closed.port}/?sig=hush`,
    'http://127.0.0.1:2/hush?sig=hush',
    'http://clip.example/hush?sig=hush',
    'http://hush:hush@example.com/?sig=hush',
    'http://[hush',
    'hush:hush',
  ]
  for (const link of links) expect(inspect(await faultOf(fetch(link)), { depth: null })).not.toContain('hush')
  expect(inspect(await faultOf(bytesOf(await fetch(`${peer.origin}/cut?sig=hush`))), { depth: null })).not.toContain('hush')
})
