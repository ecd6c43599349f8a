import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { basename, dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import type { ClaimWorkflowRunParams } from 'openworkflow/internal'
import { BackendSqlite } from 'openworkflow/sqlite'
import { MoodreelError } from '../../../core/errors.ts'
import { diskFull } from '../../../storage/data-folder.ts'
import { databaseFault, saysFull } from '../../../storage/storage-fault.ts'
import type { EngineHome } from './home.ts'
import { bootedAt, createSetBack } from './set-back.ts'
import { wrapBackend } from './wrap-backend.ts'

const iso = (time: number): string => new Date(time).toISOString()

/**
 * The engine's home in a SQLite file of its own (two writers on one file inside a process meet SQLITE_BUSY), for one process.
 *
 * The file never waits for the disk. A killed process loses nothing by that; a power cut may, and then every open clip is
 * begun again (`readNote`): its stages look before they act and pass by what is done.
 *
 * @param now - when the machine was started, by the clock on the wall
 *
 * Throws MoodreelError `storage_unavailable` when the file cannot be read, and `storage_full`.
 */
export const openSqliteEngineHome = (path: string, now = bootedAt): EngineHome => {
  try {
    const note = readNote(path)
    if (note === null) for (const ending of ['', '-wal', '-shm']) rmSync(`${path}${ending}`, { force: true })
    const cutOff = releaseLeases(path)
    const shared = sharedCache(path)
    const backend = BackendSqlite.connect(shared)
    const busy = new Set<string>()
    const database = openTables(shared, busy, { now, before: note?.bootedAt ?? null, keep: (at) => writeNote(path, at) })
    return {
      ...database,
      backend: wrapBackend(backend, {
        claimWorkflowRun: async (asked) => {
          const workflowRunId = database.claim(asked)
          return workflowRunId === null ? null : backend.getWorkflowRun({ workflowRunId })
        },
      }),
      busy,
      cutOff,
      async close() {
        await backend.stop()
        database.close()
      },
    }
  } catch (cause) {
    const fault = databaseFault(cause)
    if (!(fault instanceof MoodreelError)) throw cause
    if (saysFull(cause)) throw diskFull(dirname(path), cause)
    throw new MoodreelError(
      'storage_unavailable',
      `The database ${basename(path)} in ${dirname(path)} cannot be read; delete ${basename(path)}* there, and every open clip is begun again, or set MOODREEL_DATA_DIR to another folder.`,
      { cause },
    )
  }
}

/**
 * BackendSqlite opens its own connection and flushes at each commit, for it takes no pragmas. Connections of one process that share
 * a cache (https://sqlite.org/sharedcache.html) share the pager too, whose `synchronous` each of them may set. Where a SQLite is
 * built without shared caches, commits are slower and all else is the same.
 */
const sharedCache = (path: string): string => {
  const url = pathToFileURL(path)
  url.searchParams.set('cache', 'shared')
  return url.href
}

interface Tables extends Pick<EngineHome, 'due' | 'forget' | 'living'> {
  claim(asked: ClaimWorkflowRunParams): string | null
  close(): void
}

/**
 * Our own look into the tables of OpenWorkflow (0.10), for what its interface does not offer. All that is done here is
 * over before it returns, so it never meets a transaction of the engine, which lives in the same thread.
 */
const openTables = (path: string, busy: ReadonlySet<string>, clock: Parameters<typeof createSetBack>[1]): Tables => {
  const database = new DatabaseSync(path)
  database.exec('pragma synchronous = normal')
  const followClock = createSetBack(database, clock)
  followClock()
  const count = database.prepare(
    `select count(*) as count from (
      select 1 from workflow_runs
      where namespace_id = 'default' and status in ('pending', 'running', 'sleeping') and available_at <= ? limit ?)`,
  )
  const next = database.prepare(
    `select min(at) as at from (${['pending', 'running', 'sleeping']
      .map(
        (status) =>
          `select min(available_at) as at from workflow_runs where namespace_id = 'default' and status = '${status}' and available_at > :now`,
      )
      .join(' union all ')})`,
  )
  const notBusy = "and json_extract(input, '$.generationId') not in (select value from json_each(:busy))"
  const first = (status: string, and = ''): string =>
    `select * from (select id, available_at, created_at from workflow_runs
      where namespace_id = 'default' and status = '${status}' and available_at <= :now ${and} order by available_at, created_at limit 1)`
  // Whatever is due longest comes first. OpenWorkflow takes new runs before all others: while many are asked for, none that is done would
  // arrive. It also fails runs past their deadline each time; ours have none.
  const claim = database.prepare(
    `update workflow_runs set status = 'running', attempts = attempts + 1, worker_id = :worker, available_at = :until,
        started_at = coalesce(started_at, :now), updated_at = :now
      where namespace_id = 'default' and id = (
        select id from (${first('pending')} union all ${first('running', notBusy)} union all ${first('sleeping')}) order by available_at, created_at limit 1)
      returning id`,
  )
  const open = database.prepare(
    "select id from workflow_runs where namespace_id = 'default' and status in ('pending', 'running', 'sleeping')",
  )
  const ended = database.prepare(
    `select id from workflow_runs
      where namespace_id = 'default' and status in ('completed', 'succeeded', 'failed', 'canceled') and created_at < ? limit ?`,
  )
  const forgetSignals = database.prepare(
    `delete from workflow_signals where namespace_id = 'default'
      and step_attempt_id in (select id from step_attempts where namespace_id = 'default' and workflow_run_id = ?)`,
  )
  const forgetRun = database.prepare("delete from workflow_runs where namespace_id = 'default' and id = ?")

  return {
    async due(most) {
      followClock()
      const now = Date.now()
      const at = next.get({ now: iso(now) })?.['at']
      return { count: Number(count.get(iso(now), most)?.['count'] ?? 0), nextInMs: typeof at === 'string' ? Date.parse(at) - now : null }
    },
    claim({ workerId, leaseDurationMs }) {
      const now = Date.now()
      const id = claim.get({ worker: workerId, now: iso(now), until: iso(now + leaseDurationMs), busy: JSON.stringify([...busy]) })?.['id']
      return id === undefined ? null : String(id)
    },
    living: async () => new Set(open.all().map(({ id }) => String(id))),
    async forget(olderThanMs, most) {
      const ids = ended.all(iso(Date.now() - olderThanMs), most).map(({ id }) => String(id))
      if (ids.length === 0) return
      database.exec('begin immediate')
      try {
        for (const id of ids) {
          forgetSignals.run(id)
          forgetRun.run(id)
        }
        database.exec('commit')
      } finally {
        // A full disk ends it by itself.
        if (database.isTransaction) database.exec('rollback')
      }
    },
    close: () => database.close(),
  }
}

/**
 * What stands beside the file since it was used last; null where the machine was restarted since, and the file is to be thrown away. A power
 * cut can leave it ahead of our own database, so that it knows a step as done whose work is lost; without it every open clip is begun again.
 */
const readNote = (path: string): { bootedAt: number | null } | null => {
  const [boot, at] = (readIfThere(`${path}-boot`) ?? '').split('\n')
  return boot === bootId() ? { bootedAt: at ? Number(at) : null } : null
}

const writeNote = (path: string, at: number): void => writeFileSync(`${path}-boot`, `${bootId()}\n${at}`)

/** Changes with every start of the machine; where the system does not tell, the minute of the start. */
const bootId = (): string =>
  readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? `minute ${Math.round((Date.now() / 1000 - uptime()) / 60)}`

const readIfThere = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/**
 * A crashed worker's runs stay leased for 30 s. The data folder's lock proves that no other worker lives, so at
 * start every lease is a dead one, and letting go of it resumes the clips at once. Returns the generations of these runs.
 */
const releaseLeases = (path: string): string[] => {
  const database = new DatabaseSync(path)
  try {
    const ready = database.prepare("select 1 from sqlite_master where type = 'table' and name = 'workflow_runs'").get()
    if (!ready) return []
    return database
      .prepare(
        `update workflow_runs set worker_id = null, available_at = ? where status = 'running' and worker_id is not null
          returning json_extract(input, '$.generationId') as generation`,
      )
      .all(iso(Date.now()))
      .map(({ generation }) => String(generation))
  } finally {
    database.close()
  }
}
