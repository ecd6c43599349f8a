import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startMediaTools } from '../../src/media/media-tools.ts'
import { quietLog } from '../support/quiet-log.ts'
import { casesOf } from './faults/cases.ts'
import { findVendors } from './faults/find-vendors.ts'
import { writePage } from './faults/page.ts'
import { restartAfterAcceptance } from './faults/restart.ts'
import { runCases } from './faults/run-cases.ts'

const vendors = await findVendors()

/** How long a vendor's cases may take, all together. */
const patienceMs = 240_000

const begin = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-faults-'))
  const media = startMediaTools({ workFolder: folder, log: quietLog })
  const outcomes = runCases(vendors, casesOf, { folder, media })
  const restarts = restartAfterAcceptance(vendors, { folder: join(folder, 'restart'), media })
  // Whoever waits for them hears of a failure; until then nobody does, and that is no failure of its own.
  for (const promise of [outcomes, restarts]) promise.catch(() => undefined)
  return { folder, media, outcomes, restarts }
}
let begun: ReturnType<typeof begin> | undefined

/** Begun once, by the first test that asks. */
const run = () => {
  begun ??= begin()
  return begun
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
      const outcomes = await (await run()).outcomes
      expect(outcomes.get(name)?.find((one) => one.case.kind === kind && one.case.name === fault)?.problems).toEqual([])
    },
    patienceMs,
  )

  test(
    'the bot is restarted after the paid call was accepted',
    async () => {
      expect((await (await run()).restarts).get(name)).toEqual({
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
    await expect(writePage(await (await run()).outcomes)).toMatchFileSnapshot('../../docs/faults.md')
  },
  patienceMs,
)
