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

// All at once: nearly all of the time is waiting. What fails is told by the tests that ask for it.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moodreel-faults-'))
  media = startMediaTools({ workFolder: folder, log: quietLog })
  for (const [name, start] of vendors) {
    outcomes.set(name, runCases(start, { folder: join(folder, name), media }))
    restarts.set(name, restartAfterAcceptance(start, { folder: join(folder, `${name}-restart`), media }))
  }
  await Promise.allSettled([...outcomes.values(), ...restarts.values()])
}, 180_000)

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

test('the page of all faults tells what happens now', async () => {
  const all = await Promise.all([...outcomes].map(async ([name, found]) => [name, await found] as const))
  await expect(writePage(new Map(all))).toMatchFileSnapshot('../../docs/faults.md')
})
