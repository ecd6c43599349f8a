import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { startMediaTools } from '../../src/media/media-tools.ts'
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
  ['kling-newer', [false, true]],
  ['minimax-v2', [false]],
  ['videogen', [false]],
  ['comfyui', [false]],
  // These two tell by webhooks only, through a receiver of their own; their names of jobs and no clock decide.
  ['cog', [false]],
  ['fal', [false]],
]

const nameOf = (minutes: number, create: CreateFault, hasWebhook: boolean): string =>
  `its clock is ${minutes} minutes ahead, the paid call is ${create}, ${hasWebhook ? 'with' : 'without'} a webhook`

const webhooksOf = new Map(reconciling)

const casesFor = (_: unknown, name: string): Case[] =>
  skews.flatMap((minutes) =>
    lost.flatMap((create) =>
      (webhooksOf.get(name) ?? []).map(
        (hasWebhook): Case => ({
          kind: 'connection',
          name: nameOf(minutes, create, hasWebhook),
          rule: { create },
          skewMs: minutes * minute,
          hasWebhook,
        }),
      ),
    ),
  )

const all = await findVendors()
const vendors = new Map([...all].filter(([name]) => webhooksOf.has(name)))
let outcomes: ReadonlyMap<string, Outcome[]>

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-skew-'))
  const media = startMediaTools({ workFolder: folder, log: quietLog })
  try {
    outcomes = await runCases(vendors, casesFor, { folder, media })
  } finally {
    await media.stop()
    await rm(folder, { recursive: true, force: true })
  }
}, 180_000)

describe.each(reconciling)('%s is paid once at most, whatever its clock says', (name) => {
  test.each(casesFor(null, name))('$name', ({ name: asked, rule }) => {
    const outcome = outcomes.get(name)?.find((one) => one.case.name === asked)
    expect(outcome?.problems).toEqual([])
    // fal has no list: what it never tells of stays held for a day, and is not submitted again.
    const isSilent = name === 'fal' && rule?.create === 'cut before'
    expect(outcome?.words).toMatch(isSilent ? /^held, then refunded$/ : /^delivered/)
  })
})
