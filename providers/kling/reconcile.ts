import { z } from 'zod'
import type { ReconcileResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { isUnknown, readData, readEnvelope } from './api.ts'
import { createMs, prepareMs } from './submit.ts'
import { type Kind, pathOf, type TaskId, taskIdSchema } from './task.ts'

/** How far the clocks of Kling and of this machine may be apart. */
const skewMs = 60_000
/** How long after the last moment of a submit its task may still come into sight. */
const settleMs = 2 * 60_000
/** The most that Kling gives at once, and how much is read at most. */
const pageSize = 500
const mostPages = 20

interface Search {
  api: VendorCall
  now(): number
  signal: AbortSignal
}

/**
 * Looks for the task of an attempt, by the name that the create gave it. Kling does not write down what it answers for a name
 * that it does not know, so `absent` is only said when its list of all tasks since the attempt has no such name either, and
 * nothing can arrive any more.
 */
export const reconcile = async (attempt: { id: string; createdAt: number }, kind: Kind, search: Search): Promise<ReconcileResult> => {
  const askedAt = search.now()
  const since = attempt.createdAt - skewMs
  const task = (await byName(kind, attempt.id, search)) ?? (await inList(kind, attempt.id, since, search))
  if (task === 'doubtful') return { kind: 'unknown' }
  if (task) return { kind: 'found', operation: { id: task.task_id, kind } }
  return askedAt > attempt.createdAt + prepareMs + createMs + skewMs + settleMs ? { kind: 'absent' } : { kind: 'unknown' }
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

/** Null when all tasks since then were seen. Kling promises no order, so it is only relied on where it shows. */
const inList = async (kind: Kind, name: string, since: number, { api, signal }: Search): Promise<TaskId | null | 'doubtful'> => {
  for (let page = 1; page <= mostPages; page++) {
    const response = await api(`${pathOf(kind)}?pageNum=${page}&pageSize=${pageSize}`, { signal })
    const tasks = readData(response, await readEnvelope(response), z.array(taskIdSchema))
    const found = tasks.find((task) => isNamed(task, name))
    if (found) return found
    if (tasks.length < pageSize) return null
    const times = tasks.map((task) => task.created_at ?? Number.POSITIVE_INFINITY)
    const isFalling = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0))
    if (isFalling && (times.at(-1) ?? 0) < since) return null
  }
  return 'doubtful'
}
