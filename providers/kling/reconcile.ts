import { z } from 'zod'
import type { ReconcileResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { isUnknown, readData, readEnvelope } from './api.ts'
import { createMs, prepareMs } from './submit.ts'
import { type Kind, pathOf, type TaskId, taskIdSchema } from './task.ts'

/** How long after the last moment of a submit its task may still come into sight. */
const settleMs = 3 * 60_000
/** The most that Kling gives at once, and how much is read at most. */
const pageSize = 500
const mostPages = 20

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
export const reconcile = async (attempt: { id: string; createdAt: number }, kind: Kind, search: Search): Promise<ReconcileResult> => {
  const isOver = search.now() > attempt.createdAt + prepareMs + createMs + settleMs
  const task = await byName(kind, attempt.id, search)
  if (task) return { kind: 'found', operation: { id: task.task_id, kind } }
  if (!isOver || attempt.createdAt < (await search.accountSince())) return { kind: 'unknown' }
  const listed = await inList(kind, attempt.id, search)
  if (listed === 'doubtful') return { kind: 'unknown' }
  return listed ? { kind: 'found', operation: { id: listed.task_id, kind } } : { kind: 'absent' }
}

const isNamed = (task: TaskId, name: string): boolean => task.task_info?.external_task_id === name

const byName = async (kind: Kind, name: string, { api, signal }: Search): Promise<TaskId | null> => {
  const response = await api(pathOf(kind, name), { signal })
  const envelope = await readEnvelope(response)
  // Some of Kling's addresses call an unknown task a wrong parameter.
  if (isUnknown(envelope) || envelope?.code === 1201) return null
  const task = readData(response, envelope, taskIdSchema)
  return isNamed(task, name) ? task : null
}

/** Null when all tasks were seen, which Kling keeps for 30 days; doubtful when there are more than are read. */
const inList = async (kind: Kind, name: string, { api, signal }: Search): Promise<TaskId | null | 'doubtful'> => {
  for (let page = 1; page <= mostPages; page++) {
    const response = await api(`${pathOf(kind)}?pageNum=${page}&pageSize=${pageSize}`, { signal })
    const tasks = readData(response, await readEnvelope(response), z.array(taskIdSchema))
    const found = tasks.find((task) => isNamed(task, name))
    if (found) return found
    if (tasks.length < pageSize) return null
  }
  return 'doubtful'
}
