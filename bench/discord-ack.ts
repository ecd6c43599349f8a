import { setTimeout as sleep } from 'node:timers/promises'
import { type FakeDiscord, startFakeDiscord } from '../test/platforms/discord/fake/discord.ts'
import { buttonsOf } from '../test/platforms/discord/fake/message-rules.ts'
import { atRate } from './at-rate.ts'
import { startBareBot } from './bare-bot.ts'
import type { Measurement } from './measure.ts'
import { percentile } from './numbers.ts'

const warmUps = 50
const commands = 250
const perSecond = 50
const clips = 4
const clipMs = 60_000

const until = async (holds: () => boolean, withinMs: number): Promise<void> => {
  const deadline = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('Discord waited in vain for the bot')
    await sleep(10)
  }
}

/** From the moment that Discord sends a command to the moment that it has the first answer, in milliseconds. */
const acksMs = async (discord: FakeDiscord): Promise<number[]> => {
  const person = discord.person()
  const all = await atRate(warmUps + commands, perSecond, async (n) => {
    const asked = discord.command(person, discord.channel, 't2v', { prompt: `clip ${n}`, model: 'remote' })
    await until(() => asked.tookMs !== null, 10_000)
    return asked.tookMs ?? Number.NaN
  })
  return all.slice(warmUps)
}

/** The calls of Discord's API for each clip from the command to its last edit. */
const callsPerClip = async (discord: FakeDiscord): Promise<number> => {
  const before = discord.calls.length
  const person = discord.person()
  for (let n = 0; n < clips; n += 1) discord.command(person, discord.channel, 't2v', { prompt: `clip ${n}`, model: 'remote' })
  const isOver = (): boolean => {
    const roots = discord.channel.messages
    return roots.length === clips && roots.every(({ components }) => !buttonsOf(components).has('Cancel'))
  }
  await until(isOver, 3 * clipMs)
  return (discord.calls.length - before) / clips
}

/** One Discord and one bot for each measurement, so that none works off what another left. */
const withBot = async <Result>(
  start: (discord: FakeDiscord) => Promise<{ kill(): Promise<void> }>,
  measure: (discord: FakeDiscord) => Promise<Result>,
): Promise<Result> => {
  const discord = await startFakeDiscord()
  const bot = await start(discord)
  try {
    return await measure(discord)
  } finally {
    await bot.kill()
    await discord.stop()
  }
}

/** How soon Discord is answered, and how often it is called. */
export const discordAck: Measurement = {
  name: 'discord-ack',
  method: `${commands} /t2v at ${perSecond} a second by a Discord on this machine, whether answered or not; from sending the command to having its first answer, while threads are opened and clips begun; the baseline is a process with discord.js that only defers its answer; then the REST calls of ${clips} clips, each rendered in ${clipMs / 1000} s, from the command to the last edit`,
  async run(world, dataDir) {
    const bare = await withBot((discord) => startBareBot('discord', [discord.apiUrl, discord.token]), acksMs)
    const start = (folder: string) => (discord: FakeDiscord) =>
      world.start(folder, { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl })
    world.vendor.behaviour.renderMs = clipMs
    const calls = await withBot(start(await world.copyOf(dataDir)), callsPerClip)
    world.vendor.behaviour.renderMs = 3_600_000
    const own = await withBot(start(await world.copyOf(dataDir)), acksMs)
    const figure = (share: number) => ({
      name: `Discord ack p${share * 100}`,
      unit: 'ms' as const,
      value: percentile(own, share),
      baseline: { value: percentile(bare, share), what: 'bare discord.js' },
    })
    return [figure(0.5), figure(0.99), { name: 'Discord REST calls per clip', unit: 'calls', value: calls }]
  },
}
