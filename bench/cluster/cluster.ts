import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, openSqlite, type RunDatabase, startPostgres } from './database.ts'
import { forkOutside } from './fork-outside.ts'
import type { Layout } from './layout.ts'
import { createMachine, type LogLine, type Machine } from './machine.ts'
import type { OutsideStart } from './outside.ts'
import { startStore } from './store.ts'

const operator = join(import.meta.dirname, 'operator')

export interface ClusterOptions {
  layout: Layout
  outside: OutsideStart
  /** How many clips the vendor works on at one time. */
  concurrency: number
  /** Whether the database waits for the disk. */
  durable: boolean
  logLevel: 'debug' | 'info' | 'warn'
  onLine?(machine: string, line: LogLine): void
  /** A process that makes clips works. */
  onReady?(): void
}

/** The operator's folder of a run: ours, with as many slots as the run wants. */
const writeOperator = async (folder: string, concurrency: number): Promise<void> => {
  await mkdir(join(folder, 'providers'), { recursive: true })
  for (const name of ['models.yaml', 'tiers.yaml', 'policy.yaml']) {
    const text = await readFile(join(operator, name), 'utf8')
    await writeFile(join(folder, name), text.replace(/concurrency: \d+/, `concurrency: ${concurrency}`))
  }
  const provider = join(operator, 'providers/vendor.ts')
  await writeFile(join(folder, 'providers/vendor.ts'), `export { default } from '${provider}'\n`)
}

/** All of a run: the world outside, the database, the store, and the program's processes by their layout. Nothing is started yet but what they lean on. */
export const openCluster = async (options: ClusterOptions) => {
  const { layout, durable } = options
  const base = await mkdtemp(join(tmpdir(), 'moodreel-cluster-'))
  const dataDir = join(base, 'data')
  await mkdir(dataDir)
  await writeOperator(join(base, 'operator'), options.concurrency)
  const outside = await forkOutside(options.outside)
  const { token, apiUrl, vendorUrl } = await outside.call('addresses')
  const database: RunDatabase = layout.database === 'sqlite' ? openSqlite(dataDir) : await startPostgres(durable)
  const store = layout.s3 ? await startStore() : null
  const env = {
    MOODREEL_CONFIG_DIR: join(base, 'operator'),
    MOODREEL_BENCH_VENDOR_URL: vendorUrl,
    DISCORD_TOKEN: token,
    DISCORD_API_URL: apiUrl,
    // What divides webhooks among the processes; the vendor of the bench does that itself.
    PUBLIC_URL: 'http://bench.invalid',
    // Where Discord limits nothing the program must not hold itself back either.
    DISCORD_REQUESTS_PER_SECOND: options.outside.perSecond === null ? '10000' : undefined,
    PLAYGROUND_TOKEN: 'bench-bench',
    DATABASE_URL: database.url,
    LOG_LEVEL: options.logLevel,
    ...store?.env,
  }
  const logPath = join(base, 'log')
  const machines: Machine[] = []
  for (const [at, role] of layout.roles.entries()) {
    const onLine = options.onLine ?? (() => undefined)
    const onReady = (role !== 'gateway' && options.onReady) || (() => undefined)
    const name = `${role}-${at}`
    machines.push(createMachine({ name, role, dataDir, port: await freePort(), env, logPath, onLine, onReady }))
  }

  const close = async (keep: boolean): Promise<void> => {
    await Promise.all(machines.map((machine) => machine.kill()))
    outside.stop()
    await database.stop()
    await store?.stop()
    if (!keep) await rm(base, { recursive: true, force: true })
  }
  // Who stops the bench leaves nothing running.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close(false).finally(() => process.exit(130)))

  return {
    base,
    dataDir,
    logPath,
    database,
    store,
    outside,
    machines,
    /** Starts all, and waits until people can ask. */
    async start(): Promise<void> {
      await outside.call(
        'route',
        machines.map(({ url }) => url),
      )
      for (const machine of machines) machine.start()
      const until = Date.now() + 60_000
      for (;;) {
        const { connected, registered } = await outside.call('state')
        if (connected && registered) return
        if (Date.now() > until) throw new Error(`nobody is connected after a minute; see ${logPath}`)
        await sleep(100)
      }
    },
    close,
  }
}
export type Cluster = Awaited<ReturnType<typeof openCluster>>
