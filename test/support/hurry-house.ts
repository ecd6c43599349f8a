import { DatabaseSync } from 'node:sqlite'
import { OpenWorkflow } from 'openworkflow'
import { BackendSqlite } from 'openworkflow/sqlite'
import pg from 'pg'
import type { EngineAddress } from '../../src/storage/homes.ts'
import { type Engine, wakeSignal } from '../../src/studio/workflow/engine/engine.ts'
import type { House } from './open-house.ts'

const isOpen = "status in ('pending', 'running', 'sleeping')"

/** A look into the engine's runs that its interface does not offer. */
interface Runs {
  /** The generations whose runs wait. */
  waiting(): Promise<string[]>
  count(): Promise<{ begun: number; open: number }>
  /** What waits to be begun or tried again is due now. */
  hurry(): Promise<void>
  /** Throws the runs away, as a power cut does. */
  forget(): Promise<void>
  close(): Promise<void>
}

const sqliteRuns = (path: string): Runs => {
  const file = new DatabaseSync(path)
  file.exec('pragma synchronous = off')
  const waiting = file.prepare(
    `select json_extract(input, '$.generationId') as id from workflow_runs where worker_id is null and ${isOpen}`,
  )
  const count = file.prepare(`select count(*) as begun, count(*) filter (where ${isOpen}) as open from workflow_runs`)
  const due = file.prepare("update workflow_runs set available_at = ? where worker_id is null and status = 'pending' and available_at > ?")
  return {
    waiting: async () => waiting.all().map(({ id }) => String(id)),
    async count() {
      const { begun, open } = count.get() ?? {}
      return { begun: Number(begun), open: Number(open) }
    },
    async hurry() {
      const now = new Date().toISOString()
      due.run(now, now)
    },
    forget: async () => file.exec('delete from workflow_signals; delete from workflow_runs'),
    close: async () => file.close(),
  }
}

const postgresRuns = async (url: string): Promise<Runs> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('set search_path to openworkflow')
  return {
    async waiting() {
      const { rows } = await client.query(`select input->>'generationId' as id from workflow_runs where worker_id is null and ${isOpen}`)
      return rows.map(({ id }) => String(id))
    },
    async count() {
      const { rows } = await client.query(`select count(*) as begun, count(*) filter (where ${isOpen}) as open from workflow_runs`)
      return { begun: Number(rows[0]?.begun), open: Number(rows[0]?.open) }
    },
    async hurry() {
      await client.query(
        "update workflow_runs set available_at = now() where worker_id is null and status = 'pending' and available_at > now()",
      )
    },
    async forget() {
      await client.query('delete from workflow_signals; delete from workflow_runs')
    },
    close: () => client.end(),
  }
}

/** Looks into the runs of an engine. */
export const openRuns = async (address: EngineAddress): Promise<Runs> =>
  address.kind === 'sqlite' ? sqliteRuns(address.path) : postgresRuns(address.url)

/**
 * Makes what waits in a house due now: a wait between two questions, and the pause before a failed step is tried again. The clock of the
 * house is a test's to move; the engine's own is not.
 */
export const createHurry = async (engine: Pick<Engine, 'wake'>, address: EngineAddress) => {
  const runs = await openRuns(address)
  return {
    /** Wakes these, or whatever waits. */
    async now(ids?: readonly string[]): Promise<void> {
      await runs.hurry()
      for (const id of ids ?? (await runs.waiting())) await engine.wake(id)
    },
    /** Whether every run that was begun is over. */
    async isIdle(): Promise<boolean> {
      const { begun, open } = await runs.count()
      return begun > 0 && open === 0
    },
    close: runs.close,
  }
}

/** The same of an engine that runs in another process. */
export const hurryFromOutside = async (enginePath: string) => {
  const backend = BackendSqlite.connect(enginePath)
  const openWorkflow = new OpenWorkflow({ backend })
  const wake = async (id: string): Promise<void> => void (await openWorkflow.sendSignal({ signal: wakeSignal(id) }))
  const hurry = await createHurry({ wake }, { kind: 'sqlite', path: enginePath })
  return {
    now: hurry.now,
    async close(): Promise<void> {
      await hurry.close()
      await backend.stop()
    },
  }
}

/** How a generation of a house stands. */
export const standing = async ({ storage }: Pick<House, 'storage'>, id: string) => {
  const record = await storage.generations.find(id)
  return { state: record?.generation.state, sentence: record?.generation.failure?.message }
}
