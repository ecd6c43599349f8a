import type { VendorCall } from '../../src/core/vendor/call.ts'
import { expectGood } from './api.ts'
import { findJob } from './find-job.ts'

/**
 * Takes a job out of the queue, or interrupts it when it runs. Older versions interrupt whatever runs and do not look
 * at the id, so that they are only told to when it is this one. `deleted` when it was in the queue and is nowhere now.
 */
export const cancel = async (api: VendorCall, id: string, signal: AbortSignal): Promise<'deleted' | 'interrupted' | 'over'> => {
  const before = await findJob(api, id, signal)
  if (before.kind === 'queued') expectGood(await api('queue', { method: 'POST', json: { delete: [id] }, signal }))
  // It may have begun in between.
  const after = before.kind === 'queued' ? await findJob(api, id, signal) : before
  if (after.kind === 'running') {
    expectGood(await api('interrupt', { method: 'POST', json: { prompt_id: id }, signal }))
    return 'interrupted'
  }
  return before.kind === 'queued' && after.kind === 'gone' ? 'deleted' : 'over'
}
