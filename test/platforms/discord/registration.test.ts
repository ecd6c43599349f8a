import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../../src/core/command.ts'
import type { Settings } from '../../../src/core/kept.ts'
import { recordedLog } from '../../support/recorded-log.ts'
import { commands, startBot } from './bot.ts'
import { type FakeDiscord, startFakeDiscord } from './fake/discord.ts'
import { Refusal, refusals } from './fake/refusal.ts'
import { botId } from './fake/world.ts'
import { until } from './scene.ts'

const openDiscord = async (): Promise<FakeDiscord> => {
  const discord = await startFakeDiscord()
  onTestFinished(() => discord.stop())
  return discord
}

test('what is registered is written once, and never again while nothing changed', async () => {
  const discord = await openDiscord()
  const bot = await startBot(discord)
  onTestFinished(() => bot.stop())
  const writes = () => discord.callsTo('PUT', /commands$/).length
  expect(writes()).toBe(1)
  await bot.restart()
  expect(writes()).toBe(1)
  for (const commands of discord.registered.values()) commands.pop()
  await bot.restart()
  expect(writes()).toBe(2)
})

test('a command without Korean words is registered in English, and stays as it is at the next start', async () => {
  const discord = await openDiscord()
  const unheard = defineCommand({
    name: 'unheard',
    description: 'Does what nobody heard of',
    examples: ['/unheard'],
    options: { wobble: z.number().min(0).max(2).optional().describe('How much') },
    execute: async () => undefined,
  })
  const bot = await startBot(discord, { commands: [...commands, unheard] })
  onTestFinished(() => bot.stop())
  await bot.restart()
  expect(discord.callsTo('PUT', /commands$/)).toHaveLength(1)
  const [kept] = [...discord.registered.values()].flat().filter((command) => 'name' in command && command.name === 'unheard')
  expect(kept).toMatchObject({ description: 'Does what nobody heard of', options: [{ name: 'wobble' }] })
  expect(JSON.stringify(kept)).not.toContain('localizations')
})

const globalList = `/applications/${botId}/commands`
const listOf = (guildId: string): string => `/applications/${botId}/guilds/${guildId}/commands`
const namesIn = (discord: FakeDiscord, list: string): string[] =>
  (discord.registered.get(list) ?? []).map((command) => String('name' in command && command.name))

const openSettings = (): Settings & { kept: Map<string, unknown> } => {
  const kept = new Map<string, unknown>()
  return { kept, get: async (key) => kept.get(key), set: async (key, value) => kept.set(key, structuredClone(value)) }
}

describe('commands that could not be registered', () => {
  test('are registered later', async () => {
    const discord = await openDiscord()
    discord.fault('GET', /commands$/, new Refusal(503, 0, 'away'), 8)
    const { log, lines } = recordedLog()
    const bot = await startBot(discord, { log })
    onTestFinished(() => bot.stop())
    expect(namesIn(discord, globalList)).toEqual([])
    await until(() => expect(namesIn(discord, globalList)).toContain('t2v'))
    expect(lines.filter(({ level }) => level === 'error').length).toBeGreaterThan(1)
    const pauses = lines.flatMap(({ fields }) => (typeof fields['pauseMs'] === 'number' ? [fields['pauseMs']] : []))
    expect(pauses.toSorted((one, other) => one - other)).toEqual(pauses)
  })

  test('for want of a scope are spoken of once and tried seldom, and the bot works', async () => {
    const discord = await openDiscord()
    discord.fault('GET', /commands$/, refusals.missingAccess(), 99)
    const { log, lines } = recordedLog()
    const bot = await startBot(discord, { log, guildId: discord.guild.id })
    onTestFinished(() => bot.stop())
    expect(bot.platform.disconnectedSince?.()).toBeNull()
    expect(lines.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { code: 50001, status: 403, pauseMs: 1_800_000 }, message: expect.stringContaining('applications.commands') },
    ])
  })
})

describe('a command is listed once', () => {
  const restartWith = async (discord: FakeDiscord, settings: Settings, guildId?: string): Promise<void> => {
    const bot = await startBot(discord, { settings, guildId })
    await bot.stop()
  }

  test('when a server is configured, another one, and none again', async () => {
    const discord = await openDiscord()
    const settings = openSettings()
    const [one, other] = [discord.guild.id, discord.world.addGuild().id]
    const lists = () => [globalList, listOf(one), listOf(other)].map((list) => namesIn(discord, list).includes('t2v'))
    await restartWith(discord, settings)
    expect(lists()).toEqual([true, false, false])
    await restartWith(discord, settings, one)
    expect(lists()).toEqual([false, true, false])
    await restartWith(discord, settings, other)
    expect(lists()).toEqual([false, false, true])
    await restartWith(discord, settings)
    expect(lists()).toEqual([true, false, false])
    const writes = discord.callsTo('PUT', /commands$/).length
    await restartWith(discord, settings)
    expect(discord.callsTo('PUT', /commands$/)).toHaveLength(writes)
  })

  test('and those of others stay', async () => {
    const discord = await openDiscord()
    discord.registered.set(globalList, [
      { id: '1', name: 't2v' },
      { id: '2', name: 'weather' },
    ])
    await restartWith(discord, openSettings(), discord.guild.id)
    expect(namesIn(discord, globalList)).toEqual(['weather'])
  })

  test('also one that has another name by now', async () => {
    const discord = await openDiscord()
    const settings = openSettings()
    const former = defineCommand({ name: 'former', description: 'Was', examples: ['/former'], options: {}, execute: async () => undefined })
    const bot = await startBot(discord, { settings, guildId: discord.guild.id, commands: [...commands, former] })
    await bot.stop()
    await restartWith(discord, settings)
    expect(namesIn(discord, listOf(discord.guild.id))).toEqual([])
  })

  test('and a server that the bot has left is forgotten', async () => {
    const discord = await openDiscord()
    const settings = openSettings()
    await restartWith(discord, settings, discord.guild.id)
    discord.fault('GET', new RegExp(`^${listOf(discord.guild.id)}$`), refusals.missingAccess(), 99)
    await restartWith(discord, settings)
    await restartWith(discord, settings)
    expect(discord.callsTo('GET', new RegExp(`^${listOf(discord.guild.id)}$`))).toHaveLength(2)
    expect(namesIn(discord, globalList)).toContain('t2v')
  })
})
