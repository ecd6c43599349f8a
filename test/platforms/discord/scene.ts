import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import type { Platform } from '../../../src/core/platform.ts'
import type { DiscordPlatformOptions } from '../../../src/platforms/discord/index.ts'
import { type Bot, post, type Seen, startBot } from './bot.ts'
import { type FakeDiscord, startFakeDiscord } from './fake/discord.ts'
import type { FakeInteraction } from './fake/interactions.ts'
import type { FakeMessage } from './fake/world.ts'

export type Opened = Awaited<ReturnType<Platform['openThread']>>

/**
 * One Discord and one bot for a file; each test has a channel of its own, and finds nothing of what was said and asked for before. In
 * the end of each nothing may have been sent that Discord's contract forbids.
 */
export const useScene = (options: { premiumTier?: number; bot?: Partial<DiscordPlatformOptions> } = {}) => {
  const scene = {} as { discord: FakeDiscord; bot: Bot }
  beforeAll(async () => {
    scene.discord = await startFakeDiscord(options)
    scene.bot = await startBot(scene.discord, options.bot)
    await untilRegistered(scene.discord)
  })
  afterEach(() => {
    expect(scene.discord.broken()).toEqual([])
    scene.discord.renew()
    scene.bot.forget()
  })
  afterAll(async () => {
    await scene.bot.stop()
    await scene.discord.stop()
  })
  return scene
}

export const until = <Value>(check: () => Value | Promise<Value>): Promise<Value> => vi.waitFor(check, { timeout: 30_000, interval: 10 })

/** A start does not wait until people have its commands. */
export const untilRegistered = ({ registered }: Pick<FakeDiscord, 'registered'>): Promise<void> =>
  until(() => expect([...registered.values()].flat()).not.toEqual([]))

/** Waits for what the bot heard last. */
export const heard = (bot: Bot, count = 1): Promise<Seen> =>
  until(() => {
    expect(bot.seen).toHaveLength(count)
    return bot.seen.at(-1) as Seen
  })

/** Somebody asks for a clip, and the studio opens its thread. */
export const ask = async ({ discord, bot }: { discord: FakeDiscord; bot: Bot }, channel = discord.channel, prompt = 'a paper boat') => {
  const before = bot.seen.length
  const person = discord.person()
  const interaction = discord.command(person, channel, 't2v', { prompt })
  const { invocation } = await heard(bot, before + 1)
  const open = (again = false): Promise<Opened> =>
    bot.platform.openThread(invocation.origin, post({ text: prompt }), { key: `root:${invocation.id}`, again })
  return { person, interaction, invocation, open, key: `clip:${invocation.id}` }
}

/** A clip as the studio posts it. */
export const clipPost = async (bot: Bot, name = 'moodreel-4k7q0c2m9xwd.mp4', sizeBytes = 256) =>
  post({ kind: 'clip', media: [await bot.clip(name, sizeBytes)] })

export const messagesIn = (discord: FakeDiscord, channelId: string | undefined): FakeMessage[] =>
  discord.world.channels.get(channelId ?? '')?.messages ?? []

/** What only the person who acted can read. */
export const privateText = (discord: FakeDiscord, interaction: FakeInteraction): string =>
  [interaction.original, ...interaction.followUps].map((message) => (message ? discord.shown(message).text : '')).join('\n')

const file = (name: string, mediaType: string) => ({ url: `https://cdn.example/${name}`, name, mediaType, sizeBytes: 9 })
/** Files that somebody gives to a command. */
export const image = file('photo.png', 'image/png')
export const video = file('walk.mp4', 'video/mp4')
