import { createServer as createTlsServer } from 'node:https'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { bytesOf, codeOf, internet, onInternet, usePeers } from './guarded-fetch-peers.ts'

const { listen, serve, guard } = usePeers()

describe('redirects', () => {
  const redirecting = (target: (url: string) => string | undefined, status = 302) =>
    serve((request, response) => {
      const location = target(request.url ?? '')
      if (location === undefined) response.end('end')
      else response.writeHead(status, { location }).end('moved')
    })

  test.each([301, 302, 303, 307, 308])('follows a %i', async (status) => {
    const peer = await redirecting((url) => (url === '/' ? 'next' : undefined), status)
    expect((await bytesOf(await guard(onInternet).fetch(peer.publicOrigin))).toString()).toBe('end')
  })

  test.each([301, 302, 303, 307, 308])('an adapter’s own request follows no %i', async (status) => {
    const peer = await redirecting((url) => (url === '/' ? 'next' : undefined), status)
    const work = guard(onInternet).fetchNamed(peer.publicOrigin, {
      method: 'PUT',
      body: Buffer.from('x'),
      signal: AbortSignal.timeout(5_000),
    })
    expect(await codeOf(work)).toBe('fetch_refused')
    expect(peer.paths).toEqual(['/'])
  })

  test('follows five and refuses the sixth', async () => {
    const peer = await redirecting((url) => (url === '/0' ? undefined : `/${Number(url.slice(1)) - 1}`))
    const { fetch } = guard(onInternet)
    expect((await bytesOf(await fetch(`${peer.publicOrigin}/5`))).toString()).toBe('end')
    expect(await codeOf(fetch(`${peer.publicOrigin}/6`))).toBe('fetch_refused')
  })

  test('from an origin that is allowed to one that is private is refused without a connection', async () => {
    const inner = await serve((_, response) => response.end('secret'))
    const outer = await redirecting(() => `${inner.origin}/`)
    expect(await codeOf(guard({ allowedOrigins: [outer.origin] }).fetch(outer.origin))).toBe('fetch_refused')
    expect(inner.connections).toBe(0)
  })

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
        if (request.url === '/down') response.writeHead(302, { location: inner.publicOrigin }).end()
        else if (request.url === '/same') response.writeHead(302, { location: '/end' }).end()
        else response.end('end')
      }),
    )
    const origin = `https://localhost:${secure.port}`
    const { fetch } = guard({ ...onInternet, lookup: async () => [{ address: internet, family: 6 }] })
    expect((await bytesOf(await fetch(`${origin}/same`))).toString()).toBe('end')
    expect(await codeOf(fetch(`${origin}/down`))).toBe('fetch_refused')
    expect(inner.connections).toBe(0)
  })

  test('a redirect whose own body never ends costs nothing', async () => {
    const peer = await serve((request, response) => {
      if (request.url !== '/') response.end('end')
      else response.writeHead(302, { location: '/next' }).write('moved, moved, ')
    })
    expect((await bytesOf(await guard(onInternet).fetch(peer.publicOrigin))).toString()).toBe('end')
    await expect.poll(() => peer.open).toBeLessThanOrEqual(1)
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
