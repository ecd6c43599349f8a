import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Routes } from 'discord.js'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createRest, stopTimers } from '../../../src/platforms/discord/rest.ts'
import { createTurnstile } from '../../../src/platforms/discord/turnstile.ts'

const hourMs = 3_600_000

/** A client of a Discord that answers everything with some headers, and refuses the first few for the limit of the whole bot. */
const client = async (perSecond: number, { refused = 0, bucket = {} }: { refused?: number; bucket?: Record<string, string> } = {}) => {
  let asked = 0
  const server = createServer((_, response) => {
    asked += 1
    const limit = asked <= refused ? { 'x-ratelimit-global': 'true', 'retry-after': '0.5' } : null
    response.writeHead(limit ? 429 : 200, { 'content-type': 'application/json', ...(limit ?? bucket) }).end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const rest = createRest(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    'token',
    createTurnstile(() => perSecond),
  )
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
    const { ask, spent } = await client(50, { refused: 1 })
    const asked = ask(8)
    await spent
    setBack(ms)
    expect(await asked).toHaveLength(8)
  })

  test.each([30_000, hourMs])('by %d ms lets those go on who waited for a limit of one channel', async (ms) => {
    const { ask, spent } = await client(50, {
      bucket: {
        'x-ratelimit-limit': '1',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset-after': '0.5',
        'x-ratelimit-bucket': 'b',
      },
    })
    const asked = ask(2, '7')
    await spent
    setBack(ms)
    expect(await asked).toHaveLength(2)
  })
})
