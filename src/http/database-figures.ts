import { Gauge, type Registry } from 'prom-client'
import type { Roof } from '../core/ledger.ts'
import type { Kind } from '../core/made.ts'

/** Generations that are not finished, counted by what tells them apart. */
export interface OpenCount {
  provider: string
  kind: Kind
  state: string
  /** `waiting` in line, `held` while the provider works for it. */
  slot: string
  count: number
  heldCredits: number
  /** Since when the first of them is in this state, in milliseconds since the epoch. */
  oldestAt: number
}

export interface DatabaseSource {
  countOpen(): Promise<OpenCount[]>
  /** What all workspaces together have spent in the running day and month, in credits. */
  spent(): Promise<{ day: number; month: number }>
  /** The slots of each provider, by its name; those that are set up have figures also while nothing waits for them. */
  slots(): ReadonlyMap<string, number>
  roof: Roof
  now(): number
}

/** A database that does not answer must not take the figures of the process with it. */
const patienceMs = 2_000

/**
 * Gauges of what the database knows. Every process tells the same of them, so over several processes `max` is right and `sum` is wrong.
 * `read` asks the database and never fails: while it gives no answer `moodreel_database_up` is 0 and the others have no value.
 */
export const createDatabaseFigures = (registry: Registry, { countOpen, spent, slots, roof, now }: DatabaseSource) => {
  const gauge = (name: string, help: string, labelNames: string[]) => new Gauge({ name, help, labelNames, registers: [registry] })
  const depth = gauge('moodreel_queue_depth', 'Generations that wait for a slot of their provider.', ['provider'])
  const inFlight = gauge('moodreel_in_flight', 'Generations that hold a slot of their provider.', ['provider'])
  const most = gauge('moodreel_provider_slots', 'Slots of a provider, as its row in models.yaml says.', ['provider'])
  const open = gauge('moodreel_open_generations', 'Generations that are not finished, clips and stills, by state.', ['state', 'kind'])
  const oldest = gauge('moodreel_oldest_seconds', 'For how long the generation that is longest in a state is in it.', ['state'])
  const held = gauge('moodreel_held_credits', 'Credits that unfinished generations hold.', ['provider'])
  const roofUsd = gauge(
    'moodreel_roof_usd',
    'What may be spent over all workspaces in a day and a month of UTC, in US dollars; nothing where there is no limit.',
    ['period'],
  )
  const roofSpent = gauge('moodreel_roof_spent_usd', 'What of it is spent or held, in US dollars.', ['period'])
  const up = gauge('moodreel_database_up', '1 while the database answers this process, 0 while it does not.', [])

  const show = (counts: readonly OpenCount[], credits: { day: number; month: number }): void => {
    const at = now()
    for (const [provider, count] of slots()) {
      depth.set({ provider }, 0)
      inFlight.set({ provider }, 0)
      most.set({ provider }, count)
    }
    for (const state of new Set(counts.map((one) => one.state))) {
      const since = Math.min(...counts.filter((one) => one.state === state).map(({ oldestAt }) => oldestAt))
      oldest.set({ state }, Math.max(0, at - since) / 1000)
    }
    for (const { provider, kind, state, slot, count, heldCredits } of counts) {
      if (slot === 'waiting') depth.inc({ provider }, count)
      if (slot === 'held') inFlight.inc({ provider }, count)
      open.inc({ state, kind }, count)
      held.inc({ provider }, heldCredits)
    }
    for (const period of ['day', 'month'] as const) {
      const limit = roof[period]
      if (limit !== null) roofUsd.set({ period }, limit / 100)
      roofSpent.set({ period }, credits[period] / 100)
    }
  }

  return {
    async read(): Promise<void> {
      const { promise: tooLong, reject } = Promise.withResolvers<never>()
      const timer = setTimeout(() => reject(new Error(`no answer in ${patienceMs} ms`)), patienceMs)
      const answers = await Promise.race([Promise.all([countOpen(), spent()]), tooLong]).catch(() => null)
      clearTimeout(timer)
      for (const one of [depth, inFlight, most, open, oldest, held, roofUsd, roofSpent]) one.reset()
      up.set(answers ? 1 : 0)
      if (answers) show(...answers)
    },
  }
}
