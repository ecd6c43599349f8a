import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { environmentOf } from '../test/providers/replicate/bench.ts'
import { startBareBot } from './bare-bot.ts'
import type { ClipsAnswer, ClipsRequest } from './beside-peer.ts'
import type { Figure, Measurement } from './measure.ts'
import { percentile } from './numbers.ts'
import { treeCpuSeconds } from './tree-cpu.ts'
import type { World } from './world.ts'

const renderMs = 4_000
const alone: ClipsRequest = { clips: 10, perSecond: null, renderMs }
const steady: ClipsRequest = { clips: 60, perSecond: 5, renderMs }
const full: ClipsRequest = { clips: 100, perSecond: 20, renderMs }

interface Addresses {
  apiUrl: string
  token: string
  replicateUrl: string
}

interface Made extends ClipsAnswer {
  cpuMsPerClip: number
}

type Rounds = Record<'alone' | 'steady' | 'full', Made>

/** A Discord and a Replicate of its own for each bot, and the same three rounds; one clip before them starts what is started once. */
const roundsOf = async (
  clipPath: string,
  start: (addresses: Addresses) => Promise<{ process: { pid?: number | undefined }; kill(): Promise<void> }>,
): Promise<Rounds> => {
  const peer = fork(new URL('./beside-peer.ts', import.meta.url), [clipPath], { execArgv: ['--disable-warning=ExperimentalWarning'] })
  try {
    const [addresses] = (await once(peer, 'message')) as [Addresses]
    const bot = await start(addresses)
    const make = async (request: ClipsRequest): Promise<Made> => {
      const before = await treeCpuSeconds(bot.process.pid ?? 0)
      peer.send(request)
      const failed = once(peer, 'exit').then(([code]): never => {
        throw new Error(`the bench's Discord ended with ${code}`)
      })
      const answer = await Promise.race([once(peer, 'message').then(([one]) => one as ClipsAnswer), failed])
      const seconds = (await treeCpuSeconds(bot.process.pid ?? 0)) - before
      return { ...answer, cpuMsPerClip: (seconds * 1000) / request.clips }
    }
    try {
      await make({ clips: 3, perSecond: 3, renderMs: 1_000 })
      return { alone: await make(alone), steady: await make(steady), full: await make(full) }
    } finally {
      await bot.kill()
    }
  } finally {
    peer.kill()
  }
}

/** A port that nobody listens at now: webhooks need to know it before the program starts. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const ownRounds = async (world: World, dataDir: string, clipPath: string): Promise<Rounds> => {
  const port = await freePort()
  return roundsOf(clipPath, async ({ apiUrl, token, replicateUrl }) => {
    const bot = await world.start(dataDir, {
      ...environmentOf(new URL(replicateUrl).origin),
      DISCORD_TOKEN: token,
      DISCORD_API_URL: apiUrl,
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
    })
    await bot.logged(({ msg }) => msg === 'ready')
    return bot
  })
}

/** What a clip costs beside a bot that only makes and posts it. */
export const beside: Measurement = {
  name: 'beside',
  method: `clips of ${renderMs / 1000} s by a Discord and a Replicate in a process of their own, with webhooks: ${alone.clips} one at a time, ${steady.clips} at ${steady.perSecond} a second, ${full.clips} at ${full.perSecond} a second; visible: from the moment that Replicate is done to the moment that Discord has the whole file; CPU: of the program and all its children; the baseline is bench/bare/whole.ts, discord.js and replicate alone, under the same fakes`,
  async run(world, dataDir) {
    const clipPath = join(await world.folder(), 'clip.mp4')
    await writeFile(clipPath, world.clip)
    const bare = await roundsOf(clipPath, ({ apiUrl, token, replicateUrl }) => {
      const { REPLICATE_API_TOKEN: key } = environmentOf('')
      return startBareBot('whole', [apiUrl, token, replicateUrl, key])
    })
    const own = await ownRounds(world, await world.copyOf(dataDir), clipPath)
    const visible = (name: string, round: keyof Rounds, share: number, aim?: Figure['aim']): Figure => ({
      name,
      unit: 'ms',
      value: percentile(own[round].visibleMs, share),
      baseline: { value: percentile(bare[round].visibleMs, share), what: 'bare bot' },
      ...(aim && { aim }),
    })
    const cpu = (name: string, round: keyof Rounds, aim?: Figure['aim']): Figure => ({
      name,
      unit: 'ms',
      value: own[round].cpuMsPerClip,
      baseline: { value: bare[round].cpuMsPerClip, what: 'bare bot' },
      ...(aim && { aim }),
    })
    return [
      cpu('CPU a clip, one at a time', 'alone'),
      cpu('CPU a clip, 5/s', 'steady', { at: 'most', value: 2, of: 'times baseline' }),
      cpu('CPU a clip, 20/s', 'full'),
      visible('visible p50, one at a time', 'alone', 0.5, { at: 'most', value: 1.5, of: 'times baseline' }),
      visible('visible p50, 5/s', 'steady', 0.5),
      visible('visible p50, 20/s', 'full', 0.5, { at: 'most', value: 500, of: 'value' }),
      visible('visible p99, 20/s', 'full', 0.99),
      {
        name: 'provider requests a clip',
        unit: 'calls',
        value: own.alone.requests,
        baseline: { value: bare.alone.requests, what: 'bare bot' },
        aim: { at: 'most', value: 4, of: 'value' },
      },
    ]
  },
}
