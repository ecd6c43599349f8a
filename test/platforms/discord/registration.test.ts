import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../../src/core/command.ts'
import { commands, startBot } from './bot.ts'
import { useScene } from './scene.ts'

const scene = useScene()

describe('registration', () => {
  test('writes once, and never again while nothing changed', async () => {
    const { discord, bot } = scene
    const writes = () => discord.callsTo('PUT', /commands$/).length
    expect(writes()).toBe(1)
    await bot.restart()
    expect(writes()).toBe(1)
    for (const commands of discord.registered.values()) commands.pop()
    await bot.restart()
    expect(writes()).toBe(2)
  })
})

describe('a command without Korean words', () => {
  const unheard = defineCommand({
    name: 'unheard',
    description: 'Does what nobody heard of',
    examples: ['/unheard'],
    options: { wobble: z.number().min(0).max(2).optional().describe('How much') },
    execute: async () => undefined,
  })

  test('is registered in English, and stays as it is at the next start', async () => {
    const { discord } = scene
    const more = { commands: [...commands, unheard] }
    for (const start of [1, 2]) {
      const bot = await startBot(discord, more)
      await bot.stop()
      // The scene's own bot wrote once before.
      expect([start, discord.callsTo('PUT', /commands$/).length]).toEqual([start, 2])
    }
    const [kept] = [...discord.registered.values()].flat().filter((command) => 'name' in command && command.name === 'unheard')
    expect(kept).toMatchObject({ description: 'Does what nobody heard of', options: [{ name: 'wobble' }] })
    expect(JSON.stringify(kept)).not.toContain('localizations')
  })
})
