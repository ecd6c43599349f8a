import { createHash, randomBytes } from 'node:crypto'
import diagnostics from 'node:diagnostics_channel'
import type { LookupAddress } from 'node:dns'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { createGuardedFetch, type GuardedFetchOptions, readDataUrl } from '../../src/studio/guarded-fetch.ts'

const disposals: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose()
})

/** Listens on every address of this machine and counts who knocks. */
const listen = async (server: Server) => {
  const peer = { port: 0, origin: '', connections: 0, open: 0 }
  server.on('connection', (socket: Socket) => {
    peer.connections++
    peer.open++
    socket.on('close', () => peer.open--)
    socket.on('error', () => undefined)
    disposals.push(async () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  disposals.push(() => new Promise((resolve) => server.close(resolve)))
  peer.port = (server.address() as AddressInfo).port
  peer.origin = `http://127.0.0.1:${peer.port}`
  return peer
}

const serve = (listener: RequestListener) => listen(createServer(listener))

/** A server that says exactly these bytes, true or not. */
const say = (bytes: string, then: (socket: Socket) => void = () => undefined) =>
  listen(createTcpServer((socket) => void socket.once('data', () => socket.write(bytes, () => then(socket)))))

const guard = (options: Partial<GuardedFetchOptions> = {}) => {
  const guarded = createGuardedFetch({
    allowedOrigins: [],
    userAgent: 'moodreel-test',
    defaults: { maxBytes: 1_000_000, timeoutMs: 20_000, idleTimeoutMs: 10_000 },
    ...options,
  })
  disposals.push(() => guarded.close())
  return guarded
}

const temporaryFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-fetch-'))
  disposals.push(() => rm(folder, { recursive: true }))
  return folder
}

const faultOf = async (work: Promise<unknown>): Promise<MoodreelError> => {
  const fault = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(fault instanceof MoodreelError)) throw new Error('expected a MoodreelError', { cause: fault })
  return fault
}
const codeOf = async (work: Promise<unknown>) => (await faultOf(work)).code

const bytesOf = async ({ body }: { body: ReadableStream<Uint8Array> }) => Buffer.from(await new Response(body).arrayBuffer())

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
    await bytesOf(await guard({ allowedOrigins: [peer.origin] }).fetch(`${peer.origin}/`))
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
  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '017700000001',
    '127.0.0.1.',
    '１２７.0.0.1',
    '0.0.0.0',
    '0',
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    'localhost',
    'LOCALHOST',
  ])('refuses this machine as %s without a connection', async (host) => {
    const peer = await serve((_, response) => response.end('secret'))
    expect(await codeOf(guard().fetch(`http://${host}:${peer.port}/`))).toBe('fetch_refused')
    expect(peer.connections).toBe(0)
  })

  test.each([
    'http://10.0.0.1/',
    'http://192.168.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'file:///etc/passwd',
    'ftp://example.com/clip.mp4',
    'data:text/plain,hello',
    'blob:https://example.com/1',
    'media:clips/a.mp4',
    'http://user:pass@93.184.215.14/',
    'https://token@93.184.215.14/',
    '//example.com/clip.mp4',
    'http://',
    'http://[::1',
    '',
  ])('refuses %s', async (url) => {
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
    ['a private address', [{ address: '127.0.0.1', family: 4 }]],
    ['a mapped private address', [{ address: '::ffff:127.0.0.1', family: 6 }]],
    [
      'a public and a private address',
      [
        { address: '93.184.215.14', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    ],
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

  test('connects to the answer that was checked, though a second one would be private', async () => {
    const peer = await serve((_, response) => response.end('secret'))
    const answers: LookupAddress[][] = [[{ address: '93.184.215.14', family: 4 }], [{ address: '127.0.0.1', family: 4 }]]
    let questions = 0
    const { fetch } = guard({ lookup: async () => answers[questions++] ?? [] })
    const tried: string[] = []
    // Node tells about each socket; this one is closed before it would really go out.
    const watch = (message: unknown) => {
      const { socket } = message as { socket: Socket }
      socket.on('lookup', (error, address) => {
        if (error) return
        tried.push(address)
        socket.destroy(new Error('far enough'))
      })
    }
    diagnostics.subscribe('net.client.socket', watch)
    onTestFinished(() => void diagnostics.unsubscribe('net.client.socket', watch))

    expect(await codeOf(fetch(`http://rebind.example:${peer.port}/`))).toBe('fetch_failed')
    expect({ tried, questions }).toEqual({ tried: ['93.184.215.14'], questions: 1 })
    expect(await codeOf(fetch(`http://rebind.example:${peer.port}/`))).toBe('fetch_refused')
    expect(tried).toHaveLength(1)
    expect(peer.connections).toBe(0)
  })
})

describe('redirects', () => {
  const redirecting = (target: (url: string) => string | undefined, status = 302) =>
    serve((request, response) => {
      const location = target(request.url ?? '')
      if (location === undefined) response.end('end')
      else response.writeHead(status, { location }).end('moved')
    })

  test.each([301, 302, 303, 307, 308])('follows a %i', async (status) => {
    const peer = await redirecting((url) => (url === '/' ? 'next' : undefined), status)
    expect((await bytesOf(await guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin))).toString()).toBe('end')
  })

  test('follows five and refuses the sixth', async () => {
    const peer = await redirecting((url) => (url === '/0' ? undefined : `/${Number(url.slice(1)) - 1}`))
    const { fetch } = guard({ allowedOrigins: [peer.origin] })
    expect((await bytesOf(await fetch(`${peer.origin}/5`))).toString()).toBe('end')
    expect(await codeOf(fetch(`${peer.origin}/6`))).toBe('fetch_refused')
  })

  test.each(['http://localhost', 'http://127.0.0.1', 'http://0x7f.1', 'http://clip.example', '//[::1]'])(
    'to the private %s is refused without a connection',
    async (target) => {
      const inner = await serve((_, response) => response.end('secret'))
      const outer = await redirecting(() => `${target}:${inner.port}/`)
      const { fetch } = guard({ allowedOrigins: [outer.origin], lookup: async () => [{ address: '127.0.0.1', family: 4 }] })
      expect(await codeOf(fetch(outer.origin))).toBe('fetch_refused')
      expect(inner.connections).toBe(0)
    },
  )

  test.each(['file:///etc/passwd', 'data:text/plain,x', 'http://user:pass@93.184.215.14/'])('to %s is refused', async (target) => {
    const peer = await redirecting(() => target)
    expect(await codeOf(guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin))).toBe('fetch_refused')
  })

  test('to nowhere fails', async () => {
    const peer = await serve((_, response) => response.writeHead(302).end())
    expect(await codeOf(guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin))).toBe('fetch_failed')
  })

  test('from https to http is refused, from https to https is not', async () => {
    setDefaultCACertificates([...getCACertificates('default'), certificate])
    const inner = await serve((_, response) => response.end('plain'))
    const secure = await listen(
      createTlsServer({ key, cert: certificate }, (request, response) => {
        if (request.url === '/down') response.writeHead(302, { location: inner.origin }).end()
        else if (request.url === '/same') response.writeHead(302, { location: '/end' }).end()
        else response.end('end')
      }),
    )
    const origin = `https://localhost:${secure.port}`
    const { fetch } = guard({ allowedOrigins: [origin, inner.origin] })
    expect((await bytesOf(await fetch(`${origin}/same`))).toString()).toBe('end')
    expect(await codeOf(fetch(`${origin}/down`))).toBe('fetch_refused')
    expect(inner.connections).toBe(0)
  })

  test('a redirect whose own body never ends costs nothing', async () => {
    const peer = await serve((request, response) => {
      if (request.url !== '/') response.end('end')
      else response.writeHead(302, { location: '/next' }).write('moved, moved, ')
    })
    expect((await bytesOf(await guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin))).toString()).toBe('end')
    await expect.poll(() => peer.open).toBeLessThanOrEqual(1)
  })
})

describe('how much and how long', () => {
  test('a claimed size over the cap is refused before the body', async () => {
    const peer = await say('HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n')
    const { fetch } = guard({ allowedOrigins: [peer.origin] })
    expect(await codeOf(fetch(peer.origin, { maxBytes: 1000 }))).toBe('too_large')
    await expect.poll(() => peer.open).toBe(0)
  })

  test('exactly the cap passes', async () => {
    const peer = await serve((_, response) => response.end(Buffer.alloc(1000)))
    const fetched = await guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin, { maxBytes: 1000 })
    expect(await bytesOf(fetched)).toHaveLength(1000)
  })

  test('a body that never ends is cut off at the cap', async () => {
    const peer = await serve((_, response) => {
      const more = () => {
        while (response.writable && response.write(Buffer.alloc(65_536)));
      }
      response.on('drain', more)
      more()
    })
    const fetched = await guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin)
    expect(fetched.sizeBytes).toBeUndefined()
    let received = 0
    const reading = async () => {
      for await (const chunk of fetched.body) received += chunk.byteLength
    }
    expect(await codeOf(reading())).toBe('too_large')
    expect(received).toBeLessThanOrEqual(1_000_000)
    await expect.poll(() => peer.open).toBe(0)
  })

  test('an option that is undefined leaves the default cap in place', async () => {
    const peer = await serve((_, response) => response.end(Buffer.alloc(1_000_001)))
    expect(await codeOf(guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin, { maxBytes: undefined }))).toBe('too_large')
  })

  test('a body that says less than it sends is no longer than it says', async () => {
    const peer = await say(`HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n${'x'.repeat(5000)}`)
    expect(await bytesOf(await guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin))).toHaveLength(5)
  })

  test('a body that sends less than it says fails', async () => {
    const peer = await say('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nfew', (socket) => socket.end())
    expect(await codeOf(bytesOf(await guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin)))).toBe('fetch_failed')
  })

  test('a body that breaks off in the middle fails', async () => {
    const peer = await say('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nfew\r\n', (socket) => socket.destroy())
    expect(await codeOf(bytesOf(await guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin)))).toBe('fetch_failed')
  })

  test('a small answer that would inflate to a large one is not inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000))
    const peer = await serve((request, response) => {
      response.writeHead(200, request.url === '/bare' ? {} : { 'content-encoding': 'gzip' }).end(bomb)
    })
    const { fetch } = guard({ allowedOrigins: [peer.origin] })
    expect(await codeOf(fetch(peer.origin))).toBe('fetch_failed')
    expect((await bytesOf(await fetch(`${peer.origin}/bare`))).equals(bomb)).toBe(true)
  })

  test('a server that never answers is given up', async () => {
    const peer = await serve(() => undefined)
    expect(await codeOf(guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin, { idleTimeoutMs: 50 }))).toBe('fetch_failed')
    await expect.poll(() => peer.open).toBe(0)
  })

  test('a body that stalls is given up', async () => {
    const peer = await serve((_, response) => response.write('a'))
    const fetched = await guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin, { idleTimeoutMs: 200 })
    expect(await codeOf(bytesOf(fetched))).toBe('fetch_failed')
    await expect.poll(() => peer.open).toBe(0)
  })

  test('a body that drips is given up although it never stalls', async () => {
    const peer = await serve((_, response) => {
      const drip = setInterval(() => response.write('a'), 5)
      response.on('close', () => clearInterval(drip))
    })
    const fetched = await guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin, { timeoutMs: 300 })
    expect(await codeOf(bytesOf(fetched))).toBe('fetch_failed')
    await expect.poll(() => peer.open).toBe(0)
  })

  test('a resolver that never answers is given up', async () => {
    const { fetch } = guard({ lookup: () => new Promise(() => undefined) })
    expect(await codeOf(fetch('http://clip.example/', { idleTimeoutMs: 50 }))).toBe('fetch_failed')
  })

  test('a body that nobody reads does not hold its connection for ever', async () => {
    const peer = await serve((_, response) => response.write('a'))
    await guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin, { timeoutMs: 200 })
    await expect.poll(() => peer.open).toBe(0)
  })

  test('whoever asked can stop it, and gets the own reason', async () => {
    const peer = await serve((_, response) => response.write('a'))
    const { fetch } = guard({ allowedOrigins: [peer.origin] })
    const abort = new AbortController()
    const fetched = await fetch(peer.origin, { signal: abort.signal })
    const reading = bytesOf(fetched)
    abort.abort(new Error('enough'))
    await expect(reading).rejects.toThrow('enough')
    await expect(fetch(peer.origin, { signal: abort.signal })).rejects.toThrow('enough')
    await expect.poll(() => peer.open).toBe(0)
  })

  test('whoever stops reading ends the connection', async () => {
    const peer = await serve((_, response) => response.write('a'))
    const { body } = await guard({ allowedOrigins: [peer.origin] }).fetch(peer.origin)
    await body.cancel()
    await expect.poll(() => peer.open).toBe(0)
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

describe('downloadTo', () => {
  test('gives the whole file with its size and hash, in place of an older one', async () => {
    const path = join(await temporaryFolder(), 'clip.mp4')
    await writeFile(path, 'older')
    const content = randomBytes(300_000)
    const peer = await serve((_, response) => response.end(content))
    const done = await guard({ allowedOrigins: [peer.origin] }).downloadTo(path, peer.origin)
    expect(done).toEqual({ sizeBytes: content.length, sha256: createHash('sha256').update(content).digest('hex') })
    expect((await readFile(path)).equals(content)).toBe(true)
    expect(await readdir(join(path, '..'))).toEqual(['clip.mp4'])
  })

  test.each([
    ['over the cap', 'too_large', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(2000)}`],
    ['broken off', 'fetch_failed', 'HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\nfew'],
  ])('leaves the older file and nothing else when the new one is %s', async (_, code, bytes) => {
    const path = join(await temporaryFolder(), 'clip.mp4')
    await writeFile(path, 'older')
    const peer = await say(bytes, (socket) => socket.end())
    const { downloadTo } = guard({ allowedOrigins: [peer.origin] })
    expect(await codeOf(downloadTo(path, peer.origin, { maxBytes: 1000 }))).toBe(code)
    expect(await readFile(path, 'utf8')).toBe('older')
    expect(await readdir(join(path, '..'))).toEqual(['clip.mp4'])
  })

  test('a folder that is gone is a fault of the storage, and the sender is let go', async () => {
    const peer = await serve((_, response) => response.write('a'))
    const path = join(await temporaryFolder(), 'gone', 'clip.mp4')
    expect(await codeOf(guard({ allowedOrigins: [peer.origin] }).downloadTo(path, peer.origin))).toBe('storage_unavailable')
    await expect.poll(() => peer.open).toBe(0)
  })
})

describe('readDataUrl', () => {
  test.each([
    ['data:image/png;base64,iVBORw0KGgo=', 'image/png', '\x89PNG\r\n\x1a\n'],
    ['DATA:text/plain;charset=utf-8,a%20b', 'text/plain', 'a b'],
    ['data:,', 'text/plain', ''],
  ])('reads %s', async (url, mediaType, content) => {
    const read = await readDataUrl(url, 100)
    expect(read.mediaType).toBe(mediaType)
    expect(Buffer.from(read.bytes).toString('latin1')).toBe(content)
  })

  test('takes exactly the cap and no byte more', async () => {
    const url = `data:video/mp4;base64,${Buffer.alloc(1000).toString('base64')}`
    expect((await readDataUrl(url, 1000)).bytes).toHaveLength(1000)
    expect(await codeOf(readDataUrl(url, 999))).toBe('too_large')
    expect(await codeOf(readDataUrl(`data:,${'x'.repeat(50_000)}`, 999))).toBe('too_large')
  })

  test.each(['http://93.184.215.14/', 'file:///etc/passwd', 'data:', 'data:text/plain;base64,%%%', ''])('refuses %s', async (url) => {
    expect(await codeOf(readDataUrl(url, 100))).toBe('fetch_refused')
  })
})

// Made for this test alone, for `localhost`; it protects nothing.
const certificate = `-----BEGIN CERTIFICATE-----
MIIBZjCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABP1+EqYI/Om+uP1G
+U8iprbbGL+me3wE/XdchR+sml8sXJPRH0AH3DFueGKGUvdDVv4tMEnbtvAhLXxs
PKpg5gGjTjBMMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIJbG9jYWxob3N0
hwR/AAABMB0GA1UdDgQWBBSizgb/Wy484LFgTsDEXTCz2gi9pTAKBggqhkjOPQQD
AgNHADBEAiB2Pd1exn7/8GVy9LEIY6ge2kmttpWWbgqF5bgrQEq1nQIgTPRFjfb5
izdhd0DBEEHLuEPULFxtMNwHRQCjsgM3IFQ=
-----END CERTIFICATE-----`
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgQtigWSMiLw55ajLc
UXhqTs25rvtfs5rJeqHZjhdtjvOhRANCAAT9fhKmCPzpvrj9RvlPIqa22xi/pnt8
BP13XIUfrJpfLFyT0R9AB9wxbnhihlL3Q1b+LTBJ27bwIS18bDyqYOYB
-----END PRIVATE KEY-----`
