import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readDataUrl } from '../../src/net/guarded-fetch.ts'
import { bytesOf, codeOf, usePeers } from './guarded-fetch-peers.ts'

const { serve, say, guard, temporaryFolder } = usePeers()

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
