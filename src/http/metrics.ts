import { Hono } from 'hono'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { KeptFigures } from '../core/kept-figures.ts'
import type { Roof } from '../core/ledger.ts'
import type { Meter } from '../core/meter.ts'

/** A chat, and whether it hears people at this moment. */
export interface Connectedness {
  platform: string
  connected: boolean
}

/** Generations that are not finished, counted by what tells them apart. */
export interface OpenCount {
  provider: string
  state: string
  /** `waiting` in line, `held` while the provider works for it. */
  slot: string
  count: number
  heldCredits: number
}

/** Seconds, from a quick answer to a day of waiting. */
const answerBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10]
const stateBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 30, 60, 120, 300, 900, 3600, 21_600, 86_400]
const deliveryBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300]

export interface Metrics {
  meter: Meter
  /** `GET /metrics`, in Prometheus' text format. No ids, no members, no prompts are in it. */
  routes: Hono
}

/** Counts in a registry of its own. What the database and the platforms know is asked for when somebody looks. */
export const createMetrics = ({
  countOpen,
  roof,
  spent,
  kept,
  platforms,
}: {
  countOpen(): Promise<OpenCount[]>
  roof: Roof
  /** What all workspaces together have spent in the running day and month, in credits. */
  spent(): Promise<{ day: number; month: number }>
  /** What is kept, as it was last counted; null before that. */
  kept(): Promise<KeptFigures | null>
  platforms(): readonly Connectedness[]
}): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const queue = new Gauge({
    name: 'moodreel_queue_generations',
    help: 'Generations that wait for a slot of their provider, or hold one.',
    labelNames: ['provider', 'slot'],
    registers,
  })
  const open = new Gauge({
    name: 'moodreel_open_generations',
    help: 'Generations that are not finished, by state.',
    labelNames: ['state'],
    registers,
  })
  const held = new Gauge({
    name: 'moodreel_held_credits',
    help: 'Credits that unfinished generations hold.',
    labelNames: ['provider'],
    registers,
  })
  const roofUsd = new Gauge({
    name: 'moodreel_roof_usd',
    help: 'What may be spent over all workspaces in a day and a month of UTC, in US dollars; nothing where there is no limit.',
    labelNames: ['period'],
    registers,
  })
  const roofSpent = new Gauge({
    name: 'moodreel_roof_spent_usd',
    help: 'What of it is spent or held, in US dollars.',
    labelNames: ['period'],
    registers,
  })
  const mediaBytes = new Gauge({
    name: 'moodreel_media_bytes',
    help: 'What files of clips and files that clips were made from take in the media store, as counted each hour.',
    labelNames: ['of'],
    registers,
  })
  const mediaFiles = new Gauge({
    name: 'moodreel_media_files',
    help: 'How many clips have files, and how many files clips were made from.',
    labelNames: ['of'],
    registers,
  })
  const known = new Gauge({
    name: 'moodreel_known_generations',
    help: 'Generations that the database knows, finished or not, as counted each hour.',
    registers,
  })
  const connected = new Gauge({
    name: 'moodreel_platform_connected',
    help: '1 while a chat hears everybody, 0 while a connection of it is away.',
    labelNames: ['platform'],
    registers,
  })
  const settled = new Counter({
    name: 'moodreel_settled_credits_total',
    help: 'Credits charged for generations that ended.',
    labelNames: ['provider'],
    registers,
  })
  const acknowledged = new Histogram({
    name: 'moodreel_ack_seconds',
    help: 'From receiving what somebody said to the first answer.',
    labelNames: ['platform'],
    buckets: answerBuckets,
    registers,
  })
  const stages = new Histogram({
    name: 'moodreel_stage_seconds',
    help: 'Time that a generation spent in a state.',
    labelNames: ['state', 'provider'],
    buckets: stateBuckets,
    registers,
  })
  const delivery = new Histogram({
    name: 'moodreel_delivery_seconds',
    help: 'From learning that the provider is done to the clip in its thread.',
    labelNames: ['provider'],
    buckets: deliveryBuckets,
    registers,
  })
  const submits = new Counter({
    name: 'moodreel_submits_total',
    help: 'Submits to providers: accepted, unknown, or the class of the error.',
    labelNames: ['provider', 'result'],
    registers,
  })
  const outcomes = new Counter({
    name: 'moodreel_outcomes_total',
    help: 'Generations that ended, with the error class of the provider and our code where they failed.',
    labelNames: ['provider', 'state', 'class', 'code'],
    registers,
  })

  const lookIntoDatabase = async (): Promise<void> => {
    const counts = await countOpen()
    for (const gauge of [queue, open, held]) gauge.reset()
    for (const { provider, state, slot, count, heldCredits } of counts) {
      if (slot === 'waiting' || slot === 'held') queue.inc({ provider, slot }, count)
      open.inc({ state }, count)
      held.inc({ provider }, heldCredits)
    }
  }

  const lookAtRoof = async (): Promise<void> => {
    const credits = await spent()
    for (const period of ['day', 'month'] as const) {
      const most = roof[period]
      if (most !== null) roofUsd.set({ period }, most / 100)
      roofSpent.set({ period }, credits[period] / 100)
    }
  }

  const lookAtKept = async (): Promise<void> => {
    const figures = await kept()
    if (!figures) return
    for (const kind of ['clips', 'inputs'] as const) {
      mediaBytes.set({ of: kind }, figures[kind].bytes)
      mediaFiles.set({ of: kind }, figures[kind].files)
    }
    known.set(figures.known)
  }

  return {
    meter: {
      acknowledged: (platform, ms) => acknowledged.observe({ platform }, ms / 1000),
      left: (state, provider, ms) => stages.observe({ state, provider }, ms / 1000),
      submitted: (provider, result) => submits.inc({ provider, result }),
      ended: ({ provider, state, failure, costCredits, deliveryMs }) => {
        outcomes.inc({ provider, state, class: failure?.providerClass ?? '', code: failure?.code ?? '' })
        settled.inc({ provider }, costCredits)
        if (deliveryMs !== null) delivery.observe({ provider }, deliveryMs / 1000)
      },
    },
    routes: new Hono().get('/metrics', async (c) => {
      await lookIntoDatabase()
      await lookAtRoof()
      await lookAtKept()
      for (const one of platforms()) connected.set({ platform: one.platform }, one.connected ? 1 : 0)
      return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType })
    }),
  }
}
