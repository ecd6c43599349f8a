import { PermissionFlagsBits as Bits } from 'discord.js'
import { describe, expect, test } from 'vitest'
import type { Responder } from '../../../src/core/platform.ts'
import { notice } from '../../../src/core/post.ts'
import { attachmentSchema } from '../../../src/core/request.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { post } from './bot.ts'
import { Refusal, refusals } from './fake/refusal.ts'
import { ask, heard, image, messagesIn, privateText, until, useScene, video } from './scene.ts'

const scene = useScene()
const callback = /^\/interactions\//

describe('commands', () => {
  test('arrive with their typed options, by the names that the studio knows', async () => {
    const { discord, bot } = scene
    const person = discord.person({ permissions: Bits.ManageMessages, locale: 'ko' })
    discord.command(person, discord.channel, 't2v', { prompt: 'a boat', seed: 0, audio: true, aspect: '16:9', ref: image, ref2: image })
    const { invocation } = await heard(bot)
    const given = { url: image.url, name: 'photo.png', mediaType: 'image/png', sizeBytes: 9 }
    expect(invocation).toMatchObject({
      platform: 'discord',
      workspace: discord.guild.id,
      channel: discord.channel.id,
      command: 't2v',
      locale: 'ko',
      ageRestricted: false,
      member: { id: person.id, name: 'Member', roles: ['77'], moderator: true },
      input: { kind: 'values', values: { prompt: 'a boat', seed: 0, audio: true, aspect: '16:9', ref: [given, given] } },
    })
    expect(JSON.parse(JSON.stringify(invocation.origin))).toEqual(invocation.origin)
  })

  test.each([
    ['i2v', { image }, 'image'],
    ['v2v', { video, prompt: 'as an oil painting' }, 'video'],
  ])('/%s carries its file', async (name, values, option) => {
    const { discord, bot } = scene
    discord.command(discord.person(), discord.channel, name, values)
    const { invocation } = await heard(bot)
    expect(invocation.input).toMatchObject({ values: { [option]: { url: (values as Record<string, { url: string }>)[option]?.url } } })
  })

  test('a link that is dead one second after the command is alive when the studio hears of it', async () => {
    const { discord, bot } = scene
    const fetched: string[] = []
    bot.onSaid(async ({ invocation: { input } }) => {
      const { url } = attachmentSchema.parse(input.kind === 'values' && input.values['image'])
      fetched.push(await (await fetch(url)).text())
      discord.world.advance(2_000)
      fetched.push(String((await fetch(url)).status))
    })
    discord.command(discord.person(), discord.channel, 'i2v', { image: discord.cdnFile('a.png', 'image/png', Buffer.from('bytes')) })
    await until(() => expect(fetched).toEqual(['bytes', '404']))
  })

  test('are answered, privately, before anything else is sent', async () => {
    const { discord, bot } = scene
    bot.onSaid(async ({ invocation }) => void (await bot.platform.openThread(invocation.origin, post(), { key: 'root', again: false })))
    const before = discord.calls.length
    const interaction = discord.command(discord.person(), discord.channel, 't2v', { prompt: 'a boat' })
    await until(() => expect(messagesIn(discord, discord.channel.id)).toHaveLength(1))
    expect(discord.calls[before]?.path).toMatch(callback)
    expect(interaction.acknowledgedAfterMs).toBeLessThan(3000)
    expect(privateText(discord, interaction)).toContain('Received.')
  })

  test.each<[string, Parameters<typeof scene.discord.fault>[2]]>([
    ['was lost on its way', 'cut after'],
    ['Discord puts off', new Refusal(429, 0, 'You are being rate limited.', { extra: { retry_after: 0.05, global: false } })],
  ])('an answer that %s is given again and the command runs once', async (_name, how) => {
    const { discord, bot } = scene
    discord.fault('POST', callback, how)
    discord.command(discord.person(), discord.channel, 't2v', { prompt: 'a boat' })
    await heard(bot)
    expect(discord.callsTo('POST', callback)).toHaveLength(2)
  })

  test('that come while the bot ends are handed on, so that nobody is left with the first answer alone', async () => {
    const { discord, bot } = scene
    const { promise: over, resolve: end } = Promise.withResolvers<void>()
    bot.onSaid(() => over)
    discord.command(discord.person(), discord.channel, 't2v', { prompt: 'before' })
    await heard(bot)
    const stopped = bot.platform.stop()
    const asked = discord.command(discord.person(), discord.channel, 't2v', { prompt: 'meanwhile' })
    const { responder } = await heard(bot, 2)
    await responder.reply(notice(say('common.stopping')), { private: true })
    end()
    await stopped
    expect(privateText(discord, asked)).toContain('Try again in a minute')
    await bot.restart()
  })

  test('a command that Discord has given up is left alone, for its person was told that it failed', async () => {
    const { discord, bot } = scene
    discord.fault('POST', callback, refusals.unknownInteraction())
    discord.command(discord.person(), discord.channel, 't2v', { prompt: 'late' })
    await until(() => expect(discord.callsTo('POST', callback)).toHaveLength(1))
    await ask(scene, discord.channel, 'in time')
    expect(bot.seen).toHaveLength(1)
  })

  test('tell whether the place is for adults, in a thread by its channel', async () => {
    const { discord, bot } = scene
    const night = discord.place(0, { nsfw: true })
    await bot.restart()
    discord.command(discord.person(), discord.thread({ parent: night.id }), 't2v', { prompt: 'a' })
    discord.command(discord.person(), night, 't2v', { prompt: 'b' })
    await heard(bot, 2)
    // The thread came after the bot knew the server, so only the channel is known to be what it is.
    expect(bot.seen.map(({ invocation }) => invocation.ageRestricted)).toEqual([true, true])
    expect(bot.seen.map(({ invocation }) => invocation.channel)).toEqual([night.id, night.id])
  })
})

test('a direct message is no place for adults', async () => {
  const { discord, bot } = scene
  const person = discord.person()
  discord.command(person, discord.world.direct(person.id), 't2v', { prompt: 'a' })
  expect((await heard(bot)).invocation.ageRestricted).toBe(false)
})

describe('completion', () => {
  const offered = async (option: string, typed: string, others = {}, channel = scene.discord.channel) => {
    const interaction = scene.discord.typing(scene.discord.person(), channel, 't2v', option, typed, others)
    await until(() => expect(interaction.answerType).toBe(8))
    return (interaction.answerData as { choices: { name: string; value: string }[] }).choices
  }

  test('knows the models of the mode, and the shapes of the model that was chosen', async () => {
    expect(await offered('model', 'lo')).toEqual([{ name: 'local · Local renderer', value: 'local' }])
    expect(await offered('aspect', '', { model: 'wan' })).toEqual([{ name: '21:9', value: '21:9' }])
  })

  test('knows the templates of the server', async () => {
    const names = await offered('template', 'no')
    expect(names).toEqual([{ name: expect.stringMatching(/^noir-of-\d+$/), value: names[0]?.name }])
  })

  test('knows what is kept in the server, also behind a word that stands there', async () => {
    const names = await offered('with', 'keep')
    expect(names).toEqual([{ name: expect.stringMatching(/^keeper-of-\d+$/), value: names[0]?.name }])
    expect(await offered('with', 'lake, Ke')).toEqual([{ name: `lake, ${names[0]?.name}`, value: `lake, ${names[0]?.name}` }])
    expect(await offered('with', 'x')).toEqual([])
  })

  test('offers models for adults only where adults are', async () => {
    expect((await offered('model', '')).map(({ value }) => value)).toEqual(['local', 'wan'])
    const night = scene.discord.place(0, { nsfw: true })
    expect((await offered('model', '', {}, night)).map(({ value }) => value)).toEqual(['local', 'wan', 'night'])
  })
})

describe('answers', () => {
  const said = async (reply: (responder: Responder) => Promise<void>) => {
    scene.bot.onSaid(({ responder }) => reply(responder))
    const person = scene.discord.person()
    const interaction = scene.discord.command(person, scene.discord.channel, 'help', {})
    await heard(scene.bot)
    return { person, interaction }
  }

  test('a private one takes the place of the acknowledgement; a public one is seen by all', async () => {
    const { discord } = scene
    const { interaction } = await said(async (responder) => {
      await responder.reply(notice('only you'), { private: true })
      await responder.reply(notice('all of you'))
    })
    await until(() => expect(interaction.followUps).toHaveLength(1))
    expect(interaction.original && discord.shown(interaction.original).text).toBe('only you')
    expect(messagesIn(discord, discord.channel.id).map((message) => discord.shown(message).text)).toEqual(['all of you'])
  })

  test('a long list is split and nothing of it is lost', async () => {
    const { discord } = scene
    const fields = Array.from({ length: 60 }, (_, number) => ({ name: `model-${number}`, value: 'x'.repeat(200) }))
    const { interaction } = await said((responder) => responder.reply({ ...notice('Models'), fields }, { private: true }))
    await until(() => expect(privateText(discord, interaction)).toContain('model-59'))
    for (const { name } of fields) expect(privateText(discord, interaction)).toContain(name)
    expect(messagesIn(discord, discord.channel.id)).toEqual([])
  })

  test('one that comes after the token died is sent to the person directly', async () => {
    const { discord } = scene
    const { person } = await said(async (responder) => {
      discord.world.advance(16 * 60_000)
      await responder.reply(notice('late'), { private: true })
    })
    const direct = discord.world.direct(person.id)
    await until(() => expect(direct.messages.map((message) => discord.shown(message).text)).toEqual(['late']))
  })
})
