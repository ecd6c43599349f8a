import { describe, expect, test } from 'vitest'
import { notice } from '../../../../src/core/post.ts'
import { openInbox } from '../../../../src/storage/inbox.ts'
import { post } from '../bot.ts'
import { Refusal } from '../fake/refusal.ts'
import { ask, heard, image, messagesIn, privateText, until, useScene } from '../scene.ts'

const scene = useScene()
const callback = /^\/interactions\//
const original = /^\/webhooks\/.*@original$/
const down = () => new Refusal(503, 0, 'upstream connect error')
/** More than anybody tries in three seconds. */
const always = 1_000

const unfinished = () => scene.bot.inbox.unfinished('discord')

describe('a first answer', () => {
  test('is in the language of the person', async () => {
    const { discord, bot } = scene
    const asked = discord.command(discord.person({ locale: 'ko' }), discord.channel, 'help', {})
    await heard(bot)
    expect(privateText(discord, asked)).toBe('요청을 받았습니다.')
  })

  test('whose reply never came is found where it stands, and the command or the press is heard once', async () => {
    const { discord, bot } = scene
    const { open, person } = await ask(scene)
    const { root } = await open()
    await bot.platform.edit(root, post({ actions: [{ command: 'cancel', argument: '4k7q0c2m9xwd', label: 'Cancel' }] }))
    const message = discord.world.message(root.channel, root.message)
    if (!message) throw new Error('there is no first message')
    const answered = new Set<string>()
    const isAnswer = (method: string, path: string) => method === 'POST' && callback.test(path)
    discord.faultWhen(({ method, path }) => isAnswer(method, path) && !answered.has(path) && answered.add(path).size > 0, { after: down() })
    discord.faultWhen(({ method, path }) => isAnswer(method, path), down())
    discord.command(person, discord.channel, 't2v', { prompt: 'a boat' })
    discord.press(person, discord.channel, message, 'Cancel')
    await until(() =>
      expect(
        bot.seen
          .slice(1)
          .map(({ invocation }) => invocation.command)
          .sort(),
      ).toEqual(['cancel', 't2v']),
    )
    await until(async () => expect(await unfinished()).toEqual([]))
    expect(bot.seen).toHaveLength(3)
    expect(discord.callsTo('GET', original)).toHaveLength(2)
  })

  test('that Discord does only after it was looked for is found all the same', async () => {
    const { discord, bot } = scene
    discord.fault('POST', callback, { after: down() })
    discord.fault('POST', callback, down(), always)
    discord.fault('GET', original, new Refusal(404, 10015, 'Unknown Webhook'))
    discord.command(discord.person(), discord.channel, 't2v', { prompt: 'a boat' })
    await heard(bot)
    await until(async () => expect(await unfinished()).toEqual([]))
  })

  test('that never arrived is tried a few times, and leaves the command alone: its person was told that it failed', async () => {
    const { discord, bot } = scene
    discord.fault('POST', callback, down(), always)
    discord.command(discord.person(), discord.channel, 't2v', { prompt: 'a boat' })
    await until(() => expect(discord.callsTo('GET', original)).toHaveLength(2))
    await until(async () => expect(await unfinished()).toEqual([]))
    expect(bot.seen).toEqual([])
    expect(discord.callsTo('POST', callback).length).toBeLessThanOrEqual(10)
  })
})

describe('every path ends', () => {
  const said = (asked: Parameters<typeof privateText>[1]) =>
    until(() => {
      const text = privateText(scene.discord, asked)
      expect(['', 'Received.']).not.toContain(text)
      return text
    })

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'a prompt that is %s, beside a picture, is a prompt',
    async (prompt) => {
      const { discord, bot } = scene
      discord.command(discord.person(), discord.channel, 'i2v', { image, prompt })
      const { invocation } = await heard(bot)
      expect(invocation.input).toMatchObject({ values: { prompt } })
    },
  )

  test('a payload that cannot be read is answered by a sentence', async () => {
    const { discord, bot } = scene
    const asked = discord.command(discord.person(), discord.channel, 't2v', { prompt: 'a boat' }, {}, (payload) => ({
      ...payload,
      data: { ...payload.data, options: [null] },
    }))
    expect(await said(asked)).toContain('Something went wrong on our side')
    expect(bot.seen).toEqual([])
    await until(async () => expect(await unfinished()).toEqual([]))
  })

  test('a batch that was begun takes the place of the first answer, with the way to its thread', async () => {
    const { discord, bot } = scene
    bot.onSaid(async ({ invocation, responder }) => {
      const { thread } = await bot.platform.openThread(invocation.origin, post(), { key: 'root', again: false })
      await responder.done?.(notice('Your clip is on its way.'), thread)
    })
    const asked = discord.command(discord.person(), discord.channel, 't2v', { prompt: 'a boat' })
    expect(await said(asked)).toContain('Your clip is on its way.')
    const [root] = messagesIn(discord, discord.channel.id)
    expect(JSON.stringify(asked.original?.components)).toContain(`https://discord.com/channels/${discord.guild.id}/${root?.id}`)
  })

  test('nothing to say takes the first answer away', async () => {
    const { discord, bot } = scene
    bot.onSaid(({ responder }) => responder.done?.(null, null) ?? Promise.resolve())
    const asked = discord.command(discord.person(), discord.channel, 't2v', { prompt: 'a boat' })
    await heard(bot)
    await until(() => expect(asked.original).toBeNull())
  })

  test('an answer that Discord does not take at once is given when it does', async () => {
    const { discord, bot } = scene
    bot.onSaid(({ responder }) => responder.reply(notice('seen at last'), { private: true }))
    discord.fault('PATCH', original, down(), 5)
    const asked = discord.command(discord.person(), discord.channel, 'help', {})
    expect(await said(asked)).toContain('seen at last')
    await until(async () => expect(await unfinished()).toEqual([]))
  })

  test('an answer whose form is refused is said in words', async () => {
    const { discord, bot } = scene
    bot.onSaid(async ({ responder }) => {
      await responder.reply({ ...notice('the words'), media: [await bot.clip('chart.png', 64, 'image/png')] }, { private: true })
    })
    discord.fault('PATCH', original, new Refusal(400, 50035, 'Invalid Form Body'), 1)
    const asked = discord.command(discord.person(), discord.channel, 'help', {})
    expect(await said(asked)).toContain('the words')
  })

  test('an answer that the bot could not give before it stopped is left for the next process', async () => {
    const { discord, bot } = scene
    bot.onSaid(({ responder }) => responder.reply(notice('before the end'), { private: true }))
    discord.fault('PATCH', original, down(), always)
    const asked = discord.command(discord.person(), discord.channel, 'help', {})
    await until(() => expect(discord.callsTo('PATCH', original).length).toBeGreaterThan(4))
    await bot.platform.stop()
    expect(await unfinished()).toMatchObject([{ id: asked.id, acknowledged: true }])

    discord.heal()
    await bot.restart()
    expect(await said(asked)).toContain('before the end')
    await until(async () => expect(await unfinished()).toEqual([]))
  })
})

test('what was asked for long before the bot came back is not done; its person is told', async () => {
  const { discord, bot } = scene
  await bot.platform.stop()
  const person = discord.person({ locale: 'ko' })
  const asked = discord.command(person, discord.channel, 't2v', { prompt: 'a boat' })
  const long = 20 * 60_000
  const before = openInbox(bot.inbox.elsewhere.at, () => Date.now() - long)
  await before.keep('discord', asked.id, discord.payloadOf(asked))
  await before.acknowledged('discord', asked.id)
  before.close()
  discord.world.advance(long)
  await bot.restart()
  const direct = discord.world.direct(person.id)
  await until(() =>
    expect(direct.messages.map((message) => discord.shown(message).text)).toEqual([expect.stringContaining('봇이 꺼져 있었습니다')]),
  )
  expect(bot.seen).toEqual([])
  await until(async () => expect(await unfinished()).toEqual([]))
})

test('the gateway sends again what it sent before, and it is heard once', async () => {
  const { discord, bot } = scene
  const person = discord.person()
  const asked = discord.command(person, discord.channel, 't2v', { prompt: 'a boat' })
  await heard(bot)
  discord.again(asked)
  discord.command(person, discord.channel, 't2v', { prompt: 'another' })
  await heard(bot, 2)
  expect(bot.seen.map(({ invocation }) => invocation.input)).toMatchObject([
    { values: { prompt: 'a boat' } },
    { values: { prompt: 'another' } },
  ])
  expect(discord.callsTo('POST', callback)).toHaveLength(2)
})
