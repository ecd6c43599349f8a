import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { type FakeDiscord, startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import type { GatewayMood } from '../platforms/discord/fake/gateway.ts'
import { Refusal } from '../platforms/discord/fake/refusal.ts'
import { until } from '../platforms/discord/scene.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { runProgram, spawnProgram } from '../support/program.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startVendor } from '../support/vendor-server.ts'

const setUp = async (mood: Partial<GatewayMood> = {}, env: Record<string, string> = {}) => {
  const dataDir = await temporaryFolder()
  const discord = await startFakeDiscord()
  discord.gateway.feel(mood)
  onTestFinished(() => discord.stop())
  const options = { dataDir, env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, ...env } }
  return {
    discord,
    options,
    async start(): Promise<Bot> {
      const bot = await startBot(options)
      onTestFinished(() => bot.kill())
      return bot
    },
  }
}

const readiness = async ({ url }: Bot): Promise<unknown> => (await fetch(`${url}/readyz`)).json()
const connectedGauge = async ({ url }: Bot): Promise<string | undefined> =>
  (await (await fetch(`${url}/metrics`)).text()).split('\n').find((line) => line.startsWith('moodreel_platform_connected{'))

const isReady = { status: 'ready', notReady: [] }

const expectAnswer = async (discord: FakeDiscord): Promise<void> => {
  const asked = discord.command(discord.person(), discord.channel, 'help', {})
  await until(() => expect(asked.original && discord.shown(asked.original).text).toContain('/t2v'))
}

// Which close codes end it and with which words, and what passes, is proven at the platform: `test/platforms/discord/gateway`.
test('refused at the start it lives, is not ready, and is when the refusal ends', async () => {
  const { discord, start } = await setUp({ refusal: 502 })
  const bot = await start()
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200)
  expect(await readiness(bot)).toEqual({ status: 'not ready', notReady: ['discord'] })
  expect(await connectedGauge(bot)).toBe('moodreel_platform_connected{platform="discord"} 0')
  discord.gateway.feel()
  await expect.poll(() => readiness(bot), { timeout: 20_000 }).toEqual(isReady)
  expect(await connectedGauge(bot)).toBe('moodreel_platform_connected{platform="discord"} 1')
  await expectAnswer(discord)
  expect(await bot.stop()).toBe(0)
  expect(bot.errors()).toBe('')
})

test('Discord’s API that is away at the start is waited for, and so are the commands', async () => {
  const { discord, start } = await setUp()
  discord.fault('GET', /./, new Refusal(500, 0, 'away'), 17)
  const bot = await start()
  expect(await readiness(bot)).toEqual({ status: 'not ready', notReady: ['discord'] })
  await expect.poll(() => readiness(bot), { timeout: 30_000 }).toEqual(isReady)
  await bot.logged(({ msg }) => msg === 'the commands are registered')
  await expectAnswer(discord)
})

test('a clip that was paid for is brought while the gateway is shut', async () => {
  const vendor = await startVendor(await smallClip())
  onTestFinished(() => vendor.close())
  const { discord, start } = await setUp({}, { MOODREEL_TEST_VENDOR_URL: vendor.url })
  const first = await start()
  discord.command(discord.person(), discord.channel, 't2v', { prompt: 'a paper boat', model: 'remote' })
  await first.logged((line) => line['stage'] === 'ingest')
  await first.kill()
  discord.gateway.feel({ refusal: 503 })
  await start()
  const clips = () => [...discord.world.channels.values()].flatMap(({ messages }) => messages.flatMap(({ attachments }) => attachments))
  await expect.poll(() => clips().filter(({ filename }) => filename.endsWith('.mp4')).length, { timeout: 40_000 }).toBe(1)
})

test('refused for good at the start it ends with 1 and one sentence', async () => {
  const { options } = await setUp({ close: 4014 })
  const { code, errors } = await runProgram(options)
  expect(code).toBe(1)
  expect(errors).toMatch(/^[^\n]+\n$/)
  expect(errors).toContain('Privileged Gateway Intents')
})

test('with a token that REST does not know it ends with 1 and one sentence', async () => {
  const { discord, options } = await setUp()
  discord.fault('GET', /^\/gateway\/bot$/, new Refusal(401, 0, '401: Unauthorized'))
  const { code, errors } = await runProgram(options)
  expect([code, errors]).toEqual([1, 'Discord does not know DISCORD_TOKEN; copy the token of the bot again from the developer portal.\n'])
})

test('refused for good later it ends in order, with 1 and one sentence', async () => {
  const { discord, start } = await setUp()
  const bot = await start()
  await expectAnswer(discord)
  discord.gateway.close(4004)
  await once(bot.process, 'exit')
  expect(bot.process.exitCode).toBe(1)
  expect(bot.errors()).toMatch(/^[^\n]+\n$/)
  expect(bot.errors()).toContain('DISCORD_TOKEN')
})

test('refused later it lives, says so at once in the metrics, and takes its session up again', async () => {
  const { discord, start } = await setUp()
  const bot = await start()
  discord.gateway.feel({ refusal: 503 })
  discord.gateway.drop()
  await expect.poll(() => connectedGauge(bot)).toBe('moodreel_platform_connected{platform="discord"} 0')
  // A reconnect of some seconds is nobody's concern.
  expect(await readiness(bot)).toEqual(isReady)
  await bot.logged((line) => line['code'] === 1006 && line['reason'] === 'Unexpected server response: 503')
  discord.gateway.feel()
  await expect.poll(() => connectedGauge(bot), { timeout: 20_000 }).toBe('moodreel_platform_connected{platform="discord"} 1')
  await expectAnswer(discord)
  expect(discord.gateway.counts).toMatchObject({ identifies: 1, resumes: 1 })
  expect(await bot.stop()).toBe(0)
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
