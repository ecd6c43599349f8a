import { readFile } from 'node:fs/promises'
import { smallClip } from '../../test/support/small-clip.ts'
import { judge, shownClips } from './books.ts'
import { startBusyDiscord } from './discord.ts'
import { createMembers, type Habits, tokenIn } from './members.ts'
import { createRandom } from './random.ts'
import { noFaults, type RestFaults } from './rest-faults.ts'
import { startBusyVendor } from './vendor.ts'
import type { VendorMood } from './vendor-mood.ts'

/** So long people wait for a clip. */
const waitedMs = 5 * 60_000

/** How the world outside of the bot begins. */
export interface OutsideStart {
  seed: number
  guilds: number
  channelsEach: number
  shards: number
  perSecond: number | null
  buckets: boolean
  limitIdentifies: boolean
  /** A file with the bytes of every clip; absent for a small one. */
  clipPath?: string | undefined
}

/** Discord, the vendor and the members in a process of their own: their clock is held up by nothing that the driver does, and their CPU is known. */
const openOutside = async (start: OutsideStart) => {
  const random = createRandom(start.seed)
  const clip = start.clipPath === undefined ? await smallClip() : await readFile(start.clipPath)
  const discord = await startBusyDiscord({
    guilds: start.guilds,
    channelsEach: start.channelsEach,
    shards: start.shards,
    limits: { perSecond: start.perSecond, buckets: start.buckets },
    limitIdentifies: start.limitIdentifies,
    random,
  })
  let bases: string[] = []
  const vendor = await startBusyVendor(clip, random, () => bases[Math.floor(Math.random() * bases.length)] ?? null)
  const members = createMembers(discord, random)
  let inFlightAtMost = Number.POSITIVE_INFINITY
  let finishing: NodeJS.Timeout | null = null

  /** About how many clips are on their way: what failed or was canceled never comes, and nobody waits for that any more. */
  const open = (): number => {
    const since = Date.now() - waitedMs
    const asked = members.said.reduce(
      (sum, { what, takes, at }) => sum + (at > since && (what === 'make' || what === 'again') ? takes : 0),
      0,
    )
    return asked - [...discord.shownAt.values()].filter((at) => at > since).length
  }

  return {
    addresses: () => ({ token: discord.token, apiUrl: discord.apiUrl, vendorUrl: vendor.url }),
    /** Where webhooks go to: the processes that live. */
    route: (urls: string[]) => {
      bases = urls
    },
    feel: ({ mood, faults }: { mood?: Partial<VendorMood>; faults?: RestFaults }) => {
      Object.assign(vendor.mood, mood)
      discord.feel.faults = faults ?? noFaults
    },
    dropGateway: () => discord.gateway.drop(),
    /** Begins to ask and returns at once. */
    ask: ({ habits, perSecond, clips, atMost }: { habits: Habits; perSecond: number; clips: number; atMost?: number }) => {
      inFlightAtMost = atMost ?? Number.POSITIVE_INFINITY
      void members.ask(habits, perSecond, members.clips() + clips, () => open() < inFlightAtMost)
    },
    stopAsking: () => members.stop(),
    /** Ends jobs that run on at a steady rate, the oldest first; 0 for none. */
    finish: ({ perSecond }: { perSecond: number }) => {
      if (finishing) clearInterval(finishing)
      if (perSecond === 0) return
      let owed = 0
      let last = performance.now()
      finishing = setInterval(() => {
        const now = performance.now()
        owed += ((now - last) / 1_000) * perSecond
        last = now
        const due = Math.floor(owed)
        owed -= due
        vendor.finish(due)
      }, 20)
    },
    /** How far things are. */
    state: () => ({
      connected: discord.places.every(({ guild }) => discord.gateway.listeners(guild ?? '') > 0),
      registered: discord.registered.size > 0,
      said: members.said.length,
      clips: members.clips(),
      acknowledged: members.said.filter(({ interaction }) => interaction.acknowledgedAfterMs !== null).length,
      jobs: vendor.jobs.size,
      running: vendor.running(),
      shown: discord.shownAt.size,
      roots: discord.places.reduce((sum, { messages }) => sum + messages.length, 0),
      gateway: { ...discord.gateway.counts },
      rest: { ...discord.restCounts },
      vendor: { ...vendor.counts },
    }),
    /** Times of a part of the run, in milliseconds: first answers of commands, and from the vendor's end to the clip in its thread. */
    times: ({ from, to }: { from: number; to: number }) => {
      const within = (at: number): boolean => at >= from && at < to
      const bySeed = new Map([...vendor.jobs.values()].map((job) => [`${tokenIn(job.prompt)} ${job.seed}`, job]))
      return {
        acks: members.said.filter(({ at }) => within(at)).map(({ interaction }) => interaction.tookMs),
        deliveries: shownClips(discord).flatMap(({ id, token, seed }) => {
          const [at, job] = [discord.shownAt.get(`moodreel-${id}.mp4`), bySeed.get(`${token} ${seed}`)]
          return at !== undefined && job && within(at) ? [at - job.doneAt] : []
        }),
      }
    },
    judge: () => judge(discord, vendor, members.said),
  }
}
export type Outside = Awaited<ReturnType<typeof openOutside>>

type Call = { [Name in keyof Outside]: { id: number; name: Name; given: Parameters<Outside[Name]>[0] } }[keyof Outside]

const [first] = process.argv.slice(2)
const outside = await openOutside(JSON.parse(first ?? '') as OutsideStart)
process.on('message', async ({ id, name, given }: Call) => {
  try {
    const act = outside[name] as (given: unknown) => unknown
    process.send?.({ id, answer: (await act(given)) ?? null })
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.stack : String(error) })
  }
})
process.on('disconnect', () => process.exit())
process.send?.({ id: 0, answer: outside.addresses() })
