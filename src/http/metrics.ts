import { Hono } from 'hono'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ErrorCode } from '../core/errors.ts'
import type { KeptFigures } from '../core/kept-figures.ts'
import type { Meter } from '../core/meter.ts'
import { createDatabaseFigures, type DatabaseSource } from './database-figures.ts'

/** A chat, and whether it hears people at this moment. */
export interface Connectedness {
  platform: string
  connected: boolean
}

/** Seconds, from a quick answer to a day of waiting. */
const answerBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10]
const stateBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 30, 60, 120, 300, 900, 3600, 21_600, 86_400]
const deliveryBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300]

export interface Metrics {
  meter: Meter
  /** A job on a file failed, with our code. */
  mediaFailed(code: ErrorCode): void
  /** A query met a fault of the database. */
  databaseFailed(): void
  /** `GET /metrics`, in Prometheus' text format. No ids, no members, no prompts are in it. */
  routes: Hono
}

/**
 * Counts in a registry of its own. What the database and the platforms know is asked for when somebody looks. Counters and histograms are
 * of this process; gauges of the database are the same in every one (`createDatabaseFigures`).
 */
export const createMetrics = ({
  platforms,
  process: { role, version },
  isKeeper,
  freeBytes,
  kept,
  ...database
}: DatabaseSource & {
  /** What is kept, as it was last counted; null before that. */
  kept(): Promise<KeptFigures | null>
  platforms(): readonly Connectedness[]
  process: { role: string; version: string }
  /** Whether this process is the one that runs the sweeps now. */
  isKeeper(): boolean
  /** What is free where this process writes; null where the file system does not tell. */
  freeBytes(): Promise<number | null>
}): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  // More often it would wake an idle program a hundred times a second.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 1_000 })
  const figures = createDatabaseFigures(registry, database)

  new Gauge({ name: 'moodreel_process_info', help: '1, with what this process is.', labelNames: ['role', 'version'], registers }).set(
    { role, version },
    1,
  )
  const keeper = new Gauge({
    name: 'moodreel_keeper',
    help: '1 in the one process that runs the sweeps, 0 in the others.',
    registers,
  })
  const free = new Gauge({
    name: 'moodreel_free_bytes',
    help: 'What is free on the disk of the data folder, in bytes; not a number where the file system does not tell.',
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
    help: 'Generations that ended, clips and stills, with the error class of the provider and our code where they failed.',
    labelNames: ['provider', 'kind', 'state', 'class', 'code'],
    registers,
  })

  const mediaFailures = new Counter({
    name: 'moodreel_media_failures_total',
    help: 'Jobs on files that failed, by our code; each that decodes or writes costs the child its life.',
    labelNames: ['code'],
    registers,
  })
  const late = new Counter({
    name: 'moodreel_late_webhooks_total',
    help: 'Webhooks that name work for a clip that was over or begun again: it may be paid for, and nobody gets it.',
    labelNames: ['provider'],
    registers,
  })
  const databaseErrors = new Counter({
    name: 'moodreel_database_errors_total',
    help: 'Queries that failed for a fault of the database: no connection, no room, a damaged file.',
    registers,
  })

  /** From the first look on, so that a first clip is seen as an increase. */
  const beginAtNought = (): void => {
    for (const provider of database.slots().keys()) {
      for (const kind of ['clip', 'still'] as const) outcomes.inc({ provider, kind, state: 'delivered', class: '', code: '' }, 0)
    }
  }

  const readProcess = async (): Promise<void> => {
    beginAtNought()
    keeper.set(isKeeper() ? 1 : 0)
    for (const one of platforms()) connected.set({ platform: one.platform }, one.connected ? 1 : 0)
    free.set((await freeBytes().catch(() => null)) ?? Number.NaN)
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
      ended: ({ provider, kind, state, failure, costCredits, deliveryMs }) => {
        outcomes.inc({ provider, kind, state, class: failure?.providerClass ?? '', code: failure?.code ?? '' })
        settled.inc({ provider }, costCredits)
        if (deliveryMs !== null) delivery.observe({ provider }, deliveryMs / 1000)
      },
      heardLate: (provider) => late.inc({ provider }),
    },
    mediaFailed: (code) => mediaFailures.inc({ code }),
    databaseFailed: () => databaseErrors.inc(),
    routes: new Hono().get('/metrics', async (c) => {
      await Promise.all([figures.read(), readProcess(), lookAtKept().catch(() => undefined)])
      return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType })
    }),
  }
}
