import { PermissionFlagsBits as Bits, ChannelType } from 'discord.js'
import { beforeEach, describe, expect, test } from 'vitest'
import type { MoodreelError } from '../../src/core/errors.ts'
import { createRefusalIn, type RefusalIn } from '../../src/core/policy/serves.ts'
import { notice } from '../../src/core/post.ts'
import type { FakeDiscord } from '../platforms/discord/fake/discord.ts'
import { heard, image, messagesIn, privateText, until, useScene } from '../platforms/discord/scene.ts'

const home = '123456789012345678'
const off = { for: 'nobody', tier: 'direct', sentence: 'Ask in a channel.' } as const
let refusalIn: RefusalIn
beforeEach(() => {
  refusalIn = () => null
})
const scene = useScene({ bot: { refusalIn: (...asked) => refusalIn(...asked) } })

/** Everything of a person's that can reach the bot in a channel, and what only they read of it. */
const everyWay = (discord: FakeDiscord, person: ReturnType<FakeDiscord['person']>, channel: FakeDiscord['channel'], more: object = {}) => [
  discord.command(person, channel, 't2v', { prompt: 'a boat' }, more),
  discord.command(person, channel, 'info', { id: '4k7q0c2m9xwd' }, more),
  discord.command(person, channel, 'edit', { id: '4k7q0c2m9xwd' }, more),
  ...(Object.keys(more).length > 0 ? [] : [discord.choose(person, channel, 'Animate', discord.messageWith(person, channel, [image]))]),
]

describe('rights', () => {
  const rightsOf = async (permissions: bigint, more: object = {}) => {
    const { discord, bot } = scene
    discord.command(discord.person({ permissions }), discord.channel, 'help', {}, more)
    const { invocation } = await heard(bot)
    return [invocation.member.moderator, invocation.member.manager]
  }

  test.each([
    ['nothing', 0n, [false, false]],
    ['Manage Messages', Bits.ManageMessages, [true, false]],
    ['Manage Server', Bits.ManageGuild, [true, true]],
    ['Administrator', Bits.Administrator, [true, true]],
  ])('%s', async (_, permissions, rights) => expect(await rightsOf(permissions)).toEqual(rights))

  test.each<[string, object]>([
    ['an installation that Discord says nothing of', { authorizing_integration_owners: undefined }],
    ['an installation of nobody', { authorizing_integration_owners: {} }],
  ])('are what the server gave with %s', async (_, more) => expect(await rightsOf(Bits.Administrator, more)).toEqual([true, true]))

  test('are none in a direct message', async () => {
    const { discord, bot } = scene
    const person = discord.person({ permissions: Bits.Administrator })
    discord.command(person, discord.world.direct(person.id), 'help', {})
    const { member, workspace } = (await heard(bot)).invocation
    expect([member.moderator, member.manager, workspace]).toEqual([false, false, `direct:${person.id}`])
  })
})

describe('an installation of the person’s own', () => {
  test.each<[string, () => [FakeDiscord['channel'], object]]>([
    ['in a server without the bot', () => [scene.discord.world.addChannel({ guild: home }), {}]],
    ['where only the person is said to have it', () => [scene.discord.channel, { authorizing_integration_owners: { 1: '5' } }]],
    ['where another server is said to have it', () => [scene.discord.channel, { authorizing_integration_owners: { 0: '999', 1: '5' } }]],
    ['in a group', () => [scene.discord.world.addChannel({ type: ChannelType.GroupDM }), {}]],
  ])('shows and does nothing %s', async (_, where) => {
    const { discord, bot } = scene
    const [channel, more] = where()
    const person = discord.person({ permissions: Bits.Administrator })
    const said = everyWay(discord, person, channel, more)
    await until(() => {
      for (const one of said) expect(privateText(discord, one)).toContain('I am not a member here')
    })
    expect(bot.seen).toEqual([])
    expect(messagesIn(discord, channel.id)).toEqual([])
  })
})

test('a channel of another server, a direct message and one that is not there are none of a server', async () => {
  const { discord, bot } = scene
  const other = discord.world.addChannel({ guild: discord.world.addGuild().id })
  const direct = discord.world.direct(discord.person().id)
  const tryIn = (channel: string) =>
    bot.platform.tryChannel?.(discord.guild.id, channel, notice('a test'), { key: `try:${channel}`, again: false }).then(
      (ref) => ref.channel,
      (error: MoodreelError) => error.userMessage,
    )
  const none = (channel: string) =>
    `There is no channel ${channel} in this server that I can see. Choose one of its channels, or allow me View Channel there.`
  expect(await Promise.all([discord.channel.id, other.id, direct.id, '1', 'mods'].map(tryIn))).toEqual([
    discord.channel.id,
    ...[other.id, direct.id, '1', 'mods'].map(none),
  ])
})

describe('servers that the operator did not name', () => {
  test('are left, and told so in one private sentence until then', async () => {
    const { discord, bot } = scene
    const other = discord.world.addGuild()
    const there = discord.world.addChannel({ guild: other.id })
    const person = discord.person({ permissions: Bits.Administrator })
    // Before Discord lets it go.
    discord.fault('DELETE', new RegExp(other.id), 'cut before')
    refusalIn = createRefusalIn({ discord: [discord.guild.id] }, off)
    await bot.restart()
    await until(() => expect(discord.callsTo('DELETE', new RegExp(`^/users/@me/guilds/${other.id}$`))).not.toEqual([]))
    const said = everyWay(discord, person, there)
    await until(() => {
      for (const one of said) expect(privateText(discord, one)).toContain('The bot’s operator has not turned it on for this workspace')
    })
    const typed = discord.typing(person, there, 't2v', 'template', '')
    await until(() => expect(typed.answerData).toEqual({ choices: [] }))
    expect([bot.seen, messagesIn(discord, there.id)]).toEqual([[], []])

    discord.command(person, discord.channel, 't2v', { prompt: 'a boat' })
    await heard(bot)
    expect(discord.callsTo('DELETE', new RegExp(discord.guild.id))).toEqual([])
  })
})

test('direct messages that are off are answered with where to ask, and open no form', async () => {
  const { discord, bot } = scene
  refusalIn = createRefusalIn(undefined, off)
  const person = discord.person()
  const said = everyWay(discord, person, discord.world.direct(person.id))
  await until(() => {
    for (const one of said) expect(privateText(discord, one)).toContain(off.sentence)
  })
  expect(bot.seen).toEqual([])
})
