import { PermissionFlagsBits as Bits, ChannelType } from 'discord.js'
import { expect, test } from 'vitest'
import type { FakeChannel } from '../fake/world.ts'
import { friendly } from '../fake/world.ts'
import { ask, clipPost, messagesIn, privateText, until, useScene } from '../scene.ts'

const scene = useScene()

test('in a channel: a first message that names who asked, a thread on it named from the prompt, the clip inside', async () => {
  const { discord, bot } = scene
  const { open, person, key } = await ask(scene, discord.channel, 'a paper boat in the rain')
  const { thread, root } = await open()
  await bot.platform.post(thread, await clipPost(bot), { key, again: false })
  const [first] = messagesIn(discord, discord.channel.id)
  expect(first?.id).toBe(root.message)
  expect(first && discord.shown(first).text).toContain(`<@${person.id}>`)
  expect(first?.pings).toEqual([])
  expect(discord.world.channels.get(thread.thread ?? '')?.name).toBe('a paper boat in the rain')
  expect(messagesIn(discord, thread.thread)[0]?.attachments[0]?.filename).toBe('moodreel-4k7q0c2m9xwd.mp4')
})

test.each<[string, ChannelType, boolean]>([
  ['an announcement channel', ChannelType.GuildAnnouncement, true],
  ['the chat of a voice channel', ChannelType.GuildVoice, false],
])('in %s the clip finds a place', async (_name, type, hasThread) => {
  const { discord, bot } = scene
  const place = discord.place(type)
  const { open, key } = await ask(scene, place)
  const { thread } = await open()
  expect(thread.thread !== undefined).toBe(hasThread)
  const ref = await bot.platform.post(thread, await clipPost(bot), { key, again: false })
  expect(ref.channel).toBe(hasThread ? thread.thread : place.id)
})

test.each<[string, () => FakeChannel]>([
  ['a thread', () => scene.discord.thread()],
  ['a private thread', () => scene.discord.thread({ type: ChannelType.PrivateThread })],
  ['a forum post', () => scene.discord.thread({ parent: scene.discord.place(ChannelType.GuildForum).id })],
])('in %s everything comes right there', async (_name, place) => {
  const { discord, bot } = scene
  const channel = place()
  const { open, key } = await ask(scene, channel)
  const { thread, root } = await open()
  await bot.platform.post(thread, await clipPost(bot), { key, again: false })
  expect(root.channel).toBe(channel.id)
  expect(thread).toMatchObject({ channel: channel.parent, thread: channel.id })
  expect(messagesIn(discord, channel.id)).toHaveLength(2)
  expect(discord.callsTo('POST', /threads$/)).toEqual([])
})

test('in a direct message everything comes right there', async () => {
  const { discord, bot } = scene
  const place = discord.world.direct(discord.person().id)
  const { open, key, invocation } = await ask(scene, place)
  const { thread } = await open()
  await bot.platform.post(thread, await clipPost(bot), { key, again: false })
  expect(invocation.workspace).toBe(`direct:${invocation.member.id}`)
  expect(messagesIn(discord, place.id)).toHaveLength(2)
})

test.each<[string, () => FakeChannel]>([
  ['a group of which the bot is no member', () => scene.discord.world.addChannel({ type: ChannelType.GroupDM })],
  ['a server of which the bot is no member', () => scene.discord.world.addChannel({ guild: '123456789012345678' })],
])('does and shows nothing in %s', async (_name, place) => {
  const { discord, bot } = scene
  const channel = place()
  // Who runs that server brings none of it along.
  const person = discord.person({ permissions: Bits.Administrator })
  const asked = discord.command(person, channel, 't2v', { prompt: 'a paper boat' })
  await until(() => expect(privateText(discord, asked)).toContain('Ask a moderator to add me'))
  const typed = discord.typing(person, channel, 't2v', 'template', 'no')
  await until(() => expect(typed.answerData).toEqual({ choices: [] }))
  expect(bot.seen).toEqual([])
  expect(discord.callsTo('POST', /^\/channels/)).toEqual([])
})

test.each<[string, bigint, () => FakeChannel]>([
  ['View Channel', Bits.ViewChannel, () => scene.discord.channel],
  ['Attach Files', Bits.AttachFiles, () => scene.discord.channel],
  ['Embed Links', Bits.EmbedLinks, () => scene.discord.channel],
  ['Create Public Threads', Bits.CreatePublicThreads, () => scene.discord.channel],
  ['Send Messages in Threads', Bits.SendMessagesInThreads, () => scene.discord.thread()],
])('names the missing permission %s before anything is posted', async (name, bit, place) => {
  const { discord } = scene
  const channel = place()
  channel.permissions = friendly & ~bit
  const { open } = await ask(scene, channel)
  await expect(open()).rejects.toMatchObject({
    code: 'not_allowed',
    userMessage: expect.stringContaining(`allow me ${name} in this channel`),
  })
  expect(discord.callsTo('POST', /^\/channels/)).toEqual([])
})

test('an administrator needs no permission by name', async () => {
  const { discord } = scene
  discord.channel.permissions = Bits.Administrator | friendly
  const { open } = await ask(scene)
  await expect(open()).resolves.toBeDefined()
})

const inThread = async () => {
  const asked = await ask(scene)
  const { thread, root } = await asked.open()
  const place = scene.discord.world.channels.get(thread.thread ?? '') as FakeChannel
  return { ...asked, thread, root, place }
}

test('an archived thread is opened again for a post, an edit and a removal', async () => {
  const { bot } = scene
  const { thread, place, key } = await inThread()
  place.archived = true
  const ref = await bot.platform.post(thread, await clipPost(bot), { key, again: false })
  expect([ref.channel, place.archived]).toEqual([place.id, false])
  place.archived = true
  await bot.platform.edit(ref, await clipPost(bot))
  expect(place.archived).toBe(false)
  place.archived = true
  await bot.platform.remove(ref)
  expect(place.messages).toEqual([])
})

test.each<[string, (place: FakeChannel) => void]>([
  ['deleted', (place) => scene.discord.world.channels.delete(place.id)],
  ['locked', (place) => Object.assign(place, { locked: true })],
  ['locked and archived', (place) => Object.assign(place, { locked: true, archived: true })],
  ['closed to the bot', (place) => Object.assign(place, { permissions: 0n })],
])('from a thread that is %s the clip goes to the channel, as an answer to the first message', async (_name, change) => {
  const { discord, bot } = scene
  const { thread, place, root, key } = await inThread()
  change(place)
  const ref = await bot.platform.post(thread, await clipPost(bot), { key, again: false })
  expect(ref.channel).toBe(discord.channel.id)
  const posted = discord.world.message(ref.channel, ref.message)
  expect(posted?.reference).toBe(root.message)
  expect(posted && discord.shown(posted).text).toContain('The thread takes no more messages, so this is posted in the channel.')
  expect(await bot.platform.post(thread, await clipPost(bot), { key, again: true })).toEqual(ref)
})

test.each<[string, (place: FakeChannel) => void]>([
  [
    'thread and channel are gone',
    (place) => {
      scene.discord.world.channels.delete(place.id)
      scene.discord.channel.permissions = 0n
    },
  ],
  [
    'the right to attach files is withdrawn',
    (place) => {
      for (const channel of [place, scene.discord.channel]) channel.permissions &= ~Bits.AttachFiles
    },
  ],
])('when %s the clip goes to the one who asked, once', async (_name, change) => {
  const { discord, bot } = scene
  const { thread, place, person, key } = await inThread()
  change(place)
  const ref = await bot.platform.post(thread, await clipPost(bot), { key, again: false })
  expect(ref.channel).toBe(discord.world.direct(person.id).id)
  discord.world.advance(10 * 60_000)
  expect(await bot.platform.post(thread, await clipPost(bot), { key, again: true })).toEqual(ref)
})

test('where no place is left the studio is told to try again, and then the clip arrives', async () => {
  const { discord, bot } = scene
  const { thread, place, key } = await inThread()
  discord.limits.directMessages = false
  for (const channel of [place, discord.channel]) channel.permissions = 0n
  await expect(bot.platform.post(thread, await clipPost(bot), { key, again: false })).rejects.toMatchObject({ code: 'delivery_failed' })
  for (const channel of [place, discord.channel]) channel.permissions = friendly
  const calls = discord.calls.length
  await expect(bot.platform.post(thread, await clipPost(bot), { key, again: true })).rejects.toMatchObject({
    code: 'delivery_failed',
    retryAfterMs: expect.any(Number),
  })
  expect(discord.calls).toHaveLength(calls)
  discord.world.advance(60_001)
  const ref = await bot.platform.post(thread, await clipPost(bot), { key, again: true })
  expect(ref.channel).toBe(place.id)
})
