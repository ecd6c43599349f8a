import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { say } from '../../../src/core/words/sentence.ts'
import { createDiscordPlatform } from '../../../src/platforms/discord/index.ts'
import type { Home } from '../../../src/storage/homes.ts'
import { lockNumber } from '../../../src/storage/postgres/locks.ts'
import { createSettings } from '../../../src/storage/settings.ts'
import { openHomes } from '../../support/homes.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { type Bot, commands, models, post, startBot } from './bot.ts'
import { type FakeDiscord, startFakeDiscord } from './fake/discord.ts'
import { messagesIn, privateText, until } from './scene.ts'

type More = Parameters<typeof startBot>[1]

/** A Discord, and what starts a process for its one bot, as far as its storage and this platform go. */
const setUp = async (absentMs?: number) => {
  const discord = await startFakeDiscord()
  onTestFinished(() => discord.stop())
  const openHome = await openHomes(absentMs)
  const start = async (more: More = {}, home?: Home): Promise<{ home: Home; bot: Bot }> => {
    const itsHome = home ?? (await openHome())
    const { inbox, locks, pubSub, isShared } = itsHome
    const settings = createSettings(itsHome.db, 'settings')
    const bot = await startBot(discord, { inbox, locks, pubSub, isShared, settings, lookMs: 50, ...more })
    onTestFinished(() => bot.stop())
    return { home: itsHome, bot }
  }
  return { discord, openHome, start }
}

const ask = (discord: FakeDiscord, prompt = 'a paper boat') => discord.command(discord.person(), discord.channel, 't2v', { prompt })

const callbacks = (discord: FakeDiscord) => discord.callsTo('POST', /^\/interactions\/.*\/callback$/)

/** Ends the connection that holds a name, as a server does that is started again. */
const cut = async ({ db }: Home, name: string): Promise<void> => {
  const number = BigInt.asUintN(64, lockNumber(`held:${name}`))
  await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 1 and granted
    and classid = ${Number(number >> 32n)} and objid = ${Number(number & 0xffffffffn)}
    and database = (select oid from pg_database where datname = current_database())`.execute(db)
}

describe('several processes for one bot', () => {
  test('one listens; the other is ready, and takes over from one that stops, and goes on with what a killed one left, once', async () => {
    // Nobody is gone at the first look, but at one of those that follow.
    const { discord, start } = await setUp(100)
    const first = await start()
    const second = await start()
    expect(discord.gateway.counts.identifies).toBe(1)
    expect([first, second].map(({ bot }) => bot.platform.disconnectedSince?.())).toEqual([null, null])
    ask(discord)
    await until(() => expect(first.bot.seen).toHaveLength(1))

    await first.bot.platform.stop()
    await until(() => expect(discord.gateway.connected()).toBe(true))
    const third = await start()
    const { promise: killed, resolve: end } = Promise.withResolvers<void>()
    onTestFinished(() => end())
    second.bot.onSaid(() => killed)
    const left = ask(discord, 'a lantern')
    await until(() => expect(second.bot.seen).toHaveLength(1))
    await until(() => expect(left.original).not.toBeNull())
    third.bot.onSaid(({ responder }) => responder.reply(post({ kind: 'notice', text: 'it is on its way' }), { private: true }))
    // What it held and what it was at work on are free, as after a SIGKILL.
    await second.home.close()
    await until(() => expect(privateText(discord, left)).toContain('it is on its way'))
    await until(() => expect(discord.gateway.connected()).toBe(true))
    expect(third.bot.seen.map(({ invocation }) => invocation.id)).toEqual(second.bot.seen.map(({ invocation }) => invocation.id))

    third.bot.forget()
    ask(discord, 'a moth')
    await until(() => expect(third.bot.seen).toHaveLength(1))
    expect([first, second].map(({ bot }) => bot.seen.length)).toEqual([1, 1])
  })

  test('after the connection to the database was cut one of them listens, and what was said meanwhile is heard once', async () => {
    // As long as usual: who has just lost its connection is not gone.
    const { discord, openHome, start } = await setUp(8_000)
    const bots = [await start(), await start()].map(({ bot }) => bot)
    const knocks = discord.gateway.counts.knocks
    await cut(await openHome(), 'discord:all')
    const asked = ask(discord)
    await until(() => expect(discord.gateway.counts.knocks).toBeGreaterThan(knocks))
    await until(() => expect(bots.flatMap(({ seen }) => seen)).toHaveLength(1))
    await until(() => expect(asked.acknowledgedAfterMs).not.toBeNull())
  })

  test('what both hear is answered and done by one, and each keeps the shards of its own', async () => {
    const { discord, start } = await setUp()
    const [one, other] = await Promise.all([
      start({ shards: { from: 0, to: 1, count: 4 } }),
      start({ shards: { from: 2, to: 3, count: 4 } }),
    ])
    expect(discord.gateway.identified.toSorted(([one], [other]) => one - other)).toEqual([0, 1, 2, 3].map((shard) => [shard, 4]))
    expect(discord.callsTo('PUT', /\/commands$/)).toHaveLength(1)
    // The fake tells all four of everything.
    const asked = Array.from({ length: 5 }, (_, index) => ask(discord, `boat ${index}`))
    const seen = () => [...one.bot.seen, ...other.bot.seen].map(({ invocation }) => invocation.id)
    await until(() => expect(seen().toSorted()).toEqual(asked.map(({ id }) => id).toSorted()))
    for (const { acknowledgedAfterMs } of asked) expect(acknowledgedAfterMs).not.toBeNull()
    await Promise.all([one, other].map(({ bot }) => bot.platform.stop()))
    expect(seen()).toHaveLength(asked.length)
    expect(callbacks(discord)).toHaveLength(asked.length)
  })

  test('shards of one bucket begin one after the other, whichever process has them', async () => {
    const { discord, openHome, start } = await setUp()
    discord.gateway.feel({ hello: { heartbeat_interval: 200 } })
    const locks = (await openHome()).locks.keyed('discord-identify')
    const { promise: turn, resolve: end } = Promise.withResolvers<void>()
    const held = locks('0', () => turn)
    const starting = Promise.all([start({ shards: { from: 0, to: 0, count: 2 } }), start({ shards: { from: 1, to: 1, count: 2 } })])
    // Who does not wait says who it is before its heart beats.
    await until(() => expect(discord.gateway.counts).toMatchObject({ knocks: 2 }))
    await until(() => expect(discord.gateway.counts.heartbeats).toBeGreaterThan(1))
    expect(discord.gateway.identified).toEqual([])
    end()
    await Promise.all([held, starting])
    expect(discord.gateway.identified).toHaveLength(2)
  })

  test('who only posts links the commands that another one registered', async () => {
    const { discord, openHome, start } = await setUp()
    const { bot } = await start()
    const { db, inbox, locks, pubSub, isShared } = await openHome()
    const worker = createDiscordPlatform({
      ...{
        ...discord,
        commands,
        models: () => models,
        templatesOf: async () => [],
        referencesOf: async () => [],
        mediaStore: bot.mediaStore,
      },
      ...{ inbox, locks, pubSub, isShared, settings: createSettings(db, 'settings'), clock: { now: Date.now }, log: quietLog },
    })
    onTestFinished(() => worker.stop())
    const origin = { guild: discord.guild.id, channel: discord.channel.id, channelType: 0, member: discord.person().id, present: true }
    const unknown = post({ warnings: [say('common.unknownCommand', { name: 'dance' })] })
    const { root } = await worker.openThread(origin, unknown, { key: 'root', again: false })
    const [message] = messagesIn(discord, root.channel)
    expect(JSON.stringify(message?.components)).toMatch(/<\/help:\d+>/)
    // Somebody else may have changed it since: it is read before each change.
    await worker.edit(root, post({ thumbnail: await bot.clip('a.png', 64, 'image/png') }))
    await worker.edit(root, post({ thumbnail: await bot.clip('a.png', 64, 'image/png') }))
    expect(discord.callsTo('GET', new RegExp(`^/channels/\\d+/messages/${root.message}$`))).toHaveLength(2)
  })
})
