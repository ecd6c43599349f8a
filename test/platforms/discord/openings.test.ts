import { ChannelType } from 'discord.js'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { MoodreelError } from '../../../src/core/errors.ts'
import type { ThreadRef } from '../../../src/core/platform.ts'
import { type Bot, post, startBot } from './bot.ts'
import { type FakeDiscord, startFakeDiscord } from './fake/discord.ts'
import { buttonsOf } from './fake/message-rules.ts'
import { Refusal } from './fake/refusal.ts'
import { coded, type Kind, plainest } from './refusal-table.ts'
import { clipPost } from './scene.ts'

const prompt = 'a paper boat in the rain'
let discord: FakeDiscord
let bot: Bot
let number = 0
beforeAll(async () => {
  discord = await startFakeDiscord()
  bot = await startBot(discord)
})
afterEach(() => {
  discord.heal()
  discord.limits.threads = 100_000
})
afterAll(async () => {
  await bot.stop()
  await discord.stop()
  expect(discord.broken()).toEqual([])
})

/** A channel of its own, where a batch's thread is opened as the studio does it: again, until it is there or is refused. */
const setUp = () => {
  number += 1
  const [rootKey, clipKey] = [`root:${number}`, `clip:${number}`]
  const channel = discord.place(ChannelType.GuildText)
  const person = discord.person()
  const origin = { guild: discord.guild.id, channel: channel.id, channelType: channel.type, member: person.id, present: true }
  const cancel = { command: 'cancel', argument: '4k7q0c2m9xwd', label: 'Cancel' }
  const root = post({ text: prompt, actions: [cancel] })
  const before = discord.calls.length
  const open = async (tries = 10) => {
    const errors: string[] = []
    for (let at = 0; at < tries; at += 1) {
      try {
        return { ...(await bot.platform.openThread(origin, root, { key: rootKey, again: at > 0 })), errors }
      } catch (error) {
        errors.push((error as MoodreelError).code)
        if (errors.at(-1) === 'not_allowed') break
        discord.world.advance(30_000)
      }
    }
    return { errors, thread: null, root: null }
  }
  return {
    channel,
    open,
    roots: () => channel.messages,
    sending: new RegExp(`^/channels/${channel.id}/messages$`),
    deliver: async (thread: ThreadRef | null) =>
      thread && (await bot.platform.post(thread, await clipPost(bot), { key: clipKey, again: false })),
    calls: () => discord.calls.slice(before),
  }
}

/** What the first message shows. */
const shows = ([message]: readonly Parameters<FakeDiscord['shown']>[0][]): string =>
  message
    ? [
        discord.shown(message).text.includes(prompt) ? 'prompt' : 'no prompt',
        ...(buttonsOf(message.components).has('Cancel') ? ['buttons'] : []),
      ].join(', ')
    : 'nothing'

describe('the first message refused', () => {
  const once: Record<Kind, [errors: string[], shown: string]> = {
    gone: [['not_allowed'], 'nothing'],
    message: [['not_allowed'], 'nothing'],
    place: [['not_allowed'], 'nothing'],
    slowed: [['not_allowed'], 'nothing'],
    file: [['not_allowed'], 'nothing'],
    too_large: [['not_allowed'], 'nothing'],
    asleep: [[], 'prompt, buttons'],
    reference: [[], 'prompt, buttons'],
    form: [[], 'prompt'],
    words: [[], 'no prompt, buttons'],
    blocked: [['delivery_failed'], 'prompt, buttons'],
    passes: [['delivery_failed'], 'prompt, buttons'],
    // Words are sent again by discord.js itself.
    fault: [[], 'prompt, buttons'],
  }
  test.each(coded)('once, by $name, of its $kind', async ({ kind, refusal }) => {
    const { open, roots, sending } = setUp()
    discord.fault('POST', sending, refusal)
    const { errors, thread } = await open()
    const [expected, shown] = once[kind]
    expect({ errors, shown: shows(roots()) }).toEqual({ errors: expected, shown })
    expect(thread === null).toBe(shown === 'nothing')
  })

  test.each(plainest)('for good, by $name, of its $kind: the one who asked hears it, or the studio tries on', async ({ kind, refusal }) => {
    const { open, roots, calls } = setUp()
    discord.faultWhen(({ method, path }) => method === 'POST' && /\/messages$/.test(path), refusal)
    const { errors } = await open(6)
    expect(roots()).toEqual([])
    if (kind === 'passes' || kind === 'fault') expect(errors).toEqual(Array(6).fill('delivery_failed'))
    else expect(errors).toEqual([...Array(kind === 'blocked' ? 4 : 0).fill('delivery_failed'), 'not_allowed'])
    expect(calls().filter(({ path }) => path.startsWith('/users'))).toEqual([])
  })
})

describe('the thread refused', () => {
  const opening = /\/threads$/
  const named = 'a paper boat in the rain'

  test.each(coded)('once, by $name, of its $kind: the clip has a place', async ({ kind, refusal }) => {
    const { open, roots, deliver, channel } = setUp()
    discord.fault('POST', opening, refusal)
    const { errors, thread, root } = await open()
    expect(roots()).toHaveLength(1)
    if (kind === 'gone') return void expect(errors).toEqual(['not_allowed'])
    const name = discord.world.channels.get(thread?.thread ?? '')?.name
    if (kind === 'passes' || kind === 'fault') expect([errors, name]).toEqual([kind === 'fault' ? [] : ['delivery_failed'], named])
    else if (kind === 'words' || kind === 'form') expect([errors, name]).toEqual([[], 'Clips'])
    else expect([errors, thread?.thread]).toEqual([[], undefined])
    const ref = await deliver(thread)
    expect(ref?.channel).toBe(thread?.thread ? root?.message : channel.id)
  })

  test.each(plainest)('for good, by $name, of its $kind: the clip comes to the channel', async ({ kind, refusal }) => {
    const { open, roots, deliver, channel } = setUp()
    discord.faultWhen(({ path }) => opening.test(path), refusal)
    const { errors, thread } = await open()
    expect(roots()).toHaveLength(1)
    if (kind === 'gone') return void expect(errors).toEqual(['not_allowed'])
    expect(errors.length).toBeLessThan(5)
    expect(thread).toMatchObject({ channel: channel.id })
    expect(thread?.thread).toBeUndefined()
    const ref = await deliver(thread)
    expect(ref?.channel).toBe(channel.id)
  })

  test('because the server has as many as it may: the clip comes to the channel', async () => {
    const { open, deliver, channel } = setUp()
    discord.limits.threads = 0
    const { thread } = await open()
    const ref = await deliver(thread)
    expect([thread?.thread, ref?.channel]).toEqual([undefined, channel.id])
  })

  test('because somebody deleted the first message before: the clip comes to the channel, and an edit says that it is gone', async () => {
    const { open, roots, deliver, channel } = setUp()
    discord.fault('POST', opening, new Refusal(503, 0, 'Unavailable'), 4)
    discord.faultWhen(({ method, path }) => {
      if (method === 'POST' && opening.test(path)) roots().length = 0
      return false
    }, 'cut before')
    const { thread, root, errors } = await open()
    expect(errors).toEqual(['delivery_failed'])
    const ref = await deliver(thread)
    expect(ref?.channel).toBe(channel.id)
    if (root) await expect(bot.platform.edit(root, post())).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('an edit refused', () => {
  const setUpMessage = async () => {
    const world = setUp()
    const { thread, root } = await world.open()
    if (!thread || !root) throw new Error('no thread was opened')
    const ref = await world.deliver(thread)
    if (!ref) throw new Error('no clip was posted')
    const before = discord.calls.length
    const edited = async () => {
      const clip = { ...(await clipPost(bot)), text: 'another' }
      const code = await bot.platform.edit(ref, clip).then(
        () => 'edited',
        (error: MoodreelError) => error.code,
      )
      const calls = discord.calls.slice(before)
      expect(calls.filter(({ method, files }) => method === 'POST' || files.length > 0)).toEqual([])
      const message = discord.world.message(ref.channel, ref.message)
      expect(message?.attachments).toHaveLength(1)
      return [code, message && discord.shown(message).text.includes('another')]
    }
    return { ...world, edited }
  }
  const expected: Record<Kind, { once: [string, boolean]; forGood: string }> = {
    gone: { once: ['not_found', false], forGood: 'not_found' },
    message: { once: ['not_found', false], forGood: 'not_found' },
    place: { once: ['not_allowed', false], forGood: 'not_allowed' },
    file: { once: ['not_allowed', false], forGood: 'not_allowed' },
    too_large: { once: ['too_large', false], forGood: 'too_large' },
    asleep: { once: ['edited', true], forGood: 'not_allowed' },
    reference: { once: ['edited', true], forGood: 'not_allowed' },
    form: { once: ['edited', true], forGood: 'not_allowed' },
    words: { once: ['edited', false], forGood: 'not_allowed' },
    slowed: { once: ['delivery_failed', false], forGood: 'delivery_failed' },
    blocked: { once: ['delivery_failed', false], forGood: 'delivery_failed' },
    passes: { once: ['delivery_failed', false], forGood: 'delivery_failed' },
    fault: { once: ['edited', true], forGood: 'delivery_failed' },
  }

  test.each(coded)('by $name, of its $kind: no file is sent again, no place is opened', async ({ kind, refusal }) => {
    const { edited } = await setUpMessage()
    discord.fault('PATCH', /\/messages\//, refusal)
    const { once, forGood } = expected[kind]
    expect(await edited()).toEqual(once)
    discord.faultWhen(({ method, path }) => method === 'PATCH' && /\/messages\//.test(path), refusal)
    expect((await edited())[0]).toBe(forGood)
  })
})

describe('a removal refused', () => {
  const expected: Record<Kind, string> = {
    gone: 'removed',
    message: 'removed',
    asleep: 'removed',
    fault: 'removed',
    passes: 'delivery_failed',
    slowed: 'delivery_failed',
    blocked: 'delivery_failed',
    too_large: 'too_large',
    place: 'not_allowed',
    reference: 'not_allowed',
    form: 'not_allowed',
    words: 'not_allowed',
    file: 'not_allowed',
  }

  test.each(plainest)('by $name, of its $kind: it is gone, or that is said', async ({ kind, refusal }) => {
    const { open, deliver } = setUp()
    const ref = await deliver((await open()).thread)
    if (!ref) throw new Error('no clip was posted')
    discord.fault('DELETE', /\/messages\//, refusal)
    const removed = bot.platform.remove(ref).then(
      () => 'removed',
      (error: MoodreelError) => error.code,
    )
    expect(await removed).toBe(expected[kind])
    await bot.platform.remove(ref)
    expect(discord.world.message(ref.channel, ref.message)).toBeUndefined()
  })
})
