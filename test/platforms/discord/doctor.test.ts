import { PermissionFlagsBits as Bits, ChannelType } from 'discord.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { discordDoctor, examinationLines, examineDiscord } from '../../../src/platforms/discord/doctor.ts'
import { type FakeDiscord, startFakeDiscord } from './fake/discord.ts'
import { Refusal, refusals } from './fake/refusal.ts'
import { friendly, isThread } from './fake/world.ts'

let discord: FakeDiscord
beforeEach(async () => {
  discord = await startFakeDiscord()
})
afterEach(async () => {
  await discord.stop()
  expect(discord.broken()).toEqual([])
})

test('prints the link with exactly the permissions that it needs, and that all is well', async () => {
  const examination = await examineDiscord(discord)
  expect(examination.findings.filter(({ ok }) => !ok)).toEqual([])
  const link = new URL(examination.invite ?? '')
  expect(link.searchParams.get('scope')).toBe('bot applications.commands')
  expect(link.searchParams.get('permissions')).toBe(String(friendly))
  expect(examinationLines(examination).at(-1)).toBe(`Invite: ${link}`)
})

test('warns of a public bot and of servers that nobody chose, and says which server it will leave', async () => {
  const warnings = async (allowed?: Record<string, string[]>) =>
    examinationLines(await examineDiscord({ ...discord, allowed })).filter((line) => line.startsWith('warn'))
  expect(await warnings()).toEqual([expect.stringContaining('MOODREEL_WORKSPACES'), expect.stringContaining('Public Bot')])
  expect(await warnings({ discord: [discord.guild.id] })).toEqual([expect.stringContaining('Public Bot')])
  expect(await warnings({ discord: ['123456789012345678'] })).toEqual([
    expect.stringContaining('Public Bot'),
    expect.stringContaining(`${discord.guild.id} is not in MOODREEL_WORKSPACES`),
  ])
})

test('a list without a server of Discord’s, and one without that of DISCORD_GUILD_ID, is to be corrected', async () => {
  const { id } = discord.guild
  const fixes = async (ids: string[]) =>
    examinationLines(await examineDiscord({ ...discord, guildId: id, allowed: { discord: ids } })).filter((line) => line.startsWith('fix'))
  expect(await fixes([id])).toEqual([])
  expect(await fixes(['123456789012345678'])).toEqual([expect.stringMatching(/of DISCORD_GUILD_ID, so add discord:\d+\.$/)])
  expect((await fixes([]))[0]).toMatch(new RegExp(`names no server of Discord’s, so the bot leaves every one; add discord:${id}\\.$`))
})

test('names what is missing in a server, in one line with what to do', async () => {
  discord.channel.permissions = friendly & ~(1n << 15n)
  const { findings } = await examineDiscord({ ...discord, guildId: '123456789012345678' })
  expect(findings.filter(({ ok }) => !ok).map(({ line }) => line)).toEqual([
    'guild: allow Attach Files, or open the invite link again.',
    expect.stringContaining('not in the server 123456789012345678'),
  ])
})

describe('tells apart, in one sentence each,', () => {
  const told = async (changes: { token?: string; apiUrl?: string } = {}) => {
    const examination = await examineDiscord({ ...discord, ...changes })
    expect(examination).toEqual({ invite: null, findings: [{ ok: false, line: expect.any(String) }] })
    return examinationLines(examination).join()
  }

  test('a wrong token, which it never shows', async () => {
    for (const token of ['wrong.token', 'a token with blanks', 'token\n']) {
      const line = await told({ token })
      expect(line).toMatch(/^fix {2}Discord does not know DISCORD_TOKEN; /)
      expect(line).not.toContain(token)
    }
  })

  test('a Discord that cannot be reached', async () => {
    expect(await told({ apiUrl: 'http://127.0.0.1:9/api' })).toMatch(
      /^fix {2}Discord cannot be reached at http:\/\/127\.0\.0\.1:9\/api \(ECONNREFUSED\); look at the network, /,
    )
  })

  test.each([
    ['a page of a proxy', new Refusal(200, 0, '', { html: '<html>Sign in</html>' }), 'another answer than Discord’s'],
    ['a block of a firewall', new Refusal(403, 0, '', { html: '<html>Blocked</html>' }), 'HTTP 403'],
    ['trouble of its own', new Refusal(503, 0, 'Service Unavailable'), 'HTTP 503'],
  ])('a strange answer: %s', async (_, refusal, said) => {
    discord.fault('GET', /applications/, refusal, 9)
    const line = await told()
    expect(line).toContain(`gives a strange answer (${said}); look at DISCORD_API_URL and at proxies`)
  })
})

describe('with a channel everything is tried', () => {
  const clip = { fileName: 'moodreel-trial.mp4', bytes: new Uint8Array(512) }
  const tryIn = async (channel: string) => {
    const lines: string[] = []
    const draw = async () => clip
    const options = { ...discord, allowed: { discord: [discord.guild.id] }, tried: [channel], draw }
    const code = await discordDoctor(options, (line) => lines.push(line))
    return { code, lines: lines.slice(lines.indexOf(`\n${channel}:`) + 1) }
  }
  /** Messages that are left, and threads that are open, anywhere. */
  const left = () => {
    const channels = [...discord.world.channels.values()]
    return {
      messages: channels.flatMap(({ messages }) => messages).length,
      open: channels.filter((one) => isThread(one) && !one.archived).length,
    }
  }
  const nothing = { messages: 0, open: 0 }

  test('for real, a line each, and nothing is left', async () => {
    discord.channel.permissions |= Bits.ManageThreads
    const { code, lines } = await tryIn(discord.channel.id)
    expect(lines).toEqual([
      '✓ see the channel: #clips',
      expect.stringMatching(/^✓ post a message with a button: message \d+$/),
      expect.stringMatching(/^✓ open a thread: thread \d+$/),
      '✓ post a clip in the thread: moodreel-trial.mp4, 512 bytes, taken as video/mp4',
      '✓ edit the message',
      '✓ delete the clip',
      '✓ delete the thread',
      '✓ delete the message',
    ])
    expect([code, left()]).toEqual([0, nothing])
    expect([...discord.world.channels.values()].filter(isThread)).toEqual([])
  })

  test('and a thread that it may not delete is left empty and archived, which it says', async () => {
    const { code, lines } = await tryIn(discord.channel.id)
    expect(lines.slice(-3)).toEqual([
      '✓ archive the thread',
      expect.stringMatching(/^– the thread stays, empty and archived: .*Manage Threads/),
      '✓ delete the message',
    ])
    expect([code, left()]).toEqual([0, nothing])
  })

  test.each([
    [
      'Send Messages',
      Bits.SendMessages,
      ['✗ post a message with a button: 50013 Missing Permissions; allow the bot Send Messages in this channel.'],
    ],
    [
      'Create Public Threads',
      Bits.CreatePublicThreads,
      ['✗ open a thread: 50013 Missing Permissions; allow the bot Create Public Threads in this channel.'],
    ],
    [
      'Attach Files',
      Bits.AttachFiles,
      ['✗ post a clip in the thread: 50013 Missing Permissions; allow the bot Send Messages in Threads and Attach Files in this channel.'],
    ],
    ['View Channel', Bits.ViewChannel, ['✗ see the channel: 50001 Missing Access; allow the bot View Channel in this channel.']],
  ])('without %s it says so, with the code and what to do, and takes the rest away', async (_, bit, refused) => {
    discord.channel.permissions = friendly & ~bit
    const { code, lines } = await tryIn(discord.channel.id)
    expect(lines.filter((line) => line.startsWith('✗'))).toEqual(refused)
    expect([code, left()]).toEqual([1, nothing])
  })

  test.each([
    ['a message', /messages$/],
    ['a thread', /threads$/],
  ])('%s whose answer was lost is not made twice, and is taken away', async (_, path) => {
    discord.faultWhen((call) => call.method === 'POST' && path.test(call.path), 'cut after', 1)
    const { code, lines } = await tryIn(discord.channel.id)
    expect(lines.filter((line) => line.startsWith('✗'))).toEqual([])
    expect([code, left()]).toEqual([0, nothing])
  })

  test.each([
    [
      'a clip that is too large',
      'POST',
      /messages$/,
      refusals.tooLarge(),
      2,
      /post a clip in the thread: 40005 .*; the server takes no file of this size\.$/,
    ],
    [
      'too many threads',
      'POST',
      /threads$/,
      refusals.tooManyThreads(),
      1,
      /open a thread: 160006 .*; the server has no room for another thread; archive some\.$/,
    ],
  ])('%s', async (_, method, path, refusal, from, line) => {
    let seen = 0
    discord.faultWhen((call) => call.method === method && path.test(call.path) && ++seen === from, refusal, 1)
    const { code, lines } = await tryIn(discord.channel.id)
    expect(lines.filter((one) => one.startsWith('✗'))).toEqual([expect.stringMatching(line)])
    expect([code, left()]).toEqual([1, nothing])
  })

  test('where there are no threads the clip comes right into the channel', async () => {
    const { code, lines } = await tryIn(discord.place(ChannelType.GuildVoice, { name: 'voice' }).id)
    expect(lines).toContain('– a thread is not tried: this channel has none, and clips come right into it')
    expect([code, left()]).toEqual([0, nothing])
  })

  test('a channel that is none is said with the way to its number', async () => {
    expect(await tryIn('#clips')).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^✗ #clips is not the number of a channel; .*Copy Channel ID/)],
    })
    expect((await tryIn('123456789012345678')).lines).toEqual([
      expect.stringMatching(/^✗ see the channel: 10003 Unknown Channel; the bot sees no such channel/),
    ])
  })
})
