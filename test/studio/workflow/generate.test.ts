import { expect, test } from 'vitest'
import type { Steps } from '../../../src/studio/workflow/engine/engine.ts'
import { createGenerate, type Stages, type StageWait } from '../../../src/studio/workflow/generate.ts'

const hour = 3_600_000
const over = async () => ({ failure: null })
const stages: Stages = {
  ...{ claim: async () => true, openThread: over, approve: over, ingest: over, takeSlot: over, submit: over, poll: over },
  ...{ collect: over, checkFrames: over, deliver: over, settle: async () => undefined, reportEnd: async () => undefined },
}

/** Runs a clip whose poll asks once for such a wait, and gives for how long the engine was asked to wait, and how a step is tried again. */
const run = async (wait: StageWait) => {
  const waits: unknown[] = []
  const policies: { maximumInterval?: unknown }[] = []
  let polls = 0
  const poll = async () => {
    polls += 1
    return polls === 1 ? wait : { failure: null }
  }
  const step = {
    mayBegin: () => true,
    run: async ({ retryPolicy = {} }: { retryPolicy?: object }, body: () => Promise<unknown>) => {
      policies.push(retryPolicy)
      return body()
    },
    waitForSignal: async ({ timeout }: { timeout: unknown }) => {
      waits.push(timeout)
      return null
    },
  } as unknown as Steps
  await createGenerate({ ...stages, poll })('one', step, 'run')
  return { waits, policies, polls }
}

test.each([
  ['as it is said', 4_000, 4_000],
  ['no longer than the line sleeps, though a vendor named a date in another age', 55 * 365 * 24 * hour, 6 * hour],
  ['not at all for a moment that has passed', -5_000, 0],
  ['for some seconds where nobody can tell', Number.NaN, 10_000],
  ['for some seconds where it is for ever', Number.POSITIVE_INFINITY, 10_000],
])('a run waits %s', async (_, againAfterMs, ms) => {
  expect(await run({ againAfterMs })).toMatchObject({ waits: [ms], polls: 2 })
})

test('a day of faults in a stage stays under the thousand tries that the engine knows', async () => {
  const { policies } = await run({ againAfterMs: 0 })
  for (const { maximumInterval } of policies) {
    const minutes = /^(\d+)m$/.exec(String(maximumInterval))?.[1]
    expect((1_000 * Number(minutes)) / 60).toBeGreaterThan(25)
  }
})
