import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MediaTools } from '../../src/core/media.ts'
import { startMediaTools } from '../../src/media/media-tools.ts'
import type { FaultVendor } from '../contracts/fault-vendor.ts'
import { quietLog } from '../support/quiet-log.ts'
import type { Case } from './faults/cases.ts'
import { findVendors } from './faults/find-vendors.ts'
import type { Outcome } from './faults/outcome.ts'
import type { CreateFault } from './faults/proxy.ts'
import { runCases } from './faults/run-cases.ts'

const minute = 60_000
const skews = [-30, -5, 0, 5, 10, 30]
const lost: CreateFault[] = ['cut before', 'cut after acceptance', '500 after acceptance']

/** Vendors that can be asked what became of a submit, and whether it makes a difference that they are given an address. */
const reconciling: [string, boolean[]][] = [
  ['replicate', [false, true]],
  ['kling', [false, true]],
  ['comfyui', [false]],
  // These two tell by webhooks only, through a receiver of their own; their names of jobs and no clock decide.
  ['cog', [false]],
  ['fal', [false]],
]

const nameOf = (minutes: number, create: CreateFault, hasWebhook: boolean): string =>
  `its clock is ${minutes} minutes ahead, the paid call is ${create}, ${hasWebhook ? 'with' : 'without'} a webhook`

const casesFor =
  (webhooks: readonly boolean[]) =>
  (_vendor: FaultVendor): Case[] =>
    skews.flatMap((minutes) =>
      lost.flatMap((create) =>
        webhooks.map((hasWebhook): Case => {
          const name = nameOf(minutes, create, hasWebhook)
          return { kind: 'connection', name, rule: { create }, skewMs: minutes * minute, hasWebhook }
        }),
      ),
    )

const vendors = await findVendors()
let folder = ''
let media: MediaTools
const outcomes = new Map<string, Promise<Outcome[]>>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moodreel-skew-'))
  media = startMediaTools({ workFolder: folder, log: quietLog })
  for (const [name, webhooks] of reconciling) {
    const start = vendors.get(name)
    if (!start) throw new Error(`there is no vendor ${name}`)
    const running = runCases(start, { folder: join(folder, name), media, cases: casesFor(webhooks) })
    running.catch(() => undefined)
    outcomes.set(name, running)
  }
})

afterAll(async () => {
  await media.stop()
  await rm(folder, { recursive: true, force: true })
})

describe.each(reconciling)('%s is paid once at most, whatever its clock says', (name, webhooks) => {
  let found: Outcome[] = []
  beforeAll(async () => {
    found = (await outcomes.get(name)) ?? []
  }, 180_000)

  test.each(casesFor(webhooks)({} as FaultVendor))('$name', ({ name: asked, rule }) => {
    const outcome = found.find((one) => one.case.name === asked)
    expect(outcome?.problems).toEqual([])
    // fal has no list: what it never tells of stays held for a day, and is not submitted again.
    const isSilent = name === 'fal' && rule?.create === 'cut before'
    expect(outcome?.words).toMatch(isSilent ? /^held, then refunded$/ : /^delivered/)
  })
})
