import { PermissionFlagsBits as Bits } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { createDiscordPlatform } from '../../../src/platforms/discord/index.ts'
import { uploadTimeoutMs } from '../../../src/platforms/discord/post/messages.ts'
import { createLocalLocks } from '../../../src/storage/local-locks.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { post } from './bot.ts'
import { messageBody } from './fake/message-rules.ts'
import { Refusal } from './fake/refusal.ts'
import { ask, clipPost, heard, messagesIn, until, useScene } from './scene.ts'

const scene = useScene()
const mebibyte = 1024 * 1024
const sending = /^\/channels\/\d+\/messages$/

const opened = async (prompt?: string) => {
  const asked = await ask(scene, scene.discord.channel, prompt)
  return { ...asked, ...(await asked.open()) }
}

describe('once and only once', () => {
  test.each(['cut after', 'cut before'] as const)('a connection %s the clip was handled leaves one message', async (how) => {
    const { discord, bot } = scene
    const { thread, key } = await opened()
    discord.fault('POST', sending, how)
    await expect(bot.platform.post(thread, await clipPost(bot), { key, again: false })).rejects.toMatchObject({ code: 'delivery_failed' })
    await bot.platform.post(thread, await clipPost(bot), { key, again: true })
    expect(messagesIn(discord, thread.thread)).toHaveLength(1)
  })

  test('a clip that was stored an hour before its answer was lost is found, in a busy thread too', async () => {
    const { discord, bot } = scene
    const { thread, key } = await opened()
    discord.fault('POST', sending, 'cut after')
    await expect(bot.platform.post(thread, await clipPost(bot), { key, again: false })).rejects.toThrow()
    for (let number = 0; number < 150; number += 1) {
      const [first] = messagesIn(discord, thread.thread)
      if (first)
        messagesIn(discord, thread.thread).push({
          ...first,
          id: discord.world.snowflake(),
          components: [],
          author: { id: '9', bot: false },
          nonce: String(number),
        })
    }
    discord.world.advance(3_600_000)
    await bot.restart()
    const ref = await bot.platform.post(thread, await clipPost(bot), { key, again: true })
    expect(ref.message).toBe(messagesIn(discord, thread.thread)[0]?.id)
    expect(messagesIn(discord, thread.thread)).toHaveLength(151)
  })

  test('a clip is posted once although the bot may not look at what was said before', async () => {
    const { discord, bot } = scene
    const { thread, key } = await opened()
    const place = discord.world.channels.get(thread.thread ?? '')
    if (place) place.permissions &= ~Bits.ReadMessageHistory
    discord.fault('POST', sending, 'cut after')
    await expect(bot.platform.post(thread, await clipPost(bot), { key, again: false })).rejects.toThrow()
    await bot.platform.post(thread, await clipPost(bot), { key, again: true })
    expect(messagesIn(discord, thread.thread)).toHaveLength(1)
  })

  test('a first message whose answer was lost is found, and its thread is opened on it', async () => {
    const { discord } = scene
    const { open } = await ask(scene)
    discord.fault('POST', sending, 'cut after')
    await expect(open()).rejects.toMatchObject({ code: 'delivery_failed' })
    discord.world.advance(3_600_000)
    const { root, thread } = await open(true)
    expect(messagesIn(discord, discord.channel.id).map(({ id }) => id)).toEqual([root.message])
    expect(thread.thread).toBe(root.message)
  })

  test('a thread whose answer was lost is not opened twice', async () => {
    const { discord } = scene
    const { open } = await ask(scene)
    discord.fault('POST', /threads$/, 'cut after')
    await expect(open()).rejects.toMatchObject({ code: 'delivery_failed' })
    const { root, thread } = await open(true)
    expect(thread.thread).toBe(root.message)
  })

  test('an error of Discord’s own is tried again by discord.js with the same nonce', async () => {
    const { discord, bot } = scene
    const { thread, key } = await opened()
    discord.fault('POST', sending, new Refusal(502, 0, 'Bad Gateway'), 2)
    await bot.platform.post(thread, post({ kind: 'notice', text: 'words' }), { key, again: false })
    expect(messagesIn(discord, thread.thread)).toHaveLength(1)
  })
})

describe('limits', () => {
  test('a storm of 429s only delays', async () => {
    const { discord, bot } = scene
    const { thread, key } = await opened()
    const limited = new Refusal(429, 0, 'You are being rate limited.', {
      headers: { 'retry-after': '0.05' },
      extra: { retry_after: 0.05, global: false },
    })
    discord.fault('POST', sending, limited, 6)
    const clip = await clipPost(bot)
    await Promise.all([1, 2, 3, 4].map((number) => bot.platform.post(thread, clip, { key: `${key}:${number}`, again: false })))
    expect(messagesIn(discord, thread.thread)).toHaveLength(4)
  })

  test.each([
    [0, 20],
    [2, 50],
    [3, 100],
  ])('a server of tier %i takes %i MiB when the interaction says more', async (tier, mebibytes) => {
    const { discord, bot } = scene
    discord.limits.said = 500 * mebibyte
    const other = discord.world.addGuild(tier)
    const { thread } = await opened()
    expect(await bot.platform.fileLimitBytes({ ...thread, workspace: other.id })).toBe(mebibytes * mebibyte)
  })

  test('an interaction that allows less than the server is believed', async () => {
    const { discord, bot } = scene
    discord.limits.said = 8 * mebibyte
    const { thread } = await opened()
    expect(await bot.platform.fileLimitBytes(thread)).toBe(8 * mebibyte)
  })

  test('a large clip has the time that it needs and is sent once', async () => {
    const { discord, bot } = scene
    const { thread, key } = await opened()
    await bot.platform.post(thread, await clipPost(bot, 'large.mp4', 15 * mebibyte), { key, again: false })
    expect(messagesIn(discord, thread.thread)[0]?.attachments[0]?.size).toBe(15 * mebibyte)
    expect(discord.callsTo('POST', sending).filter(({ files }) => files.length > 0)).toHaveLength(1)
    expect(uploadTimeoutMs(100 * mebibyte)).toBeGreaterThan(10 * 60_000)
  })
})

describe('what is seen', () => {
  test('a prompt full of markdown and mentions is shown as typed and calls nobody', async () => {
    const { discord, bot } = scene
    const prompt = '@everyone [x](http://y) ||z|| <@123456789012345678> **b**'
    const { thread, root, key } = await opened(prompt)
    const ref = await bot.platform.post(thread, { ...(await clipPost(bot)), text: prompt }, { key, again: false })
    for (const { channel, message } of [root, ref]) {
      const stored = discord.world.message(channel, message)
      expect(stored && discord.shown(stored).text).toContain(prompt)
      expect(stored?.pings).toEqual([])
    }
    expect(discord.world.channels.get(thread.thread ?? '')?.name).toBe(prompt)
    const allowed = discord.callsTo('POST', sending).map(({ body }) => messageBody.parse(body).allowed_mentions)
    expect(allowed).toEqual([
      { parse: [], users: [] },
      { parse: [], users: [] },
    ])
  })

  test('only the one who asked is called, when the studio says so', async () => {
    const { discord, bot } = scene
    const { thread, person, key } = await opened('hello @here')
    const ref = await bot.platform.post(
      thread,
      { ...(await clipPost(bot)), text: 'hello @here', mention: person.id },
      { key, again: false },
    )
    expect(discord.world.message(ref.channel, ref.message)?.pings).toEqual([person.id])
  })

  test('the takes of a batch share one gallery, and an edit sends only what is new', async () => {
    const { discord, bot } = scene
    const { thread, key } = await opened()
    const media = await Promise.all(['a.mp4', 'b.mp4'].map((name) => bot.clip(name)))
    const ref = await bot.platform.post(thread, post({ kind: 'clip', media }), { key, again: false })
    const [before] = messagesIn(discord, thread.thread)
    const ids = before?.attachments.map(({ id }) => id)
    await bot.platform.edit(ref, post({ kind: 'clip', text: 'three', media: [...media, await bot.clip('c.mp4')] }))
    const [after] = messagesIn(discord, thread.thread)
    expect(after?.attachments.map(({ id }) => id).slice(0, 2)).toEqual(ids)
    expect(discord.calls.at(-1)?.files.map(({ name }) => name)).toEqual(['c.mp4'])
    await bot.platform.edit(ref, post({ kind: 'notice', text: 'deleted' }))
    expect(messagesIn(discord, thread.thread)[0]?.attachments).toEqual([])
  })

  test('progress is a bar, a place in the line and a countdown, in one message that is edited', async () => {
    const { discord, bot } = scene
    const { root } = await opened()
    const progress = [
      { generationId: 'a', stage: 'rendering', fraction: 0.5, estimateSeconds: 40 },
      { generationId: 'b', stage: 'waiting in line', position: 3 },
    ]
    await bot.platform.edit(root, post({ progress }))
    const text = discord.world.message(root.channel, root.message)
    expect(text && discord.shown(text).text).toMatch(/▰{6}▱{6} rendering · 50% · ready <t:\d+:R>\n▱{12} waiting in line · position 3/)
    expect(text?.edits).toBe(1)
  })
})

describe('time and restarts', () => {
  test('a provider slower than the interaction’s token, and a restart meanwhile: the clip comes all the same', async () => {
    const { discord, bot } = scene
    const { thread, key, root } = await opened()
    discord.world.advance(3 * 3_600_000)
    await bot.platform.edit(root, post({ facts: ['done'] }))
    await bot.restart()
    await bot.platform.post(thread, await clipPost(bot), { key, again: false })
    expect(messagesIn(discord, thread.thread)).toHaveLength(1)
  })

  test('a process that never listens can post', async () => {
    const { discord } = scene
    const { thread, key } = await opened()
    const { mediaStore, inbox } = scene.bot
    const worker = createDiscordPlatform({
      ...discord,
      commands: [],
      models: () => [],
      templatesOf: async () => [],
      referencesOf: async () => [],
      mediaStore,
      inbox,
      locks: createLocalLocks(),
      isShared: true,
      clock: { now: Date.now },
      log: quietLog,
    })
    expect(await worker.fileLimitBytes(thread)).toBe(20 * mebibyte)
    await worker.post(thread, await clipPost(scene.bot), { key, again: false })
    expect(messagesIn(discord, thread.thread)).toHaveLength(1)
  })

  test('the gateway breaks and is resumed, then begins anew, while ten clips are asked for and come', async () => {
    const { discord, bot } = scene
    const arrived: string[] = []
    const clip = await clipPost(bot)
    bot.onSaid(async ({ invocation }) => {
      const { thread } = await bot.platform.openThread(invocation.origin, post({ text: invocation.id }), {
        key: invocation.id,
        again: false,
      })
      const ref = await bot.platform.post(thread, clip, { key: `clip:${invocation.id}`, again: false })
      arrived.push(ref.message)
    })
    const { identifies, resumes } = discord.gateway.counts
    const person = discord.person()
    const say = (count: number) => {
      for (let number = 0; number < count; number += 1) discord.command(person, discord.channel, 't2v', { prompt: 'boat' })
    }
    say(3)
    discord.gateway.drop()
    // Said while nobody listens: the RESUME brings it.
    await until(() => expect(discord.gateway.connected()).toBe(false))
    say(3)
    await heard(bot, 6)
    expect(discord.gateway.counts).toMatchObject({ identifies, resumes: resumes + 1, intents: 513 })
    discord.gateway.forget()
    await until(() => expect(discord.gateway.counts.identifies).toBe(identifies + 1))
    await until(() => expect(discord.gateway.connected()).toBe(true))
    say(4)
    await heard(bot, 10)
    await until(() => expect(arrived).toHaveLength(10))
    const threads = [...discord.world.channels.values()].filter(({ parent }) => parent === discord.channel.id)
    expect(threads.map(({ messages }) => messages.length)).toEqual(Array.from({ length: 10 }, () => 1))
    expect(bot.faults).toEqual([])
  })
})
