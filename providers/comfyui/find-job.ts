import { z } from 'zod'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { comfyui } from './api.ts'
import { type Entry, entrySchema } from './read-entry.ts'
import { type Graph, graphSchema } from './workflow.ts'

/** Where a job is at this moment. `gone`: nowhere, as after a restart, which loses the queue and the history. */
export type Whereabouts =
  | { kind: 'queued'; position: number }
  | { kind: 'running'; graph: Graph }
  | { kind: 'ended'; entry: Entry }
  | { kind: 'gone' }

/** An item of the queue: its number, by which it is served, the job's id, the graph, and more. */
const itemSchema = z.tuple([z.number(), z.string(), z.unknown()], z.unknown())
const queueSchema = z.object({ queue_running: z.array(itemSchema), queue_pending: z.array(itemSchema) })

/**
 * Looks for a job in the queue and then in the history. ComfyUI moves it from one to the other under a lock
 * (`PromptQueue.task_done` in execution.py), so that a job which is in neither, asked in this order, is not there.
 */
export const findJob = async (api: VendorCall, id: string, signal: AbortSignal): Promise<Whereabouts> => {
  const { queue_running: running, queue_pending: pending } = await comfyui.readAnswer(await api('queue', { signal }), queueSchema)
  const atWork = running.find(([, other]) => other === id)
  if (atWork) return { kind: 'running', graph: graphSchema.safeParse(atWork[2]).data ?? {} }
  // The list is a heap, not in order.
  const waiting = pending.toSorted(([one], [other]) => one - other).findIndex(([, other]) => other === id)
  if (waiting >= 0) return { kind: 'queued', position: waiting + 1 }
  const history = await comfyui.readAnswer(await api(`history/${id}`, { signal }), z.record(z.string(), z.unknown()))
  const entry = history[id]
  return entry === undefined ? { kind: 'gone' } : { kind: 'ended', entry: entrySchema.parse(entry) }
}
