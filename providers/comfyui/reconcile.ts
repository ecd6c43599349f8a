import type { ReconcileResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { findJob } from './find-job.ts'
import { promptIdOf } from './prompt-id.ts'
import { createMs, prepareMs } from './submit.ts'

/** How long a request that was cut off may still be at work in ComfyUI before its job is in the queue. */
const settleMs = 15_000

/**
 * Looks for the job of an attempt by its id. One that is nowhere, asked when its submit cannot arrive any more, is
 * absent: it never was, or ComfyUI was restarted and lost it. Either way nothing runs and nothing was paid.
 */
export const reconcile = async (
  { id, createdAt }: { id: string; createdAt: number },
  workflow: string,
  { api, now, signal }: { api: VendorCall; now(): number; signal: AbortSignal },
): Promise<ReconcileResult> => {
  const isOver = now() > createdAt + prepareMs + createMs + settleMs
  const promptId = promptIdOf(id)
  const { kind } = await findJob(api, promptId, signal)
  if (kind !== 'gone') return { kind: 'found', operation: { id: promptId, workflow } }
  return { kind: isOver ? 'absent' : 'unknown' }
}
