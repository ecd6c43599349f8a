import { PermissionFlagsBits as Bits, ChannelType } from 'discord.js'
import { expect, test } from 'vitest'
import type { MoodreelError } from '../../../../src/core/errors.ts'
import { notice } from '../../../../src/core/post.ts'
import { messagesIn, useScene } from '../scene.ts'

const scene = useScene()

const tryIn = (channel: string, again = false) =>
  scene.bot.platform.tryChannel?.(scene.discord.guild.id, channel, notice('a test'), { key: 'channel:a', again }).then(
    (ref) => ref.channel,
    (error: MoodreelError) => error.userMessage,
  )

test('a channel is found by its id and by its name, and posted to once for a key', async () => {
  const { discord } = scene
  const mods = discord.world.addChannel({ guild: discord.guild.id, name: 'mods' })
  expect(await tryIn(mods.id)).toBe(mods.id)
  expect(await tryIn('Mods', true)).toBe(mods.id)
  expect(messagesIn(discord, mods.id)).toHaveLength(1)
})

test.each([
  ['Send Messages', Bits.SendMessages, 'Allow me Send Messages, Embed Links and Attach Files there'],
  ['View Channel', Bits.ViewChannel, 'or allow me View Channel there'],
])('without %s it says so at once', async (_, bit, sentence) => {
  const { discord } = scene
  const mods = discord.world.addChannel({ guild: discord.guild.id, name: 'mods' })
  mods.permissions &= ~bit
  expect(await tryIn(mods.id)).toContain(sentence)
})

test('a forum takes no messages', async () => {
  const { discord } = scene
  const forum = discord.world.addChannel({ guild: discord.guild.id, type: ChannelType.GuildForum })
  expect(await tryIn(forum.id)).toBe('Discord takes no messages in that channel. Choose a text channel.')
})
