import { describe, expect, test } from 'vitest'
import { notice } from '../../../../src/core/post.ts'
import { generationId, post } from '../bot.ts'
import type { FakeChannel } from '../fake/world.ts'
import { ask, heard, image, messagesIn, privateText, until, useScene, video } from '../scene.ts'

/** What messages of ours are about, by their ids. */
const about = new Map<string, string>()
const scene = useScene({ bot: { clipAt: async ({ message }) => about.get(message) ?? null } })

describe('buttons', () => {
  const cancel = { command: 'cancel', argument: generationId, label: 'Cancel', style: 'danger' as const }
  const edit = { command: 'edit', argument: generationId, label: 'Edit' }

  const withButtons = async () => {
    const { open, person } = await ask(scene)
    await open()
    const { root } = await scene.bot.platform.openThread(scene.bot.seen[0]?.invocation.origin ?? null, post({ actions: [cancel, edit] }), {
      key: 'buttons',
      again: false,
    })
    const message = scene.discord.world.message(root.channel, root.message)
    if (!message) throw new Error('no message')
    return { message, person }
  }

  test('work after a restart, and tell a person privately what they may not', async () => {
    const { discord, bot } = scene
    const { message } = await withButtons()
    await bot.restart()
    bot.onSaid(({ responder }) => responder.reply({ ...notice('Only who asked may do that.'), kind: 'failure' }, { private: true }))
    discord.world.advance(30 * 24 * 3_600_000)
    const press = discord.press(discord.person(), discord.channel, message, 'Cancel')
    const { invocation } = await heard(bot, 2)
    expect(invocation).toMatchObject({ command: 'cancel', input: { kind: 'values', values: { id: generationId } } })
    await until(() => expect(privateText(discord, press)).toContain('Only who asked'))
    expect(press.answerType).toBe(6)
    expect(messagesIn(discord, discord.channel.id)).toHaveLength(2)
  })

  const values = { prompt: 'an "old" boat', seed: 0 }
  const openForm = { command: 'edit', generationId, title: 'Edit', values }

  test('Edit opens a form with the old values, and what is sent comes as values of the command', async () => {
    const { discord, bot } = scene
    const { message, person } = await withButtons()
    bot.onSaid(({ invocation, responder }) =>
      'seed' in (invocation.input as { values: object }).values ? Promise.resolve() : responder.form(openForm),
    )
    const press = discord.press(person, discord.channel, message, 'Edit')
    await until(() => expect(press.answerType).toBe(9))
    expect(JSON.stringify(press.answerData)).toContain('"value":"an \\"old\\" boat"')
    expect(JSON.stringify(press.answerData)).toContain('"value":"0"')
    await bot.restart()
    discord.submit(person, discord.channel, press, { prompt: 'a new boat', seed: '7' })
    const { invocation } = await heard(bot, 3)
    expect(invocation).toMatchObject({ command: 'edit', input: { values: { id: generationId, prompt: 'a new boat', seed: '7' } } })
  })

  test('a form that comes too late for Discord is one press away', async () => {
    const { discord, bot } = scene
    const { message, person } = await withButtons()
    let patient = true
    bot.onSaid(async ({ responder }) => {
      if (patient) await until(() => expect(press.answerType).not.toBeNull())
      patient = false
      await responder.form(openForm)
    })
    const press = discord.press(person, discord.channel, message, 'Edit')
    await until(() => expect(press.followUps).toHaveLength(1))
    const [offer] = press.followUps
    if (!offer) throw new Error('no offer')
    const second = discord.press(person, discord.channel, offer, 'Open the form')
    await until(() => expect(second.answerType).toBe(9))
    expect(bot.faults).toEqual([])
  })

  test('one of another bot’s or of an older version is explained', async () => {
    const { discord, bot } = scene
    const { message, person } = await withButtons()
    const old = JSON.parse(JSON.stringify(message).replaceAll('m1:run', 'm0:run'))
    const press = discord.press(person, discord.channel, old, 'Cancel')
    await until(() => expect(privateText(discord, press)).toContain('older version'))
    expect(bot.seen).toHaveLength(1)
  })
})

describe('the menu of a message', () => {
  test.each([
    ['Animate', 'i2v', [video, image], image],
    ['Restyle', 'v2v', [image, video], video],
  ])('%s asks for a prompt and settings, then takes the file', async (entry, command, files, taken) => {
    const { discord, bot } = scene
    const person = discord.person()
    const chosen = discord.choose(person, discord.channel, entry, discord.messageWith(person, discord.channel, files))
    await until(() => expect(chosen.answerType).toBe(9))
    discord.submit(person, discord.channel, chosen, { prompt: 'slowly', '+more': '--fps 24 --set a=1 --set "b=x y"' })
    const { invocation } = await heard(bot)
    expect(invocation).toMatchObject({
      command,
      attachments: [{ url: taken.url }],
      input: { values: { prompt: 'slowly', fps: '24', set: ['a=1', 'b=x y'] } },
    })
  })

  test('its form offers models for adults only where adults are', async () => {
    const { discord } = scene
    const person = discord.person()
    const offers = async (place: FakeChannel) => {
      const chosen = discord.choose(person, place, 'Restyle', discord.messageWith(person, place, [video]))
      await until(() => expect(chosen.answerType).toBe(9))
      return JSON.stringify(chosen.answerData)
    }
    expect(await offers(discord.channel)).not.toContain('dusk')
    expect(await offers(discord.place(0, { nsfw: true }))).toContain('dusk')
  })

  test('says what is missing, and what cannot be read in a form', async () => {
    const { discord, bot } = scene
    const person = discord.person()
    const none = discord.choose(person, discord.channel, 'Animate', discord.messageWith(person, discord.channel, [video]))
    await until(() => expect(privateText(discord, none)).toContain('no image'))
    const chosen = discord.choose(person, discord.channel, 'Animate', discord.messageWith(person, discord.channel, [image]))
    await until(() => expect(chosen.answerType).toBe(9))
    const sent = discord.submit(person, discord.channel, chosen, { '+more': '--fsp 24' })
    await until(() => expect(privateText(discord, sent)).toContain('Did you mean --fps?'))
    expect(bot.seen).toEqual([])
  })

  test('Recipe knows a clip of ours by its message and any other by its file', async () => {
    const { discord, bot } = scene
    const person = discord.person()
    const other = discord.messageWith(person, discord.channel, [video])
    discord.choose(person, discord.channel, 'Recipe', other)
    expect((await heard(bot)).invocation).toMatchObject({ command: 'info', attachments: [{ url: video.url }] })
    const own = {
      ...other,
      application_id: '100000000000000001',
      attachments: [{ ...other.attachments[0], filename: `moodreel-${generationId}.mp4` }],
    }
    discord.choose(person, discord.channel, 'Recipe', own)
    expect((await heard(bot, 2)).invocation).toMatchObject({ command: 'info', input: { values: { id: generationId } }, attachments: [] })
  })

  test.each([
    ['Animate', 'animate'],
    ['Restyle', 'restyle'],
    ['Recipe', 'info'],
  ])('%s finds the clip of our own posts, of their answers and of their thread', async (entry, command) => {
    const { discord, bot } = scene
    const person = discord.person()
    const plain = discord.messageWith(person, discord.channel, [])
    const ours = { ...plain, author: { id: '100000000000000001', bot: true }, application_id: '100000000000000001' }
    const named = {
      ...ours,
      attachments: [{ ...discord.messageWith(person, discord.channel, [video]).attachments[0], filename: `moodreel-${generationId}.mp4` }],
    }
    const root = { ...ours, id: '1300000000000000001' }
    const reference = { type: 0, channel_id: discord.channel.id, message_id: root.id }
    about.set(root.id, generationId)
    const messages = [
      named,
      root,
      { ...plain, referenced_message: named, message_reference: { ...reference, message_id: '1' } },
      { ...plain, message_reference: reference },
    ]
    for (const [at, message] of messages.entries()) {
      const chosen = discord.choose(person, discord.channel, entry, message)
      if (command !== 'info') {
        await until(() => expect(chosen.answerType).toBe(9))
        discord.submit(person, discord.channel, chosen, { prompt: 'at night' })
      }
      const { invocation } = await heard(bot, at + 1)
      expect(invocation).toMatchObject({ command, input: { values: { id: generationId } }, attachments: [] })
    }
  })

  test('a file in an answer to our clip is taken and not the clip', async () => {
    const { discord, bot } = scene
    const person = discord.person()
    about.set('1300000000000000001', generationId)
    const message_reference = { type: 0, channel_id: discord.channel.id, message_id: '1300000000000000001' }
    const message = { ...discord.messageWith(person, discord.channel, [image]), message_reference }
    const chosen = discord.choose(person, discord.channel, 'Animate', message)
    await until(() => expect(chosen.answerType).toBe(9))
    discord.submit(person, discord.channel, chosen, { prompt: 'at night' })
    expect((await heard(bot)).invocation).toMatchObject({ command: 'i2v', attachments: [{ url: image.url }] })
  })
})
