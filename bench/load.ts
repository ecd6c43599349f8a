import { writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Cluster, openCluster } from './cluster/cluster.ts'
import { readLayout } from './cluster/layout.ts'
import { asking } from './cluster/members.ts'
import { pastOf } from './cluster/past.ts'
import { between, type Span, snapshot } from './cluster/watch.ts'
import { percentile } from './numbers.ts'
import { benchClip } from './world.ts'

/**
 * `npm run bench:load -- --layout postgres:1g4w --queued 10000 --inflight 1000 --rate 50`: members of a hundred channels ask at a steady rate
 * until the vendor is full and so many clips wait; then clips are asked for and finished at a pace that leaves the line as long as it is, with a
 * short line and with a long one; at last the vendor ends whatever it has. Prints a table in Markdown.
 */
const { values } = parseArgs({
  options: {
    layout: { type: 'string', default: 'sqlite:all' },
    queued: { type: 'string', default: '10000' },
    inflight: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '50' },
    /** Clips a second while the cost of one is measured, and for how many seconds. */
    pace: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '40' },
    /** Rows of the past. */
    past: { type: 'string', default: '0' },
    /** Discord's own limits; without it nothing is limited, so that the program itself is what is measured. */
    limits: { type: 'boolean', default: false },
    /** Clips of half a second in place of five seconds and a megabyte. */
    small: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const layout = readLayout(values.layout)
const number = (name: 'queued' | 'inflight' | 'rate' | 'pace' | 'seconds' | 'past'): number => Number(values[name])
const [queued, inflight, rate, pace, seconds, past] = (['queued', 'inflight', 'rate', 'pace', 'seconds', 'past'] as const).map(number) as [
  number,
  number,
  number,
  number,
  number,
  number,
]
const shortQueue = 100
const warmUpMs = 10_000
const tell = (line: string): void => void process.stderr.write(`${line}\n`)

/** Asks for so many clips; resolves when each has its thread, and the vendor as many as it takes. Gives how many were begun in a second. */
const fill = async ({ outside }: Cluster, clips: number): Promise<{ perSecond: number; from: number; to: number }> => {
  const before = await outside.call('state')
  const from = Date.now()
  await outside.call('ask', { habits: asking, perSecond: rate, clips })
  let to = from
  for (let last = 0, still = 0; still < 60; ) {
    await sleep(500)
    const now = await outside.call('state')
    const made = now.roots - before.roots
    still = made === last ? still + 1 : 0
    if (made !== last) to = Date.now()
    last = made
    if (made >= clips && now.running >= Math.min(inflight, now.roots)) break
  }
  const { roots, running, clips: asked } = await outside.call('state')
  tell(`asked for ${asked}, ${roots} begun, ${running} at the vendor, ${((to - from) / 1_000).toFixed(0)} s`)
  return { perSecond: clips / ((to - from) / 1_000), from, to: Date.now() }
}

/** What was seen of a part of the run: deliveries in milliseconds from the vendor's end to the clip in its thread. */
interface Seen {
  span: Span
  deliveries: number[]
}

/** What a clip costs while as many come as go, and how many rows it leaves. */
const steady = async (cluster: Cluster): Promise<Seen & { rows: number }> => {
  const { outside, database } = cluster
  const [rows, { shown }] = [await database.rows(), await outside.call('state')]
  await outside.call('finish', { perSecond: pace })
  await outside.call('ask', { habits: asking, perSecond: pace, clips: Math.ceil(pace * (seconds + warmUpMs / 1_000)) })
  await sleep(warmUpMs)
  const before = await snapshot(cluster)
  await sleep(seconds * 1_000)
  const after = await snapshot(cluster)
  await outside.call('finish', { perSecond: 0 })
  const { deliveries } = await outside.call('times', { from: before.at, to: after.at })
  await settle(cluster)
  const came = (await outside.call('state')).shown - shown
  return { span: between(before, after), deliveries, rows: ((await database.rows()) - rows) / came }
}

/** Waits until no more clips come. */
const settle = async ({ outside }: Cluster): Promise<void> => {
  for (let last = -1, still = 0; still < 4; ) {
    const { shown } = await outside.call('state')
    still = shown === last ? still + 1 : 0
    last = shown
    await sleep(500)
  }
}

/** How many clips arrive in a second when the vendor ends all that it has at once, and goes on so. */
const flood = async (cluster: Cluster): Promise<Seen> => {
  const { outside } = cluster
  const before = await snapshot(cluster)
  await outside.call('finish', { perSecond: 60 })
  await sleep(seconds * 1_000)
  await outside.call('finish', { perSecond: 0 })
  const after = await snapshot(cluster)
  return { span: between(before, after), deliveries: (await outside.call('times', { from: before.at, to: after.at })).deliveries }
}

const givePast = async (cluster: Cluster): Promise<void> => {
  const { outside, database, machines } = cluster
  await outside.call('feel', { mood: { renderMs: 0 } })
  await outside.call('ask', { habits: asking, perSecond: 5, clips: 1 })
  while ((await outside.call('state')).shown < 1) await sleep(100)
  await sleep(3_000)
  await Promise.all(machines.map((machine) => machine.stop()))
  const startedAt = Date.now()
  await database.write(await pastOf(database, past))
  tell(`${await database.rows()} rows after ${Date.now() - startedAt} ms`)
  await cluster.start()
}

const ms = (times: readonly number[], share: number): string => percentile(times, share).toFixed(0)
const each = (amounts: ReadonlyMap<string, number>, clips: number, digits: number): string =>
  [...amounts].map(([name, amount]) => `${name} ${(amount / clips).toFixed(digits)}`).join(', ')

const run = async (): Promise<string[][]> => {
  const clipPath = values.small ? undefined : join(tmpdir(), `moodreel-bench-clip-${process.pid}.mp4`)
  if (clipPath !== undefined) await writeFile(clipPath, await benchClip())
  const cluster = await openCluster({
    layout,
    outside: {
      ...{ seed: 1, guilds: 20, channelsEach: 5, shards: 1, limitIdentifies: false, clipPath },
      ...(values.limits ? { perSecond: 50, buckets: true } : { perSecond: null, buckets: false }),
    },
    concurrency: inflight,
    durable: false,
    logLevel: 'info',
  })
  const { outside } = cluster
  try {
    await cluster.start()
    if (past > 0) await givePast(cluster)
    const idle = await snapshot(cluster)
    await outside.call('feel', { mood: { renderMs: null } })
    await fill(cluster, inflight + shortQueue)
    const short = await steady(cluster)
    const begun = await fill(cluster, queued - shortQueue)
    const full = await snapshot(cluster)
    const long = await steady(cluster)
    const most = await flood(cluster)
    const acks = (await outside.call('times', { from: begun.from, to: begun.to })).acks
    const answered = acks.filter((took) => took !== null)
    const cost = (span: Span): number => span.ownCpu / span.clips
    const spanRows = (name: string, { span, deliveries }: Seen): string[][] => [
      [`${name}: delivery p50, p99`, `${ms(deliveries, 0.5)}, ${ms(deliveries, 0.99)} ms`],
      [`${name}: clips/s`, (span.clips / span.seconds).toFixed(1)],
      [`${name}: CPU seconds a clip`, `${cost(span).toFixed(3)} (${each(span.cpu, span.clips, 3)})`],
      [`${name}: memory`, `${each(span.memory, 1, 0)} MB`],
      [
        `${name}: requests a clip`,
        `Discord ${(span.discordRequests / span.clips).toFixed(1)}, vendor ${(span.vendorRequests / span.clips).toFixed(1)}`,
      ],
      [`${name}: statements a clip`, span.statements === null ? 'not counted' : (span.statements / span.clips).toFixed(0)],
      [`${name}: written a clip`, `${(span.writtenMegabytes / span.clips).toFixed(2)} MB`],
    ]
    return [
      [
        'ack p50, p99',
        `${ms(answered, 0.5)}, ${ms(answered, 0.99)} ms at ${rate}/s; ${acks.length - answered.length} of ${acks.length} not in three seconds`,
      ],
      ['begun', `${begun.perSecond.toFixed(1)} clips/s of ${rate} asked for`],
      ['memory at start', `${each(new Map([...idle.usage].map(([name, usage]) => [name, usage.residentMegabytes])), 1, 0)} MB`],
      ['memory, line full', `${each(new Map([...full.usage].map(([name, usage]) => [name, usage.residentMegabytes])), 1, 0)} MB`],
      ['rows a clip', short.rows.toFixed(1)],
      ...spanRows(`${shortQueue} in line, ${pace}/s`, short),
      ...spanRows(`${queued} in line, ${pace}/s`, long),
      ['cost, long line to short', `${(cost(long.span) / cost(short.span)).toFixed(2)} ×`],
      ...spanRows('all that it can', most),
    ]
  } finally {
    for (const end of cluster.machines.flatMap(({ ownEnds }) => ownEnds)) tell(end)
    if (values.keep) tell(`the folder is kept: ${cluster.base}`)
    await cluster.close(values.keep)
  }
}

const rows = await run()
const cores = `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}`
console.log(
  `\n${cores}; ${inflight} at the vendor; ${past} rows of the past; ${values.limits ? 'Discord’s limits' : 'no limits of Discord'}\n`,
)
console.log(`| | ${layout.name} |\n| --- | --- |`)
for (const [name, figure] of rows) console.log(`| ${name} | ${figure} |`)
