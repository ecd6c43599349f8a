import type { QueueEntry } from '../../core/members.ts'
import type { WorkspaceKey } from '../../core/workspace.ts'
import type { Parts } from '../parts.ts'
import type { Estimator } from '../posts/estimate.ts'

/** What is not finished of a workspace, oldest first, with where each stands and how long it will take. */
export const createQueue =
  (parts: Pick<Parts, 'history'>, estimate: Estimator) =>
  async (workspace: WorkspaceKey): Promise<QueueEntry[]> => {
    const records = await parts.history.openOf(workspace)
    return Promise.all(
      records.map(async ({ generation, batch, approval }): Promise<QueueEntry> => {
        if (approval?.state === 'waiting') return { generation, batch, seconds: null, needsApproval: true }
        return { generation, batch, ...(await estimate(generation)) }
      }),
    )
  }
export type Queue = ReturnType<typeof createQueue>
