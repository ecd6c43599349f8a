import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Routes } from 'discord.js'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createRest, stopTimers } from '../../../src/platforms/discord/rest.ts'

const hourMs = 3_600_000

/** A client of a Discord that answers everything, and says of each channel that two requests are left for a while. */
const client = async (perSecond: number, bucket: Record<string, string> = {}) => {
  const server = createServer((_, response) => void response.writeHead(200, { 'content-type': 'application/json', ...bucket }).end('{}'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const rest = createRest(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'token', () => perSecond)
  const spent = Promise.withResolvers<void>()
  rest.on('rateLimited', () => spent.resolve())
  onTestFinished(async () => {
    vi.useRealTimers()
    stopTimers(rest)
    server.closeAllConnections()
    server.close()
  })
  let channel = 0
  return {
    ask: (count: number, where?: string) =>
      Promise.all(Array.from({ length: count }, () => rest.get(Routes.channel(where ?? `${++channel}`)))),
    /** Resolves when a request waits for a limit. */
    spent: spent.promise,
  }
}

const setBack = (ms: number): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - ms })
}

describe('a clock that is set back', () => {
  test.each([30_000, hourMs])('by %d ms lets nothing wait for the end of a second that is far away now', async (ms) => {
    const { ask } = await client(5)
    await ask(4)
    setBack(ms)
    expect(await ask(5)).toHaveLength(5)
  })

  test.each([30_000, hourMs])('by %d ms lets those go on who waited for the whole bot’s limit', async (ms) => {
    const { ask, spent } = await client(5)
    const asked = ask(8)
    await spent
    setBack(ms)
    expect(await asked).toHaveLength(8)
  })

  test.each([30_000, hourMs])('by %d ms lets those go on who waited for a limit of one channel', async (ms) => {
    const { ask, spent } = await client(50, {
      'x-ratelimit-limit': '1',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': '0.5',
      'x-ratelimit-bucket': 'b',
    })
    const asked = ask(2, '7')
    await spent
    setBack(ms)
    expect(await asked).toHaveLength(2)
  })
})
