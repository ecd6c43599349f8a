import { DatabaseSync } from 'node:sqlite'
import { OpenWorkflow } from 'openworkflow'
import { BackendSqlite } from 'openworkflow/sqlite'
import { wakeSignal } from '../../../src/studio/workflow/engine/engine.ts'

/**
 * Makes what waits in an engine's file due now: a wait between two questions, and the pause before a failed step is tried
 * again. The clock of the house is a test's to move; the engine's own is not.
 */
export const createHurry = (enginePath: string) => {
  const backend = BackendSqlite.connect(enginePath)
  // As the engine itself does; each signal would wait for the disk.
  backend['db'].exec('pragma synchronous = off')
  const openWorkflow = new OpenWorkflow({ backend })
  const file = new DatabaseSync(enginePath)
  file.exec('pragma synchronous = off')
  const due = file.prepare("update workflow_runs set available_at = ? where worker_id is null and status = 'pending' and available_at > ?")
  return {
    async hurry(generationIds: string[]): Promise<void> {
      if (generationIds.length === 0) return
      for (const id of generationIds) await openWorkflow.sendSignal({ signal: wakeSignal(id) })
      const now = new Date().toISOString()
      due.run(now, now)
    },
    async close(): Promise<void> {
      file.close()
      await backend.stop()
    },
  }
}
