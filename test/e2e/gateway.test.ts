import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { type FakeDiscord, startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import type { GatewayMood } from '../platforms/discord/fake/gateway.ts'
import { Refusal } from '../platforms/discord/fake/refusal.ts'
import { until, untilRegistered } from '../platforms/discord/scene.ts'
import type { Bot } from '../support/bot.ts'
import { runProgram, spawnProgram } from '../support/program.ts'
import { discordEnv, openRemoteWorld } from '../support/remote-world.ts'

const setUp = async (mood: Partial<GatewayMood> = {}) => {
  const discord = await startFakeDiscord()
  discord.gateway.feel(mood)
  onTestFinished(() => discord.stop())
  const world = await openRemoteWorld(discordEnv(discord))
  return { ...world, discord, options: { dataDir: world.dataDir, env: discordEnv(discord) } }
}

const readiness = async ({ url }: Bot): Promise<unknown> => (await fetch(`${url}/readyz`)).json()
const connectedGauge = async ({ url }: Bot): Promise<string | undefined> =>
  (await (await fetch(`${url}/metrics`)).text()).split('\n').find((line) => line.startsWith('moodreel_platform_connected{'))

const isReady = { status: 'ready', notReady: [] }
const notReady = { status: 'not ready', notReady: ['discord'] }

const expectAnswer = async (discord: FakeDiscord): Promise<void> => {
  await untilRegistered(discord)
  const asked = discord.command(discord.person(), discord.channel, 'help', {})
  await until(() => expect(asked.original && discord.shown(asked.original).text).toContain('/t2v'))
}

// Which close codes and refusals end it and with which words, and what passes, is proven at the platform: `test/platforms/discord/gateway`.
test('whether Discord is away at the start or its gateway is, it lives, is not ready, does its work, and is ready when that ends', async () => {
  const { discord, start } = await setUp()
  discord.fault('GET', /./, new Refusal(500, 0, 'away'), 17)
  const first = await start()
  expect(await readiness(first)).toEqual(notReady)
  await expect.poll(() => readiness(first), { timeout: 30_000 }).toEqual(isReady)
  await expectAnswer(discord)

  // A clip that is paid for is brought while the gateway is shut.
  discord.command(discord.person(), discord.channel, 't2v', { prompt: 'a paper boat', model: 'remote' })
  await first.logged((line) => line['stage'] === 'ingest')
  await first.kill()
  discord.gateway.feel({ refusal: 502 })
  const bot = await start()
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200)
  expect(await connectedGauge(bot)).toBe('moodreel_platform_connected{platform="discord"} 0')
  const clips = () => [...discord.world.channels.values()].flatMap(({ messages }) => messages.flatMap(({ attachments }) => attachments))
  await expect.poll(() => clips().filter(({ filename }) => filename.endsWith('.mp4')).length, { timeout: 40_000 }).toBe(1)
  expect(await readiness(bot)).toEqual(notReady)
  discord.gateway.feel()
  await expect.poll(() => readiness(bot)).toEqual(isReady)
  expect(await connectedGauge(bot)).toBe('moodreel_platform_connected{platform="discord"} 1')
  await expectAnswer(discord)
  expect(await bot.stop()).toBe(0)
  expect(bot.errors()).toBe('')
})

test('refused for good at the start it ends with 1 and one sentence', async () => {
  const { options } = await setUp({ close: 4014 })
  const { code, errors } = await runProgram(options)
  expect(code).toBe(1)
  expect(errors).toMatch(/^[^\n]+\n$/)
  expect(errors).toContain('Privileged Gateway Intents')
})

test('refused later it says so at once in the metrics and takes its session up again; for good, it ends in order with 1 and one sentence', async () => {
  const { discord, start } = await setUp()
  const bot = await start()
  discord.gateway.feel({ refusal: 503 })
  discord.gateway.drop()
  await expect.poll(() => connectedGauge(bot)).toBe('moodreel_platform_connected{platform="discord"} 0')
  // A reconnect of some seconds is nobody's concern.
  expect(await readiness(bot)).toEqual(isReady)
  await bot.logged((line) => line['code'] === 1006 && line['reason'] === 'Unexpected server response: 503')
  discord.gateway.feel()
  await expect.poll(() => connectedGauge(bot)).toBe('moodreel_platform_connected{platform="discord"} 1')
  await expectAnswer(discord)
  expect(discord.gateway.counts).toMatchObject({ identifies: 1, resumes: 1 })

  discord.gateway.close(4004)
  await once(bot.process, 'exit')
  expect(bot.process.exitCode).toBe(1)
  expect(bot.errors()).toMatch(/^[^\n]+\n$/)
  expect(bot.errors()).toContain('DISCORD_TOKEN')
})

test.each<[string, Partial<GatewayMood>, number]>([
  ['a pause', { refusal: 503 }, 3],
  ['a HELLO', { hello: 'silence' }, 1],
])('asked to stop while it waits for %s it ends at once', async (_name, mood, knocks) => {
  const { discord, options } = await setUp(mood)
  const child = spawnProgram(options)
  const output = text(child.stdout)
  await until(() => expect(discord.gateway.counts.knocks).toBe(knocks))
  child.kill('SIGTERM')
  await once(child, 'exit')
  expect(child.exitCode).toBe(0)
  // Neither is the next try made, nor the end of the wait seen.
  expect(discord.gateway.counts.knocks).toBe(knocks)
  expect((await output).split('the connection to Discord ended')).toHaveLength(knocks === 1 ? 1 : knocks + 1)
})
