import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { DatabaseSync } from 'node:sqlite'

/**
 * Our own look into the file of OpenWorkflow (0.10), for what its interface does not offer. All that is done here is
 * over before it returns, so it never meets a transaction of the engine, which lives in the same thread.
 */
export interface EngineFile {
  /** How many runs could go on now, `most` at most, and when the next one could; times in milliseconds since the epoch. */
  due(now: number, most: number): { count: number; nextAt: number | null }
  /** Deletes runs that ended and were begun before a time, with their steps, `most` at one time. */
  forget(before: number, most: number): void
  close(): void
}

const iso = (time: number): string => new Date(time).toISOString()

/** Opens the file of a backend that has made its tables. */
export const openEngineFile = (path: string): EngineFile => {
  const database = new DatabaseSync(path)
  database.exec('pragma synchronous = normal')
  database.exec('pragma wal_autocheckpoint = 16384')
  const count = database.prepare(
    `select count(*) as count from (
      select 1 from workflow_runs
      where namespace_id = 'default' and status in ('pending', 'running', 'sleeping') and available_at <= ? limit ?)`,
  )
  const next = database.prepare(
    ['pending', 'running', 'sleeping']
      .map((status) => `select min(available_at) as at from workflow_runs where namespace_id = 'default' and status = '${status}'`)
      .join(' union all '),
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
    due(now, most) {
      const times = next.all().flatMap(({ at }) => (typeof at === 'string' ? [Date.parse(at)] : []))
      return { count: Number(count.get(iso(now), most)?.['count'] ?? 0), nextAt: times.length > 0 ? Math.min(...times) : null }
    },
    forget(before, most) {
      const ids = ended.all(iso(before), most).map(({ id }) => String(id))
      if (ids.length === 0) return
      database.exec('begin immediate')
      for (const id of ids) {
        forgetSignals.run(id)
        forgetRun.run(id)
      }
      database.exec('commit')
    },
    close: () => database.close(),
  }
}

/**
 * Throws the file away when the machine was restarted since it was last used. A power cut can leave it ahead of our
 * own database, so that it knows a step as done whose work is lost; without it every open clip is begun again.
 */
export const forgetAfterReboot = (path: string): void => {
  const notePath = `${path}-boot`
  const boot = bootId()
  if (readIfThere(notePath) === boot) return
  for (const ending of ['', '-wal', '-shm']) rmSync(`${path}${ending}`, { force: true })
  writeFileSync(notePath, boot)
}

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
export const releaseLeases = (path: string): string[] => {
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
