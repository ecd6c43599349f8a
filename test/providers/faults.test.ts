import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startMediaTools } from '../../src/media/media-tools.ts'
import type { StartFaultVendor } from '../contracts/fault-vendor.ts'
import { quietLog } from '../support/quiet-log.ts'
import { casesOf } from './faults/cases.ts'
import { findVendors } from './faults/find-vendors.ts'
import type { Outcome } from './faults/outcome.ts'
import { writePage } from './faults/page.ts'
import { restartAfterAcceptance } from './faults/restart.ts'
import { runCases } from './faults/run-cases.ts'

const vendors = await findVendors()

/** How long a vendor's cases may take, all together. */
const patienceMs = 240_000

interface Run {
  outcomes: Promise<Outcome[]>
  restart: ReturnType<typeof restartAfterAcceptance>
}

/** Whoever waits for it hears of a failure; until then nobody does, and that is no failure of its own. */
const handled = <Found>(promise: Promise<Found>): Promise<Found> => {
  promise.catch(() => undefined)
  return promise
}

const begin = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-faults-'))
  const media = startMediaTools({ workFolder: folder, log: quietLog })
  const runOf = (name: string, start: StartFaultVendor): Run => ({
    outcomes: handled(runCases(start, { folder: join(folder, name), media })),
    restart: handled(restartAfterAcceptance(start, { folder: join(folder, `${name}-restart`), media })),
  })
  return { folder, media, runs: new Map([...vendors].map(([name, start]) => [name, runOf(name, start)])) }
}
let begun: ReturnType<typeof begin> | undefined

/** All vendors are begun at once, by the first test that asks: nearly all of the time is waiting. Each test waits for its own vendor's run. */
const runsOf = async (): Promise<ReadonlyMap<string, Run>> => {
  begun ??= begin()
  return (await begun).runs
}

afterAll(async () => {
  const { media, folder } = (await begun) ?? {}
  await media?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

const casesByVendor = await Promise.all(
  [...vendors].map(async ([name, start]) => {
    const vendor = await start()
    const names = casesOf(vendor).map(({ kind, name: fault }) => ({ kind, fault }))
    await vendor.close()
    return { name, names }
  }),
)

describe.each(casesByVendor)('$name: one job at most, one answer, and a ledger that matches', ({ name, names }) => {
  test.each(names)(
    '$kind: $fault',
    async ({ kind, fault }) => {
      const outcomes = await (await runsOf()).get(name)?.outcomes
      expect(outcomes?.find((one) => one.case.kind === kind && one.case.name === fault)?.problems).toEqual([])
    },
    patienceMs,
  )

  test(
    'the bot is restarted after the paid call was accepted',
    async () => {
      expect(await (await runsOf()).get(name)?.restart).toEqual({
        wasOverBefore: false,
        state: 'delivered',
        jobs: 1,
        posts: ['clip'],
        entries: ['hold', 'settle'],
      })
    },
    patienceMs,
  )
})

test(
  'the page of all faults tells what happens now',
  async () => {
    const all = await Promise.all([...(await runsOf())].map(async ([name, { outcomes }]) => [name, await outcomes] as const))
    await expect(writePage(new Map(all))).toMatchFileSnapshot('../../docs/faults.md')
  },
  patienceMs,
)
