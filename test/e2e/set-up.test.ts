import { PermissionFlagsBits as Bits, ChannelType } from 'discord.js'
import { beforeAll, expect, test } from 'vitest'
import { type FakeDiscord, startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import { guildJson } from '../platforms/discord/fake/gateway.ts'
import type { FakeInteraction } from '../platforms/discord/fake/interactions.ts'
import type { Person } from '../platforms/discord/fake/people.ts'
import { type FakeChannel, type FakeGuild, type FakeMessage, friendly } from '../platforms/discord/fake/world.ts'
import { privateText, until, untilRegistered } from '../platforms/discord/scene.ts'
import { discordEnv, openRemoteWorld } from '../support/remote-world.ts'
import { laterInFile } from '../support/temporary-folder.ts'

// One process, as it is shipped, meets every server of this file; nothing is done in a shell.
const later = laterInFile()
let discord: FakeDiscord

beforeAll(async () => {
  discord = await startFakeDiscord()
  later(async () => expect(discord.broken()).toEqual([]))
  later(() => discord.stop())
  await (await openRemoteWorld(discordEnv(discord), later)).start()
  await untilRegistered(discord)
})

/** A server with nothing in it but a few channels and a role, whose owner invites the bot. */
const invite = (given: { systemMessages?: boolean } = {}) => {
  const { world } = discord
  const guild = world.addGuild()
  const owner = discord.person({ permissions: Bits.ManageMessages | Bits.ManageGuild })
  const channelNamed = (name: string): FakeChannel => world.addChannel({ guild: guild.id, type: ChannelType.GuildText, name })
  const [general, mods] = [channelNamed('general'), channelNamed('mods')]
  const makers = { id: world.snowflake(), name: 'Makers', managed: false }
  Object.assign(guild, {
    owner: owner.id,
    joinedAt: world.now(),
    roles: [makers, { id: world.snowflake(), name: 'Moodreel', managed: true }],
    systemChannel: (given.systemMessages ?? true) ? general.id : null,
  } satisfies Partial<FakeGuild>)
  tell(guild)
  return { guild, owner, general, mods, makers }
}
const tell = (guild: FakeGuild): void => discord.gateway.dispatch('GUILD_CREATE', guildJson(discord.world, guild))

const card = (interaction: FakeInteraction): Promise<FakeMessage> =>
  until(() => {
    const found = interaction.followUps[0] ?? interaction.original
    if (!found || !discord.shown(found).text.includes('1. ')) throw new Error('there is no card')
    return found
  })
const shows = (message: FakeMessage, text: string | RegExp): Promise<void> => until(() => expect(discord.shown(message).text).toMatch(text))

/** Presses a button of the card, fills in the form that it opens where there is one, and waits for the step to be done. */
const step = async (
  person: Person,
  channel: FakeChannel,
  message: FakeMessage,
  label: string,
  values: Record<string, string> | null,
  done: RegExp,
) => {
  const pressed = discord.press(person, channel, message, label)
  if (values !== null) {
    await until(() => expect(pressed.answerType).toBe(9))
    discord.submit(person, channel, pressed, values)
  }
  await shows(message, done)
}

test('five steps on one private message lead from an empty server to one that is open for its members', async () => {
  const { owner, general, mods, makers } = invite()
  const offer = await until(() => {
    const [found] = general.messages
    if (!found) throw new Error('nobody was told')
    return found
  })
  expect(discord.shown(offer).text).toMatch(/^Moodreel is here and works\. .*setup.* sets it up in five steps/)
  const message = await card(discord.press(owner, general, offer, 'Set up'))
  expect(discord.shown(offer).text).toMatch(/^Moodreel is here/)

  await step(owner, general, message, 'Choose a channel', { channel: mods.id }, /✓ 1\. Moderators’ channel/)
  const ann = discord.person({ roles: [makers.id] })
  const asked = discord.command(ann, general, 't2v', { prompt: 'a boat', model: 'remote' })
  await until(() => expect(privateText(discord, asked)).toMatch(/Moodreel is being set up here\. Ask a moderator to finish/))

  await step(owner, general, message, 'Set a budget', { budget: '30' }, /✓ 2\. Budget\S* \$30\.00 a month/)
  await step(
    owner,
    general,
    message,
    'Only a role',
    { role: makers.id },
    /✓ 3\. Who may make clips\S* Members with the role <@&\d+>, and moderators/,
  )
  await step(owner, general, message, 'Confirm the rules', null, /✓ 4\. Prompts that are refused/)
  await step(owner, general, message, 'Send a test report', null, /^Moodreel is set up and open for members\./)
  expect(mods.messages.map((sent) => discord.shown(sent).text.split('\n')[0])).toEqual([
    'Reports, approvals and warnings for moderators come here from now on.',
    'This is only a test. When a member reports a clip, the report is posted here like this.',
  ])
  expect(message.pings).toEqual([])

  discord.command(ann, general, 't2v', { prompt: 'a paper boat', model: 'remote' })
  await until(() => expect(general.messages.map((sent) => discord.shown(sent).text).join()).toContain('a paper boat'))
  const other = discord.command(discord.person(), general, 't2v', { prompt: 'a fox', model: 'remote' })
  await until(() => expect(privateText(discord, other)).toMatch(/Only members with the role <@&\d+> can make clips here/))
})

test('who was told is not told again, and where no channel takes it the owner is', async () => {
  const there = invite()
  await until(() => expect(there.general.messages).toHaveLength(1))
  const closed = invite({ systemMessages: false })
  const direct = await until(() => {
    const [found] = discord.world.direct(closed.owner.id).messages
    if (!found) throw new Error('the owner was not told')
    return found
  })
  expect(discord.shown(direct).text).toMatch(/^Moodreel is now in guild and works\. Type .*setup/)
  const old = { ...discord.world.addGuild(), systemChannel: there.general.id, joinedAt: discord.world.now() - 25 * 3_600_000 }
  for (const guild of [there.guild, closed.guild, old]) tell(guild)
  // What comes after them is heard after them.
  const last = invite()
  await until(() => expect(last.general.messages).toHaveLength(1))
  expect(there.general.messages).toHaveLength(1)
  expect(discord.world.direct(closed.owner.id).messages).toHaveLength(1)
})

test('a channel that the bot cannot write in is refused with what is missing, and a test report says why it did not arrive', async () => {
  const { owner, general, mods } = invite({ systemMessages: false })
  const message = await card(discord.command(owner, general, 'setup', {}))
  mods.permissions = friendly & ~Bits.SendMessages
  const pressed = discord.press(owner, general, message, 'Choose a channel')
  await until(() => expect(pressed.answerType).toBe(9))
  const sent = discord.submit(owner, general, pressed, { channel: mods.id })
  await until(() => expect(privateText(discord, sent)).toMatch(/I cannot post in that channel\. Allow me Send Messages/))
  expect(discord.shown(message).text).not.toContain('✓')

  mods.permissions = friendly
  await step(owner, general, message, 'Choose a channel', { channel: mods.id }, /✓ 1\./)
  mods.permissions = friendly & ~Bits.SendMessages
  await step(
    owner,
    general,
    message,
    'Send a test report',
    null,
    /The test report did not arrive\. I cannot post in that channel\. Allow me Send Messages/,
  )
  expect(discord.shown(message).text).not.toContain('✓ 5')
  mods.permissions = friendly
  await step(owner, general, message, 'Send a test report', null, /✓ 5\. Test report/)
  expect(mods.messages).toHaveLength(2)
})

test('a typed #mods that does not exist is refused, and members are no moderators', async () => {
  const { owner, general, guild } = invite({ systemMessages: false })
  const typed = discord.command(owner, general, 'mod workspace', { moderators: discord.world.snowflake() })
  await until(() => expect(privateText(discord, typed)).toMatch(/There is no channel \S+ in this server that I can see/))
  const eve = discord.command(discord.person(), general, 'setup', {})
  await until(() => expect(privateText(discord, eve)).toMatch(/Only a moderator can do that/))
  expect(guild.channels.flatMap((id) => discord.world.channels.get(id)?.messages ?? [])).toEqual([])
})
