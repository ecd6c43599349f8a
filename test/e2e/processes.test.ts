import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { newId } from '../../src/core/id.ts'
import { type FakeDiscord, startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import type { FakeChannel, FakeMessage } from '../platforms/discord/fake/world.ts'
import { until } from '../platforms/discord/scene.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { createDatabase } from '../support/postgres.ts'
import { discordEnv } from '../support/remote-world.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startVendor } from '../support/vendor-server.ts'

/** A Discord, a vendor and a Postgres, and as many of our processes on one data folder as somebody starts. */
const openInstallation = async () => {
  const server = inject('postgresUrl')
  if (!server) throw new Error('several processes share a Postgres')
  const url = await createDatabase(server, `installation_${newId()}`)
  const discord = await startFakeDiscord()
  const vendor = await startVendor(await smallClip())
  const dataDir = await temporaryFolder()
  const running: Bot[] = []
  onTestFinished(async () => {
    for (const bot of running) await bot.kill()
    await vendor.close()
    await discord.stop()
    expect(discord.broken()).toEqual([])
  })
  const env = { ...discordEnv(discord), DATABASE_URL: url, MOODREEL_TEST_VENDOR_URL: vendor.url }
  const start = async (role: 'all' | 'gateway' | 'worker'): Promise<Bot> => {
    const bot = await startBot({ dataDir, env: { ...env, ROLE: role } })
    running.push(bot)
    return bot
  }
  /** How each clip ended, and what the ledger holds of it. */
  const books = async () => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query(`
      select state, (select count(*)::int from attempts where generation_id = generations.id) as attempts,
        (select string_agg(kind, ' ' order by kind) from ledger where generation_id = generations.id) as entries
      from generations order by created_at, take`)
    await client.end()
    return rows
  }
  return { discord, vendor, start, books }
}

const delivered = { state: 'delivered', attempts: 1, entries: 'hold settle' }

/** The names of the clips that stand in the threads of a channel, those of one message after those of the one before. */
const clipsUnder = ({ world }: FakeDiscord, channel: FakeChannel): string[] =>
  channel.messages
    .flatMap(({ id }) => world.channels.get(id)?.messages ?? [])
    .flatMap(({ attachments }: FakeMessage) => attachments.map(({ filename }) => filename))
    .filter((name) => name.endsWith('.mp4'))

test('a gateway hears and two workers work; what a killed worker had goes on with the other, once', async () => {
  const { discord, vendor, start, books } = await openInstallation()
  const [gateway, one, other] = await Promise.all([start('gateway'), start('worker'), start('worker')])
  const ann = discord.person()
  const asked = discord.command(ann, discord.channel, 't2v', { prompt: 'a fox', model: 'remote', takes: 4 })
  await until(() => expect(clipsUnder(discord, discord.channel)).toHaveLength(4))
  expect(asked.acknowledgedAfterMs).not.toBeNull()
  expect(new Set(clipsUnder(discord, discord.channel)).size).toBe(4)
  await expect.poll(books).toEqual(Array(4).fill(delivered))
  // The gateway makes nothing.
  expect(gateway.log.filter((line) => line['stage'] !== undefined)).toEqual([])

  vendor.behaviour.holds = /^held/
  discord.command(ann, discord.channel, 't2v', { prompt: 'held by a vendor', model: 'remote', takes: 2 })
  await expect.poll(() => vendor.jobs.length).toBe(6)
  await one.kill()
  vendor.behaviour.holds = null
  // The lease of a killed worker's runs ends after half a minute.
  await expect.poll(() => clipsUnder(discord, discord.channel).length, { timeout: 90_000 }).toBe(6)
  await expect.poll(books).toEqual(Array(6).fill(delivered))
  expect(vendor.jobs).toHaveLength(6)
  expect(await other.stop()).toBe(0)
  expect(await gateway.stop()).toBe(0)
})

/** A way to a Postgres on which everybody is cut off once so many messages went that way, and nobody comes in for a second. */
const startWay = async (url: string, messages: number) => {
  const target = new URL(url)
  const { port, hostname } = target
  const open = new Set<Socket>()
  let count = 0
  let cuts = 0
  const isClosed = (): boolean => cuts === 1 && performance.now() - cutAt < 1_000
  let cutAt = 0
  const pass = (from: Socket, to: Socket, heard: () => void): void => {
    open.add(from)
    from.on('data', (bytes) => {
      heard()
      to.write(bytes)
    })
    from.on('error', () => undefined)
    from.on('close', () => {
      open.delete(from)
      to.destroy()
    })
  }
  const server = createServer((socket) => {
    if (isClosed()) return void socket.destroy()
    const beyond = connect(Number(port), hostname)
    pass(beyond, socket, () => undefined)
    pass(socket, beyond, () => {
      count += 1
      if (count !== messages) return
      cuts = 1
      cutAt = performance.now()
      for (const one of open) one.destroy()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  target.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url: target.href, cuts: () => cuts }
}

test.each([
  ['worker', [3, 15, 30, 45, 55]],
  ['gateway', [3, 30, 45, 55]],
] as const)('a Postgres that is started again while a %s starts is waited for, whenever that is', async (role, moments) => {
  const server = inject('postgresUrl')
  if (!server) throw new Error('several processes share a Postgres')
  const url = await createDatabase(server, `restarted_${newId()}`)
  const discord = await startFakeDiscord()
  onTestFinished(() => discord.stop())
  const start = async (messages: number): Promise<number> => {
    const way = await startWay(url, messages)
    const dataDir = await temporaryFolder()
    // Resolves when it is ready.
    const bot = await startBot({ dataDir, env: { ...discordEnv(discord), DATABASE_URL: way.url, ROLE: role } })
    expect(await bot.stop()).toBe(0)
    return way.cuts()
  }
  // Tables, locks, the engine's home, the catalogue, the first look of who keeps house.
  for (const messages of moments) expect([messages, await start(messages)]).toEqual([messages, 1])
})
