import { DatabaseSync } from 'node:sqlite'
import { OpenWorkflow } from 'openworkflow'
import { BackendSqlite } from 'openworkflow/sqlite'
import { type Engine, wakeSignal } from '../../src/studio/workflow/engine/engine.ts'
import type { House } from './open-house.ts'

/**
 * Makes what waits in a house due now: a wait between two questions, and the pause before a failed step is tried again. The clock of the
 * house is a test's to move; the engine's own is not.
 */
export const createHurry = (engine: Pick<Engine, 'wake'>, enginePath: string) => {
  const file = new DatabaseSync(enginePath)
  file.exec('pragma synchronous = off')
  const isOpen = "status in ('pending', 'running', 'sleeping')"
  const waiting = file.prepare(
    `select json_extract(input, '$.generationId') as id from workflow_runs where worker_id is null and ${isOpen}`,
  )
  const count = file.prepare(`select count(*) as begun, count(*) filter (where ${isOpen}) as open from workflow_runs`)
  const due = file.prepare("update workflow_runs set available_at = ? where worker_id is null and status = 'pending' and available_at > ?")
  return {
    /** Wakes these, or whatever waits. */
    async now(ids = waiting.all().map(({ id }) => String(id))): Promise<void> {
      const now = new Date().toISOString()
      due.run(now, now)
      for (const id of ids) await engine.wake(id)
    },
    /** Whether every run that was begun is over. */
    isIdle(): boolean {
      const { begun, open } = count.get() ?? {}
      return Number(begun) > 0 && open === 0
    },
    close: () => file.close(),
  }
}

/** The same of an engine that runs in another process. */
export const hurryFromOutside = (enginePath: string) => {
  const backend = BackendSqlite.connect(enginePath)
  const openWorkflow = new OpenWorkflow({ backend })
  const hurry = createHurry(
    { wake: async (id) => (await openWorkflow.sendSignal({ signal: wakeSignal(id) })).workflowRunIds.length > 0 },
    enginePath,
  )
  const close = async (): Promise<void> => {
    hurry.close()
    await backend.stop()
  }
  return { now: hurry.now, close }
}

/** How a generation of a house stands. */
export const standing = async ({ storage }: Pick<House, 'storage'>, id: string) => {
  const record = await storage.generations.find(id)
  return { state: record?.generation.state, sentence: record?.generation.failure?.message }
}
