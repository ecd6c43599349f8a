import { describe, expect, type TestContext, test } from 'vitest'
import { MoodreelError } from '../../../../src/core/errors.ts'
import { finalSentence, isFinal } from '../../../../src/platforms/discord/gateway/final-codes.ts'
import { type RecordedLine, recordedLog } from '../../../support/recorded-log.ts'
import { type Bot, startBot } from '../bot.ts'
import { type FakeDiscord, startFakeDiscord } from '../fake/discord.ts'
import type { GatewayMood } from '../fake/gateway.ts'
import { Refusal } from '../fake/refusal.ts'
import { until, untilRegistered } from '../scene.ts'

const setUp = async ({ onTestFinished }: Pick<TestContext, 'onTestFinished'>, mood: Partial<GatewayMood> = {}) => {
  const discord = await startFakeDiscord()
  discord.gateway.feel(mood)
  onTestFinished(() => discord.stop())
  const { log, lines } = recordedLog()
  const bot = await startBot(discord, { log })
  onTestFinished(() => bot.stop())
  return { discord, bot, lines }
}

const reconnected = ({ discord, bot }: { discord: FakeDiscord; bot: Bot }): Promise<void> =>
  until(() => {
    expect(discord.gateway.connected()).toBe(true)
    expect(bot.platform.disconnectedSince?.()).toBeNull()
  })

/** A member asks for a clip; the thread gives the first answer and the main thread hears of it. */
const expectAnswer = async ({ discord, bot }: { discord: FakeDiscord; bot: Bot }): Promise<void> => {
  const before = bot.seen.length
  await untilRegistered(discord)
  const asked = discord.command(discord.person(), discord.channel, 't2v', { prompt: 'a paper boat' })
  await until(() => expect(bot.seen).toHaveLength(before + 1))
  await until(() => expect(asked.acknowledgedAfterMs).not.toBeNull())
}

const ends = (lines: RecordedLine[]) => lines.filter(({ message }) => message.startsWith('the connection to Discord ended'))

const packet = (given: object): string => JSON.stringify(given)
const harmless: [string, string | Buffer][] = [
  ['text that is no JSON', '{"op":'],
  ['JSON that is no object', '[[17]]'],
  ['null', 'null'],
  ['bytes that nothing can decompress', Buffer.from('789c00000000ffff', 'hex')],
  ['an unknown opcode', packet({ op: 99, d: { a: 1 } })],
  ['an opcode that is a word', packet({ op: 'hello' })],
  ['an event of an unknown type', packet({ op: 0, t: 'MOON_RISE', s: 3, d: null })],
  ['an event without a type', packet({ op: 0, s: 'x', d: {} })],
  ['an interaction without data', packet({ op: 0, t: 'INTERACTION_CREATE', s: 3 })],
  ['an acknowledgement that nobody asked for', packet({ op: 11 })],
  ['a session to resume', packet({ op: 9, d: true })],
  ['a frame of twenty megabytes', packet({ op: 0, t: 'GUILD_UPDATE', s: 3, d: { id: 'x'.repeat(20_000_000) } })],
]
/** What discord.js fails at where nobody waits for it: the thread makes the connection again, as `keep-shard.test.ts` has it of all else. */
const unexpected: [string, object, Partial<GatewayMood>][] = [
  ['a HELLO without data', { op: 10, d: null }, { hello: null }],
  ['a READY without data', { op: 0, t: 'READY', s: 4 }, { answer: [{ op: 0, t: 'READY', s: 1 }] }],
  ['an invalid session that does not say more', { op: 9 }, { answer: [{ op: 9 }] }],
]

describe.concurrent('whatever the gateway sends, the bot goes on', () => {
  test('what is no event leaves the connection as it is, and what is said again after a RESUME is heard once', async (context) => {
    const world = await setUp(context)
    for (const [name, frame] of harmless) {
      world.discord.gateway.throwAt(frame)
      await expectAnswer(world)
      expect(ends(world.lines), name).toEqual([])
    }
    world.discord.gateway.dispatchAgain('INTERACTION_CREATE')
    await expectAnswer(world)
  })

  test.for(unexpected)('%s, at the first connection and later', async ([, , mood], context) => {
    const world = await setUp(context, mood)
    expect(world.bot.platform.disconnectedSince?.()).toBe(0)
    await until(() => expect(ends(world.lines).length).toBeGreaterThan(0))
    world.discord.gateway.feel()
    await reconnected(world)
    const before = ends(world.lines).length
    world.discord.gateway.feel(mood)
    world.discord.gateway.drop()
    await until(() => expect(ends(world.lines).length).toBeGreaterThan(before + 1))
    world.discord.gateway.feel()
    await reconnected(world)
    await expectAnswer(world)
  })

  test('each of them once more, on a connection that stands', async (context) => {
    const world = await setUp(context)
    for (const [n, [, frame]] of unexpected.entries()) {
      world.discord.gateway.throwAt(packet(frame))
      await until(() => expect(ends(world.lines)).toHaveLength(n + 1))
      await reconnected(world)
      await expectAnswer(world)
    }
    expect(world.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('a thread that ends is started again', async (context) => {
    // discord.js 14.28 forgets to stop the heartbeats of a connection that dies at its first one; that ends the thread.
    const world = await setUp(context, { hello: { heartbeat_interval: 150 }, acknowledges: false, answer: [{ op: 1 }] })
    const restarts = () => world.lines.filter(({ level }) => level === 'error')
    await until(() => expect(restarts()).toMatchObject([{ message: expect.stringContaining('started again') }]))
    world.discord.gateway.feel()
    await reconnected(world)
    await expectAnswer(world)
  })
})

describe.concurrent('what may pass is tried again', () => {
  test('a door that is shut for a moment costs no session: what was said in the meantime is heard', async (context) => {
    const { discord, bot, lines } = await setUp(context)
    discord.gateway.feel({ refusal: 503 })
    discord.gateway.drop()
    await until(() => expect(ends(lines).length).toBeGreaterThan(1))
    await untilRegistered(discord)
    discord.command(discord.person(), discord.channel, 't2v', { prompt: 'said while nobody listened' })
    discord.gateway.feel()
    await until(() => expect(bot.seen).toHaveLength(1))
    expect(discord.gateway.counts).toMatchObject({ identifies: 1 })
    expect(ends(lines).map(({ fields }) => [fields['code'], fields['resumable']])).toEqual(ends(lines).map(() => [1006, true]))
  })

  test('the pauses grow, and the log says why', async (context) => {
    const { lines, ...world } = await setUp(context, { refusal: 502 })
    // The start did not wait for more than the first of them.
    expect(ends(lines).length).toBeLessThan(4)
    await until(() => expect(ends(lines).length).toBeGreaterThan(2))
    for (const [n, { fields, level }] of ends(lines).entries()) {
      expect(Number(fields['pauseMs'])).toBeGreaterThanOrEqual(375 * 2 ** n)
      expect(Number(fields['pauseMs'])).toBeLessThanOrEqual(625 * 2 ** n)
      expect([level, fields]).toMatchObject(['warn', { shard: 0, code: 1006, reason: 'Unexpected server response: 502' }])
    }
    world.discord.gateway.feel()
    await reconnected(world)
    await expectAnswer(world)
  })

  test('the way to the gateway that cannot be asked for', async (context) => {
    const discord = await startFakeDiscord()
    context.onTestFinished(() => discord.stop())
    const { log, lines } = recordedLog()
    discord.fault('GET', /^\/gateway\/bot$/, new Refusal(503, 0, 'away'), 9)
    const bot = await startBot(discord, { log })
    context.onTestFinished(() => bot.stop())
    expect(bot.platform.disconnectedSince?.()).toBe(0)
    await reconnected({ discord, bot })
    await expectAnswer({ discord, bot })
    expect(lines.filter(({ level }) => level === 'warn')).toMatchObject([{ fields: { status: 503 } }, { fields: { status: 503 } }])
  })

  test('every shard counts', async (context) => {
    const discord = await startFakeDiscord()
    context.onTestFinished(() => discord.stop())
    discord.advice.shards = 2
    discord.advice.session_start_limit.max_concurrency = 2
    const { log, lines } = recordedLog()
    const bot = await startBot(discord, { log })
    context.onTestFinished(() => bot.stop())
    expect(bot.platform.disconnectedSince?.()).toBeNull()
    expect(lines.flatMap(({ message, fields }) => (message === 'connected to Discord' ? [fields['shard']] : []))).toHaveLength(2)
    discord.gateway.feel({ refusal: 503 })
    discord.gateway.closeOne(4000)
    await until(() => expect(bot.platform.disconnectedSince?.()).toBeGreaterThan(0))
    expect(ends(lines)).toMatchObject([{ fields: { code: 4000 } }])
    discord.gateway.feel()
    await until(() => expect(bot.platform.disconnectedSince?.()).toBeNull())
    expect(discord.gateway.counts).toMatchObject({ identifies: 2, resumes: 1 })
  })

  test('a day without starts left is waited for', async (context) => {
    const discord = await startFakeDiscord()
    context.onTestFinished(() => discord.stop())
    Object.assign(discord.advice.session_start_limit, { remaining: 0, reset_after: 300 })
    const { log, lines } = recordedLog()
    const bot = await startBot(discord, { log })
    context.onTestFinished(() => bot.stop())
    expect(lines.filter(({ level }) => level === 'error')).toMatchObject([{ fields: { remaining: 0, pauseMs: 300 } }])
    expect(discord.gateway.counts.identifies).toBe(0)
    await reconnected({ discord, bot })
  })
})

/** With what the operator's sentence speaks of. */
const final: [number, string][] = [
  [4004, 'DISCORD_TOKEN'],
  [4010, 'shard'],
  [4011, 'too many servers'],
  [4012, 'version'],
  [4013, 'intent'],
  [4014, 'Privileged Gateway Intents'],
]

test('the codes that stay as they are, and what the operator is told', () => {
  const codes = Array.from({ length: 4000 }, (_, at) => 1000 + at).filter(isFinal)
  expect(codes).toEqual(final.map(([code]) => code))
  for (const [code, words] of final) expect(finalSentence(code)).toContain(words)
})

describe.concurrent('what stays as it is ends the platform with a sentence', () => {
  test('a close code at the first connection', async (context) => {
    const error = await setUp(context, { close: 4014 }).catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(MoodreelError)
    expect(error).toMatchObject({ code: 'bad_config', userMessage: finalSentence(4014) })
  })

  test('a close code after it was connected', async (context) => {
    const { discord, bot } = await setUp(context)
    const errors: MoodreelError[] = []
    await bot.restart((error) => errors.push(error))
    discord.gateway.close(4004)
    await until(() => expect(errors).toHaveLength(1))
    expect(errors).toMatchObject([{ code: 'bad_config', userMessage: finalSentence(4004) }])
    expect(bot.platform.disconnectedSince?.()).toBeGreaterThan(0)
    const { knocks } = discord.gateway.counts
    await bot.platform.stop()
    expect(discord.gateway.counts.knocks).toBe(knocks)
  })

  test('a token that REST does not know', async (context) => {
    const discord = await startFakeDiscord()
    context.onTestFinished(() => discord.stop())
    await expect(startBot({ ...discord, token: 'another.token' })).rejects.toMatchObject({ code: 'bad_config' })
  })
})
