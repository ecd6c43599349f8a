import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Cluster, openCluster } from './cluster/cluster.ts'
import { readLayout } from './cluster/layout.ts'
import { readLedger } from './cluster/ledger.ts'
import type { Machine } from './cluster/machine.ts'
import { busy } from './cluster/members.ts'
import { chosen, createRandom, type Random } from './cluster/random.ts'
import { noFaults, someFaults } from './cluster/rest-faults.ts'
import { createResumes } from './cluster/resumes.ts'
import { calm, troubled } from './cluster/vendor-mood.ts'
import { percentile } from './numbers.ts'

/**
 * `npm run bench:chaos -- --layout postgres:2g4w --kills 1000 --clips 2000 --seed 7`: real processes of the program are killed at random
 * moments while members ask for clips, press buttons and cancel, while Discord, the vendor, the database and the store fail in every way that
 * they know. In the end the chat's and the vendor's own books must say: nothing lost, nothing paid twice, nothing posted twice.
 */
const { values } = parseArgs({
  options: {
    layout: { type: 'string', default: 'sqlite:all' },
    kills: { type: 'string', default: '100' },
    clips: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** How long a process that is ready works before the next kill, on average, in milliseconds. */
    every: { type: 'string', default: '1500' },
    calm: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const layout = readLayout(values.layout)
const [kills, clips, seed, everyMs] = [values.kills, values.clips, values.seed, values.every].map(Number) as [
  number,
  number,
  number,
  number,
]
const resumeMs = 40_000
const drainMs = 600_000
/** People stop asking while so many clips are open: what is measured is no queue. */
const openAtMost = 300

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** What befalls the run beside kills: how often for each kill. */
const blows = {
  kill: 90,
  'kill early': 10,
  'kill all': 1,
  'drop the gateway': 2,
  'cut the database': 3,
  'restart the database': 1,
  'crash the database': 1,
}

const restartLater = async (machine: Machine, random: Random, over: () => boolean): Promise<void> => {
  // A supervisor starts it at once, or after a pause; a machine that went away comes back later.
  const pauseMs = random() < 0.6 ? 0 : random() < 0.8 ? random() * 3_000 : random() * 15_000
  await sleep(pauseMs)
  if (!over()) machine.start()
}

/** Kills and cuts until so many were killed. Resolves when every process lives again. */
const strike = async (cluster: Cluster, random: Random, killed: (machine: Machine) => void): Promise<Record<string, number>> => {
  const { machines, database, outside } = cluster
  const counts: Record<string, number> = {}
  const restarts = new Set<Promise<void>>()
  let done = 0
  const kill = async (machine: Machine): Promise<void> => {
    if (!machine.isAlive()) return
    await machine.kill()
    killed(machine)
    done += 1
    const restart = restartLater(machine, random, () => false).finally(() => restarts.delete(restart))
    restarts.add(restart)
    if (done % 50 === 0) {
      const { said, jobs, shown } = await outside.call('state')
      say(`${done} kills, ${said} interactions, ${jobs} jobs, ${shown} clips shown`)
    }
  }
  while (done < kills) {
    const blow = chosen(random, blows)
    // Some are killed before they are ready, most while they work.
    const isVictim = (machine: Machine): boolean => (blow === 'kill early' ? machine.isAlive() : machine.readyAt() !== null)
    while (!machines.some(isVictim)) await sleep(20)
    await sleep(everyMs * (0.2 + 1.6 * random()))
    const living = machines.filter(isVictim)
    counts[blow] = (counts[blow] ?? 0) + 1
    if (blow === 'kill all') await Promise.all(living.map(kill))
    else if (blow === 'drop the gateway') await outside.call('dropGateway')
    else if (blow === 'cut the database') await database.cut().catch(() => undefined)
    else if (blow === 'restart the database' || blow === 'crash the database') await database.restart(blow === 'crash the database')
    else {
      const machine = living[Math.floor(random() * living.length)]
      if (machine) await kill(machine)
    }
  }
  await Promise.all(restarts)
  return counts
}

/** Waits until nothing is open any more by the database and nothing moves at the vendor. */
const drain = async ({ database, outside }: Cluster): Promise<string[]> => {
  const until = Date.now() + drainMs
  for (;;) {
    const open = await database
      .query("select state, count(*) as count from generations where state not in ('delivered', 'failed', 'canceled') group by state")
      .catch(() => [{ state: 'the database does not answer', count: 1 }])
    if (open.length === 0) break
    if (Date.now() > until) return open.map(({ state, count }) => `${count} clips are still ${state} after ${drainMs / 1_000} s`)
    await sleep(1_000)
  }
  // The last edits come after the last clip, and a change that was cut is looked at again after a minute and a half.
  let before = ''
  for (let still = 0; still < 20 && Date.now() < until; ) {
    const { rest } = await outside.call('state')
    still = before === String(rest.requests) ? still + 1 : 0
    before = String(rest.requests)
    await sleep(1_000)
  }
  return []
}

const run = async (): Promise<string[]> => {
  const random = createRandom(seed)
  const resumes = createResumes()
  const cluster = await openCluster({
    layout,
    outside: { seed, guilds: 4, channelsEach: 5, shards: 1, perSecond: 50, buckets: true, limitIdentifies: false },
    concurrency: 40,
    durable: true,
    logLevel: 'debug',
    onLine: (machine, line) => resumes.heard(machine, line),
    onReady: () => resumes.ready(),
  })
  const { outside, store, machines } = cluster
  const faults: string[] = []
  try {
    await cluster.start()
    if (!values.calm) {
      await outside.call('feel', { mood: troubled, faults: someFaults })
      store?.feel(0.05)
    }
    await outside.call('ask', { habits: busy, perSecond: Math.max(0.5, (clips / (kills * everyMs)) * 1_000), clips, atMost: openAtMost })
    const counts = await strike(cluster, random, (machine) =>
      resumes.killed(
        machine.name,
        machines.some((other) => other.makes && other.readyAt() !== null),
      ),
    )
    while ((await outside.call('state')).clips < clips) await sleep(1_000)
    await outside.call('feel', { mood: { ...calm, renderMs: 500 }, faults: noFaults })
    store?.feel(0)
    say(`blows: ${JSON.stringify(counts)}`)
    faults.push(...(await drain(cluster)))
    const verdict = await outside.call('judge')
    const ledger = await readLedger(cluster.database)
    faults.push(...verdict.broken, ...ledger.broken)
    if (ledger.spentCents !== verdict.cents) faults.push(`the ledger has ${ledger.spentCents} cents, the vendor bills ${verdict.cents}`)
    for (const late of resumes.resumes.filter(({ afterMs }) => afterMs > resumeMs))
      faults.push(`${late.generation} stood in ${late.stage} for ${Math.round(late.afterMs / 1_000)} s after ${late.machine} was killed`)
    for (const lost of resumes.waiting()) say(`${lost.generation}: nobody was seen going on with ${lost.stage} of ${lost.machine}`)
    faults.push(...machines.flatMap(({ ownEnds }) => ownEnds))
    const times = resumes.resumes.map(({ afterMs }) => afterMs / 1_000)
    say(`counts: ${JSON.stringify(verdict.counts)}`)
    say(`ends: ${JSON.stringify(ledger.ends)}, ledger ${ledger.spentCents} cents, vendor ${verdict.cents} cents`)
    say(
      `gone on after a kill: ${times.length}, p50 ${percentile(times, 0.5).toFixed(1)} s, p99 ${percentile(times, 0.99).toFixed(1)} s, worst ${Math.max(0, ...times).toFixed(1)} s`,
    )
    const { gateway, rest, vendor } = await outside.call('state')
    say(`gateway ${JSON.stringify(gateway)}`)
    say(`rest ${JSON.stringify(rest)}`)
    say(`vendor ${JSON.stringify(vendor)}`)
  } finally {
    await cluster.close(values.keep || faults.length > 0)
    if (values.keep || faults.length > 0) say(`the folder is kept: ${cluster.base}`)
  }
  return faults
}

say(`layout ${layout.name}, seed ${seed}, ${kills} kills, ${clips} clips`)
const faults = await run()
for (const fault of faults) say(`BROKEN ${fault}`)
say(`${kills} kills, ${clips} clips, ${faults.length} broken promises`)
process.exit(faults.length === 0 ? 0 : 1)
