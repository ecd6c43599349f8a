import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { baseUrlOf, createCall } from '../../../src/core/vendor/call.ts'
import { createTheirClock } from '../../../src/core/vendor/their-clock.ts'

const { signal } = new AbortController()

/** A server that tells what it was sent, and redirects where it is asked to. */
const serve = async (): Promise<{ url: string; heard: string[] }> => {
  const heard: string[] = []
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync<Buffer>(request)).toString()
    heard.push(`${request.method} ${request.url} ${request.headers.authorization} ${request.headers['content-type']} ${body}`)
    if (request.url === '/v1/elsewhere') response.writeHead(302, { location: '/v1/jobs' }).end()
    else if (request.url === '/v1/never') response.flushHeaders()
    else response.writeHead(200, { date: 'Sat, 21 Nov 2026 12:00:00 GMT' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => server.closeAllConnections())
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
}

test.each(['https://a.example', 'https://a.example/', 'https://a.example//'])('%s is a base', (address) => {
  expect(baseUrlOf(address).href).toBe('https://a.example/')
  expect(baseUrlOf(`${address.replace(/\/+$/, '')}/v1`).href).toBe('https://a.example/v1/')
})

test('goes to the base URL alone, with what authorizes it, once', async () => {
  const [{ url, heard }, other] = [await serve(), await serve()]
  const call = createCall(fetch, { base: baseUrlOf(`${url}/v1`), name: 'Echo', authorize: () => ({ authorization: 'Bearer key' }) })
  expect((await call('jobs', { method: 'POST', json: { a: 1 }, signal })).status).toBe(200)
  expect((await call(`${url}/v1/jobs?page=2`, { signal })).status).toBe(200)
  await expect(call(`${other.url}/v1/jobs`, { signal })).rejects.toMatchObject({ code: 'fetch_refused' })
  await expect(call('elsewhere', { signal })).rejects.toThrow('fetch failed')
  expect(heard).toEqual([
    'POST /v1/jobs Bearer key application/json {"a":1}',
    'GET /v1/jobs?page=2 Bearer key undefined ',
    'GET /v1/elsewhere Bearer key undefined ',
  ])
  expect(other.heard).toEqual([])
})

test('ends with its time, and is not made at all for a signal that came before', async () => {
  const { url, heard } = await serve()
  const call = createCall(fetch, { base: baseUrlOf(`${url}/v1`), name: 'Echo' })
  const response = await call('never', { timeoutMs: 200, signal })
  await expect(response.text()).rejects.toMatchObject({ name: 'TimeoutError' })
  await expect(call('jobs', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
  expect(heard).toHaveLength(1)
})

test('learns the time of the vendor', async () => {
  const { url } = await serve()
  let now = Date.parse('2026-11-21T11:00:00Z')
  const clock = createTheirClock(() => now)
  expect(clock.now()).toBe(now)
  await createCall(fetch, { base: baseUrlOf(url), name: 'Echo', clock })('v1/jobs', { signal })
  now += 60_000
  expect(new Date(clock.now()).toISOString()).toBe('2026-11-21T12:01:00.000Z')
  clock.heed(new Response())
  expect(new Date(clock.now()).toISOString()).toBe('2026-11-21T12:01:00.000Z')
})
