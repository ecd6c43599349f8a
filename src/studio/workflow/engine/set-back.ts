import { uptime } from 'node:os'
import type { DatabaseSync } from 'node:sqlite'

/** Less is the clock being put right little by little. */
const toleranceMs = 5_000

/** When the machine was started by the clock on the wall, in milliseconds since the epoch: it moves when that clock is set, and else never. */
export const bootedAt = (): number => Date.now() - uptime() * 1000

/**
 * OpenWorkflow keeps when a run goes on as moments of the clock on the wall. Where that is set back, all of them lie ahead by as much: clips
 * would sleep for an hour. What this gives is called at each look, and moves them back by as much.
 *
 * @param before - what `now` was when the file was used last, where that is known
 * @param keep - keeps what it is from now on
 */
export const createSetBack = (
  database: DatabaseSync,
  { now, before, keep }: { now: () => number; before: number | null; keep: (bootedAt: number) => void },
): (() => void) => {
  const sleeping = database.prepare(
    `select id, available_at from workflow_runs
      where namespace_id = 'default' and status in ('pending', 'running', 'sleeping') and worker_id is null`,
  )
  const moveRun = database.prepare("update workflow_runs set available_at = ? where namespace_id = 'default' and id = ?")
  // Of the steps that have a time in them ours are only waits for a signal.
  const waiting = database.prepare(
    `select id, json_extract(context, '$.timeoutAt') as timeout_at from step_attempts
      where namespace_id = 'default' and status = 'running' and json_extract(context, '$.kind') = 'signal-wait'`,
  )
  const moveWait = database.prepare(
    "update step_attempts set context = json_set(context, '$.timeoutAt', ?) where namespace_id = 'default' and id = ?",
  )
  const move = (byMs: number): void => {
    const earlier = (moment: unknown): string => new Date(Date.parse(String(moment)) - byMs).toISOString()
    database.exec('begin immediate')
    try {
      for (const { id, available_at: at } of sleeping.all()) if (at !== null) moveRun.run(earlier(at), String(id))
      for (const { id, timeout_at: at } of waiting.all()) if (at !== null) moveWait.run(earlier(at), String(id))
      database.exec('commit')
    } finally {
      // A full disk ends it by itself.
      if (database.isTransaction) database.exec('rollback')
    }
  }

  let known = before
  return () => {
    const at = now()
    if (known !== null && Math.abs(at - known) < toleranceMs) return
    if (known !== null && at < known) move(known - at)
    known = at
    keep(at)
  }
}
