import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { expect, onTestFinished } from 'vitest'
import type { Roof } from '../../src/core/ledger.ts'
import type { Model } from '../../src/core/model.ts'
import type { Policy } from '../../src/core/policy.ts'
import type { Provider } from '../../src/core/provider.ts'
import { type Tier, tierSchema } from '../../src/core/tier.ts'
import remote from '../fixtures/operator/providers/remote.ts'
import { tier } from './admission.ts'
import { guardFor } from './guard-for.ts'
import { buildHouse } from './open-house.ts'
import { quietLog } from './quiet-log.ts'
import { sampleModel } from './sample-model.ts'
import { sharedMedia } from './shared-media.ts'
import { shippedPolicy } from './shipped-policy.ts'
import { smallClip } from './small-clip.ts'
import { startVendor } from './vendor-server.ts'

/** What the vendor of these tests asks for a clip, in credits. */
export const creditsOfAClip = 7

const remoteModel = (fields: Parameters<typeof sampleModel>[0] = {}): Model =>
  sampleModel({ name: 'remote', provider: 'remote', seed: true, price: { usdPerClip: creditsOfAClip / 100 }, ...fields })

const wide: Tier = tierSchema.parse({
  ...tier,
  clipsPerDay: 1_000,
  inFlight: 1_000,
  creditsPerMonth: 1_000_000,
})

const lineOf = (total: Record<string, unknown> | undefined) => ({
  spent: Number(total?.['spent'] ?? 0),
  clips: Number(total?.['clips'] ?? 0),
})

let clip: Promise<Uint8Array> | undefined

/**
 * The studio with its commands, its database and its workflow, and a vendor on a socket that counts what it is asked for. Whoever speaks
 * and where is the test's: every member, workspace and direct message there may be.
 */
export const openSpendingHouse = async (
  options: {
    limits?: Partial<Tier>
    roof?: Roof
    tell?: Policy['spending']['tell']
    models?: Model[]
    providers?: Provider[]
    concurrency?: number
    renderMs?: number
  } = {},
) => {
  clip ??= smallClip()
  const vendor = await startVendor(await clip)
  vendor.behaviour.renderMs = options.renderMs ?? 100
  const guardedFetch = guardFor([vendor.url])
  const provider = remote.create(
    { MOODREEL_TEST_VENDOR_URL: vendor.url },
    {
      fetch,
      fetchNamed: guardedFetch.fetchNamed,
      now: Date.now,
      log: quietLog,
      folder: '',
      cache: { get: async () => null, set: async () => undefined },
    },
  )
  if (!provider) throw new Error('the vendor of the tests is not set up')
  const { folder, media } = await sharedMedia()
  const one = tierSchema.parse({ ...wide, ...options.limits })
  const providers = new Map([provider, ...(options.providers ?? [])].map((each) => [each.name, each]))
  const policy = await shippedPolicy()
  const house = await buildHouse(folder, {
    models: options.models ?? [remoteModel()],
    parts: {
      media,
      policy: {
        ...policy,
        spending: { ...policy.spending, tell: options.tell ?? null },
        directMessages: { ...policy.directMessages, for: 'everybody', tier: one.name },
      },
      providerFetch: new Map([...providers.keys()].map((name) => [name, guardedFetch])),
      providers,
      roof: options.roof ?? { day: null, month: null },
      tiers: { default: one, all: [one] },
      concurrency: new Map([['remote', options.concurrency ?? 8]]),
    },
  })
  onTestFinished(async () => {
    await house.close()
    await guardedFetch.close()
    await vendor.close()
  })
  await house.start()

  /** Every total and every entry, as an auditor reads them from outside. */
  const read = async (sql: string): Promise<Record<string, unknown>[]> => {
    const { engine } = house.storage
    if (engine.kind === 'postgres') {
      const client = new pg.Client({ connectionString: engine.url })
      await client.connect()
      return client
        .query(sql)
        .then(({ rows }) => rows)
        .finally(() => client.end())
    }
    using db = new DatabaseSync(join(folder, 'moodreel.sqlite'), { readOnly: true })
    return db.prepare(sql).all()
  }

  return {
    ...house,
    vendor,
    /** What the vendor was asked for, in credits. */
    asked: (): number => vendor.jobs.length * creditsOfAClip,
    /** What the books say was spent: by the ledger's own entries, and at the roof of the month. */
    async books() {
      const [entries] = await read(`select -coalesce(sum(credits), 0) as spent from ledger where kind <> 'grant'`)
      const [roof] = await read(`select spent, clips from totals where scope = 'everybody' and length(period) = 7`)
      const [day] = await read(`select spent, clips from totals where scope = 'everybody' and length(period) = 10`)
      const [members] = await read(
        `select coalesce(sum(spent), 0) as spent, coalesce(sum(clips), 0) as clips from totals where scope like 'member:%' and length(period) = 10`,
      )
      return { ledger: Number(entries?.['spent']), roof: lineOf(roof), day: lineOf(day), members: lineOf(members) }
    },
    /** Waits until the vendor has so many jobs. */
    taken: (count: number) => expect.poll(() => vendor.jobs.length).toBe(count),
    /** Waits until so many are on their way, as their members do: nothing hurries them. */
    left: (clips: number) => expect.poll(async () => (await house.storage.generations.open()).length).toBe(clips),
    /** Waits until nothing is on its way. */
    over: () => house.until(() => house.storage.generations.open()).toEqual([]),
    /** What every post of a failure says, with what it cost. */
    failures: (): string[] =>
      [...house.platform.messages.values()].flatMap(({ kind, text, warnings }) =>
        kind === 'failure' ? [[text, ...warnings].join(' ')] : [],
      ),
  }
}
export type SpendingHouse = Awaited<ReturnType<typeof openSpendingHouse>>
export { remoteModel }
