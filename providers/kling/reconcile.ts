import type { ReconcileResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { byName, inList } from './look-up.ts'
import { createMs, prepareMs } from './submit.ts'
import type { Kind } from './task.ts'

/** How long after the last moment of a submit its task may still come into sight. */
const settleMs = 3 * 60_000

interface Search {
  api: VendorCall
  /** Since when this account is the one that is asked. */
  accountSince(): Promise<number>
  now(): number
  signal: AbortSignal
}

/**
 * Looks for the task of an attempt, by the name that the create gave it. Kling does not write down what it answers for a name
 * that it does not know, so `absent` is only said when the list of all its tasks has no such name either, and nothing can arrive
 * any more. No time of Kling's is looked at.
 */
export const reconcile = async (
  attempt: { id: string; createdAt: number },
  kind: Kind,
  { api, accountSince, now, signal }: Search,
): Promise<ReconcileResult> => {
  const isOver = now() > attempt.createdAt + prepareMs + createMs + settleMs
  const task = await byName(api, kind, attempt.id, signal)
  if (task) return { kind: 'found', operation: { id: task.id, kind } }
  if (!isOver || attempt.createdAt < (await accountSince())) return { kind: 'unknown' }
  const listed = await inList(api, kind, attempt.id, signal)
  if (listed === 'doubtful') return { kind: 'unknown' }
  return listed ? { kind: 'found', operation: { id: listed.id, kind } } : { kind: 'absent' }
}
