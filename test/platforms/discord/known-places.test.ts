import { ChannelType } from 'discord.js'
import { expect, test } from 'vitest'
import { channelJson, type FakeChannel } from './fake/world.ts'
import { ask, heard, until, useScene } from './scene.ts'

const mebibyte = 1024 * 1024
const scene = useScene({ premiumTier: 2 })

/** Somebody says something at a place of which the interaction names nothing but its id. */
const sayIn = async (channel: FakeChannel) => {
  const { discord, bot } = scene
  const before = bot.seen.length
  discord.command(discord.person(), channel, 'help', {}, { channel: null })
  const { invocation } = await heard(bot, before + 1)
  return { channel: invocation.channel, ageRestricted: invocation.ageRestricted }
}

test('an interaction that names a place by its id only is understood from what the gateway told', async () => {
  const { discord } = scene
  const { gateway } = discord
  const night = discord.place(ChannelType.GuildText)
  const thread = discord.thread({ parent: night.id })
  gateway.dispatch('CHANNEL_CREATE', channelJson(night))
  gateway.dispatch('THREAD_CREATE', channelJson(thread))
  expect(await sayIn(discord.channel)).toEqual({ channel: discord.channel.id, ageRestricted: false })
  expect(await sayIn(thread)).toEqual({ channel: night.id, ageRestricted: false })

  gateway.dispatch('CHANNEL_UPDATE', { ...channelJson(night), nsfw: true })
  expect(await sayIn(night)).toEqual({ channel: night.id, ageRestricted: true })
  expect(await sayIn(thread)).toEqual({ channel: night.id, ageRestricted: true })

  gateway.dispatch('CHANNEL_DELETE', channelJson(night))
  expect(await sayIn(night)).toEqual({ channel: night.id, ageRestricted: false })
  gateway.dispatch('THREAD_DELETE', { id: thread.id, guild_id: discord.guild.id, parent_id: night.id, type: thread.type })
  expect(await sayIn(thread)).toEqual({ channel: thread.id, ageRestricted: false })
  gateway.dispatch('THREAD_LIST_SYNC', { guild_id: discord.guild.id, threads: [null, channelJson(thread)], members: [] })
  expect(await sayIn(thread)).toEqual({ channel: night.id, ageRestricted: false })
  gateway.dispatch('THREAD_UPDATE', channelJson({ ...thread, archived: true }))
  expect(await sayIn(thread)).toEqual({ channel: thread.id, ageRestricted: false })
})

test('a boost that comes or goes changes the size of files at once; a server that is away for a while is still known', async () => {
  const { discord, bot } = scene
  const { open } = await ask(scene)
  const { thread } = await open()
  const limit = () => bot.platform.fileLimitBytes({ ...thread, limitBytes: 1000 * mebibyte })
  expect(await limit()).toBe(50 * mebibyte)
  discord.gateway.dispatch('GUILD_UPDATE', { id: discord.guild.id, premium_tier: 3 })
  await until(async () => expect(await limit()).toBe(100 * mebibyte))
  discord.gateway.dispatch('GUILD_DELETE', { id: discord.guild.id, unavailable: true })
  await ask(scene)
  expect(await limit()).toBe(100 * mebibyte)
  expect(discord.callsTo('GET', /^\/guilds\//)).toEqual([])
  discord.gateway.dispatch('GUILD_DELETE', { id: discord.guild.id })
  await until(async () => expect(await limit()).toBe(50 * mebibyte))
  expect(discord.callsTo('GET', /^\/guilds\//).length).toBeGreaterThan(0)
})

test('one channel that cannot be read costs no other', async () => {
  const { discord } = scene
  const night = discord.place(ChannelType.GuildText)
  discord.gateway.dispatch('GUILD_CREATE', {
    id: discord.guild.id,
    unavailable: false,
    channels: [null, { id: 7 }, 'x', { ...channelJson(night), nsfw: true }],
    threads: 'none',
  })
  expect(await sayIn(night)).toEqual({ channel: night.id, ageRestricted: true })
})
