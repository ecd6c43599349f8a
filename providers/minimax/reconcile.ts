import type { HolderOf, ProviderRequest, ReconcileResult } from '../../src/core/provider.ts'
import { isOver, type Notes } from '../../src/core/vendor/before-call.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { findUnnamed } from '../../src/core/vendor/find-unnamed.ts'
import { type Listed, listTasks } from './list-tasks.ts'
import { mapContent } from './map-content.ts'
import { createMs, prepareMs } from './submit.ts'
import { isNewer, newerOperation } from './task.ts'

/** How long after the last moment of a submit its task may still come into sight. */
const settleMs = 3 * 60_000
/** By how much two clocks of MiniMax's may differ: that of its answers and that of its tasks. */
const theirSlackMs = 2 * 60_000

interface Search {
  api: VendorCall
  notes: Notes
  /** Since when this account is the one that is asked. */
  accountSince(): Promise<number>
  holderOf: HolderOf | undefined
  now(): number
  signal: AbortSignal
}

/**
 * Looks for the task of an attempt among those of its model that are newer than its paid call by MiniMax's own clock. The list says of none
 * what it was asked for but its size and length, so that the bot has to be the only one who makes clips with its key: then the one that is
 * nobody else's is it. Version 1 has no list.
 */
export const reconcile = async (
  attempt: { id: string; createdAt: number },
  given: ProviderRequest,
  { api, notes, accountSince, holderOf, now, signal }: Search,
): Promise<ReconcileResult> => {
  if (!isNewer(given.model.target)) return { kind: 'unknown' }
  const at = now()
  const { theirTime: before } = (await notes.of(attempt.id)) ?? {}
  if (before === undefined || attempt.createdAt < (await accountSince())) return { kind: 'unknown' }
  const { tasks, isComplete, theirTime } = await listTasks(api, given.model.target, signal)
  const mayBeIt = await likenessTo(given)
  const since = tasks.filter((task) => isSince(task, before - theirSlackMs) && mayBeIt(task)).map(({ id }) => newerOperation(id))
  const longest = { prepare: prepareMs, create: createMs, settle: settleMs }
  return findUnnamed({ since, isComplete, isOver: isOver(attempt, { at, theirTime }, { theirTime: before }, longest) }, holderOf)
}

const isSince = ({ created_at: seconds }: Listed, time: number): boolean => (seconds ?? Number.POSITIVE_INFINITY) * 1000 >= time

/** Whether a task may be that of a request: of another size or length it certainly is not. */
const likenessTo = async (given: ProviderRequest): Promise<(task: Listed) => boolean> => {
  const mapped = await mapContent({ ...given, inputs: [] })
  if ('problem' in mapped) return () => true
  const { resolution, duration } = mapped.fields
  return (task) => [task.resolution ?? resolution, task.duration ?? duration].every((told, at) => told === [resolution, duration][at])
}
