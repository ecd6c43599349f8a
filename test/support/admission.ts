import type { Generation } from '../../src/core/generation.ts'
import { newId } from '../../src/core/id.ts'
import type { Mode } from '../../src/core/request.ts'
import { dayOf, monthOf } from '../../src/core/text/calendar.ts'
import { type Tier, tierSchema } from '../../src/core/tier.ts'
import type { Admission } from '../../src/storage/admission.ts'
import type { Periods } from '../../src/storage/quota.ts'

export const noon = Date.UTC(2026, 10, 21, 12)

export const tier: Tier = tierSchema.parse({ name: 'default', clipsPerDay: 10, inFlight: 5, longestSeconds: 10, creditsPerMonth: 100 })

/** Of a house where nobody comes to a limit. */
const wideTier: Tier = { ...tier, clipsPerDay: 10_000, inFlight: 1_000 }
export const wideTiers = { default: wideTier, all: [wideTier] }

/** The day and the month of a time, in UTC. */
export const periodsAt = (time: number, zone = 'UTC'): Periods => ({ day: dayOf(time, zone), month: monthOf(time, zone) })

/** An admission of `takes` generations of `credits` each, as the studio would make it. */
export const admission = (
  options: {
    takes?: number
    credits?: number
    memberId?: string
    workspace?: string
    invocation?: string
    now?: number
    tier?: Partial<Tier>
    provider?: string
    mode?: Mode
  } = {},
): Admission => {
  const now = options.now ?? noon
  const batchId = newId()
  const generations = Array.from(
    { length: options.takes ?? 1 },
    (_, take): Generation => ({
      id: newId(),
      batchId,
      take,
      number: null,
      parentId: null,
      mode: options.mode ?? 't2v',
      model: 'local',
      provider: options.provider ?? 'local',
      request: { mode: options.mode ?? 't2v', model: 'local', prompt: 'a sunset', seed: take, takes: options.takes ?? 1, extras: {} },
      warnings: [],
      inputs: [],
      state: 'admitted',
      stateAt: now,
      progress: null,
      heldCredits: options.credits ?? 10,
      costCredits: null,
      clip: null,
      failure: null,
      obstacle: null,
      cancelRequestedAt: null,
      removedAt: null,
      filesGoneAt: null,
      createdAt: now,
      slotAt: null,
      finishedAt: null,
    }),
  )
  return {
    invocationKey: `web:${options.invocation ?? batchId}`,
    batch: {
      id: batchId,
      platform: 'web',
      workspace: options.workspace ?? 'local',
      memberId: options.memberId ?? 'ann',
      memberName: 'Ann',
      command: 't2v',
      language: 'en',
      thread: null,
      root: null,
      chosen: null,
      createdAt: now,
    },
    origin: { channel: 'here' },
    generations,
    tier: { ...tier, ...options.tier },
    periods: periodsAt(now),
    budgetCredits: null,
    now,
  }
}
