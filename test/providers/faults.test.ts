import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MediaTools } from '../../src/core/media.ts'
import { startMediaTools } from '../../src/media/media-tools.ts'
import { quietLog } from '../support/quiet-log.ts'
import { casesOf } from './faults/cases.ts'
import { findVendors } from './faults/find-vendors.ts'
import type { Outcome } from './faults/outcome.ts'
import { writePage } from './faults/page.ts'
import { restartAfterAcceptance } from './faults/restart.ts'
import { runCases } from './faults/run-cases.ts'

const vendors = await findVendors()
let folder = ''
let media: MediaTools
const outcomes = new Map<string, Promise<Outcome[]>>()
const restarts = new Map<string, ReturnType<typeof restartAfterAcceptance>>()

/** How long a vendor's cases may take, all together. What fails or hangs is told by that vendor's own tests. */
const patienceMs = 240_000

// All are begun at once: nearly all of the time is waiting. Each vendor's tests wait for their own.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moodreel-faults-'))
  media = startMediaTools({ workFolder: folder, log: quietLog })
  for (const [name, start] of vendors) {
    outcomes.set(name, handled(runCases(start, { folder: join(folder, name), media })))
    restarts.set(name, handled(restartAfterAcceptance(start, { folder: join(folder, `${name}-restart`), media })))
  }
})

/** Whoever waits for it hears of a failure; until then nobody does, and that is no failure of its own. */
const handled = <Found>(promise: Promise<Found>): Promise<Found> => {
  promise.catch(() => undefined)
  return promise
}

afterAll(async () => {
  await media.stop()
  await rm(folder, { recursive: true, force: true })
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
  beforeAll(async () => {
    await Promise.allSettled([outcomes.get(name), restarts.get(name)])
  }, patienceMs)

  test.each(names)('$kind: $fault', async ({ kind, fault }) => {
    const found = (await outcomes.get(name))?.find((one) => one.case.kind === kind && one.case.name === fault)
    expect(found?.problems).toEqual([])
  })

  test('the bot is restarted after the paid call was accepted', async () => {
    expect(await restarts.get(name)).toEqual({
      wasOverBefore: false,
      state: 'delivered',
      jobs: 1,
      posts: ['clip'],
      entries: ['hold', 'settle'],
    })
  })
})

test(
  'the page of all faults tells what happens now',
  async () => {
    const all = await Promise.all([...outcomes].map(async ([name, found]) => [name, await found] as const))
    await expect(writePage(new Map(all))).toMatchFileSnapshot('../../docs/faults.md')
  },
  patienceMs,
)
