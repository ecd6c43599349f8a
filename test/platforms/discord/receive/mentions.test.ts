import { describe, expect, test } from 'vitest'
import edit from '../../../../commands/edit.ts'
import extend from '../../../../commands/extend.ts'
import type { Invocation, PostRef } from '../../../../src/core/platform.ts'
import { notice } from '../../../../src/core/post.ts'
import { commands, generationId, post, startBot } from '../bot.ts'
import { botId, type FakeChannel, type FakeMessage } from '../fake/world.ts'
import { ask, clipPost, heard, image, messagesIn, until, useScene } from '../scene.ts'

const named = `<@${botId}>`
/** What the studio knows of messages. */
const clips = new Map<string, string>()
const clipAt = async ({ message }: PostRef): Promise<string | null> => clips.get(message) ?? null
const moderators = { ...edit, name: 'block', under: 'mod', group: 'moderators' as const }
const scene = useScene({ bot: { clipAt, commands: [...commands.filter(({ name }) => name !== 'edit'), edit, extend, moderators] } })

const said = ({ command, input }: Invocation) => `${command} ${input.kind === 'text' ? input.text : ''}`.trim()
const shownIn = (channel: FakeChannel): string[] =>
  messagesIn(scene.discord, channel.id)
    .filter(({ author }) => author.bot)
    .map((message) => scene.discord.shown(message).text)

/** A clip that stands in the thread of its batch. */
const clipInThread = async () => {
  const { discord, bot } = scene
  const asked = await ask(scene)
  const { thread, root } = await asked.open()
  clips.set(root.message, generationId)
  const { message } = await bot.platform.post(thread, await clipPost(bot), { key: asked.key, again: false })
  const channel = discord.world.channels.get(thread.thread ?? '') as FakeChannel
  bot.forget()
  return {
    channel,
    clip: discord.world.message(channel.id, message) as FakeMessage,
    root: discord.world.message(root.channel, root.message) as FakeMessage,
  }
}

describe('a message that names the bot', () => {
  test('is a command where it begins with one, once, and leaves the inbox', async () => {
    const { discord, bot } = scene
    const person = discord.person()
    const message = discord.write(person, discord.channel, `${named} t2v a fox --seed 7`)
    const { invocation } = await heard(bot)
    expect(invocation).toMatchObject({
      id: message.id,
      workspace: discord.guild.id,
      channel: discord.channel.id,
      member: { id: person.id, name: 'Member', roles: ['77'], moderator: false },
      input: { kind: 'text', text: 'a fox --seed 7' },
    })
    expect(JSON.parse(JSON.stringify(invocation.origin))).toEqual(invocation.origin)
    discord.gateway.dispatchAgain('MESSAGE_CREATE')
    discord.write(person, discord.channel, `<@!${botId}> a hare`)
    await heard(bot, 2)
    expect(bot.seen.map(({ invocation }) => said(invocation))).toEqual(['t2v a fox --seed 7', 't2v a hare'])
    await until(async () => expect(await bot.inbox.unfinished('discord')).toEqual([]))
  })

  test('opens the thread of its batch as a command does', async () => {
    const { discord, bot } = scene
    discord.write(discord.person(), discord.channel, `${named} a fox`)
    const { invocation } = await heard(bot)
    const { thread } = await bot.platform.openThread(invocation.origin, post({ text: 'a fox' }), { key: 'root:mention', again: false })
    expect(thread).toMatchObject({ channel: discord.channel.id, thread: expect.any(String), member: invocation.member.id })
  })

  test.each<[string, string, string]>([
    ['words', 'colder, at night', `edit ${generationId} --add "colder, at night"`],
    ['a command', 'extend 3 s', `extend ${generationId} --duration 3`],
    ['a command about it', 'animate --prompt the fog lifts', `animate ${generationId} --prompt the fog lifts`],
    ['a number', '3 but colder', 'edit 3 --add "colder"'],
  ])('in answer to a clip means that clip: %s', async (_name, words, expected) => {
    const { discord, bot } = scene
    const { channel, clip } = await clipInThread()
    discord.write(discord.person(), channel, `${named} ${words}`, { answers: clip, pings: true })
    const { invocation } = await heard(bot)
    expect(said(invocation)).toBe(expected)
    expect(invocation).toMatchObject({ channel: channel.parent, thread: channel.id })
  })

  test('in answer to the first message of a thread, or to one without buttons, means its clip', async () => {
    const { discord, bot } = scene
    const { root, clip, channel } = await clipInThread()
    discord.write(discord.person(), discord.channel, `${named} colder`, { answers: root })
    expect(said((await heard(bot)).invocation)).toBe(`edit ${generationId} --add "colder"`)
    clips.set(clip.id, '0000000000zz')
    discord.write(discord.person(), channel, `${named} colder`, { answers: clip, referenced_message: null })
    expect(said((await heard(bot, 2)).invocation)).toBe('edit 0000000000zz --add "colder"')
  })

  test('in the thread of a clip means its last one, also in a thread that slept', async () => {
    const { discord, bot } = scene
    const { channel } = await clipInThread()
    discord.gateway.dispatch('THREAD_DELETE', { id: channel.id, guild_id: channel.guild, parent_id: channel.parent, type: channel.type })
    discord.write(discord.person(), channel, `${named} colder`)
    const { invocation } = await heard(bot)
    expect(said(invocation)).toBe('edit last --add "colder"')
    expect(invocation).toMatchObject({ channel: channel.parent, thread: channel.id })
  })

  test('carries its files', async () => {
    const { discord, bot } = scene
    discord.write(discord.person(), discord.channel, `${named} slow push-in`, { files: [image] })
    const { invocation } = await heard(bot)
    expect(invocation).toMatchObject({ command: 'i2v', attachments: [{ url: image.url, mediaType: 'image/png' }] })
  })
})

describe('what Discord sends in another shape is left out, and the command is done', () => {
  test.each<[string, Record<string, unknown>]>([
    ['files that are no list', { attachments: 'x', mentions: null }],
    ['files that are none', { attachments: [null, 5, {}] }],
    ['a member that is none', { member: 'x' }],
    ['a member without roles', { member: { nick: 7, roles: 'x' } }],
    ['an answer to nothing', { message_reference: { message_id: 5 }, referenced_message: { id: 'x', components: 7, attachments: 'no' } }],
    ['an answer without its channel', { message_reference: { message_id: '5' }, referenced_message: 'x' }],
    [
      'an answer to a message whose parts are none',
      {
        message_reference: { message_id: '5' },
        referenced_message: { author: { id: botId }, attachments: [null, { filename: 7 }], components: [null, { components: 'x' }] },
      },
    ],
  ])('%s', async (_name, more) => {
    const { discord, bot } = scene
    discord.write(discord.person(), discord.channel, `${named} t2v a fox`, more)
    const { invocation } = await heard(bot)
    expect(said(invocation)).toBe('t2v a fox')
    expect(invocation).toMatchObject({ attachments: [], member: { name: 'Member' } })
  })

  test('beside a file that can be read', async () => {
    const { discord, bot } = scene
    const file = { url: image.url, filename: 'a.png', size: 9, content_type: 'image/png' }
    discord.write(discord.person(), discord.channel, `${named} slow push-in`, { attachments: [null, file] })
    expect((await heard(bot)).invocation).toMatchObject({ command: 'i2v', attachments: [{ url: image.url, name: 'a.png' }] })
  })
})

describe('nothing is done', () => {
  test.each<[string, string, Parameters<typeof scene.discord.write>[3]]>([
    ['that names nobody', 't2v a fox', {}],
    ['that names the bot in a quote', `> ${named} t2v a fox\nlook at that`, {}],
    ['that names the bot in a long quote', `look\n>>> hm\n${named} t2v a fox`, {}],
    ['that names the bot in code', `write \`${named} t2v a fox\``, {}],
    ['of a bot', `${named} t2v a fox`, { author: { id: '5', username: 'other', bot: true } }],
    ['of a webhook', `${named} t2v a fox`, { webhook_id: '6' }],
    ['that tells of a pin', `${named} t2v a fox`, { type: 6 }],
  ])('of a message %s', async (_name, content, more) => {
    const { discord, bot } = scene
    discord.write(discord.person(), discord.channel, content, more)
    // What comes after it was heard, so this was not.
    discord.write(discord.person(), discord.channel, `${named} t2v a hare`)
    expect(said((await heard(bot)).invocation)).toBe('t2v a hare')
    expect(shownIn(discord.channel)).toEqual([])
  })

  test('of the ping of an answer that does not name the bot', async () => {
    const { discord, bot } = scene
    const { channel, clip } = await clipInThread()
    discord.write(discord.person(), channel, 'how nice', { answers: clip, pings: true })
    discord.write(discord.person(), channel, `${named} colder`, { answers: clip })
    expect(said((await heard(bot)).invocation)).toBe(`edit ${generationId} --add "colder"`)
  })
})

describe('an answer', () => {
  test.each([
    ['', 'Write what to change in the clip'],
    ['thanks!', 'Write what to change in the clip'],
    ['안녕하세요', '클립에서 바꿀 점'],
    ['block @ann', 'Type /mod block'],
  ])('to %j says in one sentence what to say, beneath the message', async (words, expected) => {
    const { discord, bot } = scene
    const message = discord.write(discord.person(), discord.channel, `${named} ${words}`)
    await until(() => expect(shownIn(discord.channel).join()).toContain(expected))
    expect(messagesIn(discord, discord.channel.id).at(-1)).toMatchObject({ reference: message.id, pings: [] })
    expect(bot.seen).toEqual([])
  })

  test('of one sentence stands beneath the message, and a longer private one goes to the member directly', async () => {
    const { discord, bot } = scene
    bot.onSaid(async ({ responder }) => {
      await responder.reply({ ...notice('No clip has the number 9 here.'), kind: 'failure' }, { private: true })
      await responder.reply({ ...notice('What you have left'), fields: [{ name: 'Credits', value: '40' }] }, { private: true })
    })
    const person = discord.person()
    discord.write(person, discord.channel, `${named} quota`)
    await until(() => expect(shownIn(discord.world.direct(person.id)).join()).toContain('Credits'))
    expect(shownIn(discord.channel)).toEqual(['No clip has the number 9 here.'])
  })

  test('that cannot go to the member directly says how to get it', async () => {
    const { discord, bot } = scene
    discord.limits.directMessages = false
    bot.onSaid(({ responder }) => responder.reply({ ...notice('Left'), fields: [{ name: 'Credits', value: '40' }] }, { private: true }))
    discord.write(discord.person(), discord.channel, `${named} help`)
    await until(() => expect(shownIn(discord.channel).join()).toMatch(/Type <\/help:\d+> here, which only you see/))
  })

  test('with a form is a button that opens it', async () => {
    const { discord, bot } = scene
    bot.onSaid(({ responder }) => responder.form({ command: 'edit', generationId, title: 'Edit', values: {} }))
    const person = discord.person()
    discord.write(person, discord.channel, `${named} edit ${generationId}`)
    const answer = await until(() => {
      const [found] = messagesIn(discord, discord.channel.id).filter(({ author }) => author.bot)
      expect(found).toBeDefined()
      return found as FakeMessage
    })
    bot.forget()
    discord.press(person, discord.channel, answer, 'Open the form')
    expect((await heard(bot)).invocation).toMatchObject({ command: 'edit', input: { values: { id: generationId } } })
  })

  test('is in the language of the member’s client, once a command told it', async () => {
    const { discord, bot } = scene
    const person = discord.person({ locale: 'ko' })
    discord.command(person, discord.channel, 't2v', { prompt: 'a boat' })
    await heard(bot)
    discord.write(person, discord.channel, named)
    await until(() => expect(shownIn(discord.channel).join()).toContain('클립에서 바꿀 점'))
  })

  test('that stands already is not given again by the process that goes on', async () => {
    const { discord, bot } = scene
    const { promise: died, resolve: die } = Promise.withResolvers<void>()
    bot.onSaid(async ({ responder }) => {
      await responder.reply(notice('You have 12 clips left.'))
      await died
    })
    discord.write(discord.person(), discord.channel, `${named} quota`)
    await until(() => expect(shownIn(discord.channel)).toEqual(['You have 12 clips left.']))
    // Long enough for Discord to have forgotten the nonce.
    discord.world.advance(30 * 60_000)
    const next = await startBot(discord, { inbox: bot.inbox, clipAt })
    const { responder } = await heard(next)
    await responder.reply(notice('You have 12 clips left.'))
    await responder.reply(notice('One waits.'))
    await until(() => expect(shownIn(discord.channel)).toEqual(['You have 12 clips left.', 'One waits.']))
    die()
    await next.stop()
  })

  test('is given by the next process where this one ended before, and only once', async () => {
    const { discord, bot } = scene
    const message = discord.write(discord.person(), discord.channel, `${named} t2v a fox`)
    await heard(bot)
    await until(async () => expect(await bot.inbox.unfinished('discord')).toEqual([]))
    const left = { ...JSON.parse(JSON.stringify(discord.gateway.last('MESSAGE_CREATE'))), id: `${BigInt(message.id) + 1n}`, to: botId }
    await bot.inbox.keep('discord', left.id, left)
    bot.forget()
    await bot.restart()
    expect((await heard(bot)).invocation.id).toBe(left.id)
    await until(async () => expect(await bot.inbox.unfinished('discord')).toEqual([]))
  })
})
