import { fork } from 'node:child_process'
import { once } from 'node:events'
import { startBareBot } from './bare-bot.ts'
import type { PeerAnswer, PeerRequest } from './discord-ack-peer.ts'
import type { Measurement } from './measure.ts'
import { percentile } from './numbers.ts'

const warmUps = 50
const commands = 250
const perSecond = 50
const clips = 4
const clipMs = 60_000

interface Address {
  apiUrl: string
  token: string
}

/** One Discord and one bot for each measurement, so that none works off what another left. */
const withBot = async (start: (address: Address) => Promise<{ kill(): Promise<void> }>, request: PeerRequest): Promise<PeerAnswer> => {
  const peer = fork(new URL('./discord-ack-peer.ts', import.meta.url), { execArgv: ['--disable-warning=ExperimentalWarning'] })
  try {
    const [address] = (await once(peer, 'message')) as [Address]
    const bot = await start(address)
    try {
      peer.send(request)
      const failed = once(peer, 'exit').then(([code]): never => {
        throw new Error(`the bench's Discord ended with ${code}`)
      })
      return await Promise.race([once(peer, 'message').then(([answer]) => answer as PeerAnswer), failed])
    } finally {
      await bot.kill()
    }
  } finally {
    peer.kill()
  }
}

const acks: PeerRequest = { what: 'acks', count: warmUps + commands, perSecond }

/** How soon Discord is answered, and how often it is called. */
export const discordAck: Measurement = {
  name: 'discord-ack',
  method: `${commands} /t2v at ${perSecond} a second by a Discord in a process of its own, whether answered or not; from sending the command to having its first answer, while threads are opened and clips begun; the baseline is a process with discord.js that only defers its answer; then the REST calls of ${clips} clips, each rendered in ${clipMs / 1000} s, from the command to the last edit, the first answer counted too`,
  async run(world, dataDir) {
    const bare = await withBot(({ apiUrl, token }) => startBareBot('discord', [apiUrl, token]), acks)
    const start = (folder: string) => (address: Address) =>
      world.start(folder, { DISCORD_TOKEN: address.token, DISCORD_API_URL: address.apiUrl })
    world.vendor.behaviour.renderMs = clipMs
    const { calls } = await withBot(start(await world.copyOf(dataDir)), { what: 'calls', clips, withinMs: 3 * clipMs })
    world.vendor.behaviour.renderMs = 3_600_000
    const own = await withBot(start(await world.copyOf(dataDir)), acks)
    const figure = (share: number) => ({
      name: `Discord ack p${share * 100}`,
      unit: 'ms' as const,
      value: percentile(own.acksMs.slice(warmUps), share),
      baseline: { value: percentile(bare.acksMs.slice(warmUps), share), what: 'bare discord.js' },
      aim: { at: 'most' as const, value: 1.5, of: 'times baseline' as const },
    })
    return [
      figure(0.5),
      figure(0.99),
      { name: 'Discord REST calls per clip', unit: 'calls', value: calls.length / clips, aim: { at: 'most', value: 6, of: 'value' } },
    ]
  },
}
