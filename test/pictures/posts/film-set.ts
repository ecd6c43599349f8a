import { setTimeout as sleep } from 'node:timers/promises'
import type { Post } from '../../../src/core/post.ts'
import { tierSchema } from '../../../src/core/tier.ts'
import { startMediaTools } from '../../../src/media/media-tools.ts'
import { openStorage } from '../../../src/storage/open-storage.ts'
import { buildHouse, fakeModel } from '../../support/open-house.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { createFilmMaker } from './film-maker.ts'
import { createSeenPlatform } from './seen-platform.ts'
import type { Shot } from './shot.ts'

type House = Awaited<ReturnType<typeof buildHouse>>
export type Say = NonNullable<Parameters<House['say']>[2]>

const tier = tierSchema.parse({ name: 'default', clipsPerDay: 30, inFlight: 5, longestSeconds: 10, creditsPerMonth: 500 })
const models = [
  fakeModel({
    name: 'wan-2.7-t2v',
    title: 'Wan 2.7',
    price: { usdPerSecond: 0.03 },
    duration: { min: 4, max: 10, default: 4 },
    aspectRatios: ['16:9', '9:16', '1:1'],
    resolutions: ['480p', '720p'],
  }),
  fakeModel({ name: 'local', title: 'Local preview', grade: 'preview', about: 'Drawn by this computer, not by AI.' }),
  ...['veo-3.1-fast', 'veo-3.1'].map((name) => fakeModel({ name, title: name, provider: 'veo', price: { usdPerSecond: 0.15 } })),
  ...['wan-2.7-i2v', 'hailuo-2.3', 'seedance-1-pro'].map((name) => fakeModel({ name, title: name, provider: 'replicate' })),
]
const madeAtOneTime = 2

/** Looks again until it is so. */
export const until = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50)) if (await isSo()) return
  throw new Error(`in a minute it did not come to this: ${what}`)
}

/** Where the scenes are played: the studio in a folder, for a chat that keeps what people see. */
export const openSet = async (name: Shot['platform'], folder: string) => {
  // The house finds its databases made.
  await (await openStorage(folder))[Symbol.asyncDispose]()
  const media = startMediaTools({ workFolder: folder, log: quietLog })
  const platform = createSeenPlatform(name)
  const maker = createFilmMaker()
  let skippedMs = 0
  const clock = { now: () => Date.now() + skippedMs }
  const house = await buildHouse(folder, {
    models,
    parts: {
      media,
      clock,
      providers: new Map([[maker.name, maker]]),
      concurrency: new Map([[maker.name, madeAtOneTime]]),
      platforms: new Map([[name, platform]]),
      tiers: { default: tier, all: [tier] },
    },
  })
  await house.start()

  const posts = (): Post[] => [...platform.messages.values()]
  const roots = (): Post[] => posts().filter(({ kind }) => kind === 'batch')
  const say = (command: string, line: string, who: Say = {}) => house.say(command, line, { platform: name, channel: 'general', ...who })
  const begun = async (line: string, who: Say = {}) => {
    const before = roots().length
    const answer = await say('t2v', line, who)
    await until('its first message is there', () => roots().length > before)
    return answer
  }
  /** Nobody waits here as long as a model needs. */
  const skip = (seconds: number): void => {
    skippedMs += seconds * 1000
  }
  const over = () =>
    until('everything is made and told', async () => {
      const open = await house.storage.generations.open()
      return open.length === 0 && roots().every(({ progress = [] }) => progress.length === 0) && (await house.isIdle())
    })
  /** The newest batches are made half, in a time that suits that. */
  const makeHalf = async (batches: number): Promise<void> => {
    const reach = (part: number) =>
      until(`what can be made at one time is made to ${part}`, () => {
        const lines = roots()
          .slice(-batches)
          .flatMap(({ progress = [] }) => progress)
        return lines.filter(({ fraction }) => fraction === part).length === Math.min(madeAtOneTime, lines.length)
      })
    await reach(maker.goesTo)
    skip(16)
    maker.goesTo = 0.45
    await reach(maker.goesTo)
  }

  return {
    name,
    clock,
    maker,
    platform,
    store: house.storage.mediaStore,
    posts,
    roots,
    say,
    begun,
    over,
    makeHalf,

    /** The newest post whose key begins so. */
    at: (key: string): Post | undefined => [...platform.messages].findLast(([one]) => one.startsWith(key))?.[1],
    ofBatch: (root: Post | undefined, kind: Post['kind']): Post[] =>
      posts().filter((post) => post.kind === kind && post.batchId === root?.batchId),
    press: (command: string, id: string, values: Record<string, unknown>, who: Say = {}) =>
      house.press(command, id, values, { platform: name, channel: 'general', ...who }),

    /** What is asked for, as it is told at once, meanwhile and at its end. */
    async made(line: string, who: Say = {}) {
      maker.goesTo = 0.1
      const answer = await begun(line, who)
      await makeHalf(1)
      const meanwhile = roots().at(-1)
      skip(19)
      maker.goesTo = 1
      await over()
      return { first: 'first' in answer ? (answer.first[0] ?? undefined) : undefined, meanwhile, root: roots().at(-1) }
    },

    async close(): Promise<void> {
      await house.close()
      await media.stop()
    },
  }
}
export type FilmSet = Awaited<ReturnType<typeof openSet>>
