import { afterEach, beforeEach, expect, test } from 'vitest'
import { examinationLines, examineDiscord } from '../../../src/platforms/discord/doctor.ts'
import { type FakeDiscord, startFakeDiscord } from './fake/discord.ts'
import { friendly } from './fake/world.ts'

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

test('names what is missing in a server, in one line with what to do', async () => {
  discord.channel.permissions = friendly & ~(1n << 15n)
  const { findings } = await examineDiscord({ ...discord, guildId: '123456789012345678' })
  expect(findings.filter(({ ok }) => !ok).map(({ line }) => line)).toEqual([
    'guild: allow Attach Files, or open the invite link again.',
    expect.stringContaining('not in the server 123456789012345678'),
  ])
})

test('says that a token is wrong and never shows it', async () => {
  const examination = await examineDiscord({ ...discord, token: 'wrong.token' })
  expect(examination).toEqual({ invite: null, findings: [{ ok: false, line: expect.stringContaining('DISCORD_TOKEN') }] })
  expect(examinationLines(examination).join()).not.toContain('wrong.token')
})
