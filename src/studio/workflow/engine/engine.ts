import { basename, dirname } from 'node:path'
import { OpenWorkflow } from 'openworkflow'
import { BackendSqlite } from 'openworkflow/sqlite'
import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import { say } from '../../../core/words/sentence.ts'
import { diskFull } from '../../../storage/data-folder.ts'
import { databaseFault, saysFull } from '../../../storage/storage-fault.ts'
import { type EngineFile, forgetAfterReboot, openEngineFile, releaseLeases } from './engine-file.ts'

type Run = Parameters<Parameters<OpenWorkflow['defineWorkflow']>[1]>[0]
/** The durable steps of a run, as OpenWorkflow gives them. */
export type Steps = Pick<Run['step'], 'run' | 'waitForSignal'>

/** The body of a generation's run: replayed from its steps each time the run wakes. */
export type GenerationWorkflow = (generationId: string, step: Steps, runId: string) => Promise<void>

/** Runs the durable workflow of each generation. */
export interface Engine {
  /** Begins the run of a generation; once begun, beginning again has no effect. */
  begin(generationId: string): Promise<void>
  /** Wakes a run that waits, for its turn came or somebody cancelled it. */
  wake(generationId: string): Promise<void>
  /** `ended`: the engine will never continue it. `missing`: the engine has forgotten it, as it does after a power cut. */
  runState(runId: string): Promise<'alive' | 'ended' | 'missing'>
  /** Throws away runs that ended long ago, a few at one time. */
  forgetOld(): void
  /** Begins to work on the runs that there are. */
  start(workflow: GenerationWorkflow): void
  /** Whether the engine looks for work, and finds its database when it does. */
  alive(): boolean
  /** Begins no further step and waits for those that run, at most `graceMs`. What was cut off goes on at the next start. */
  stop(graceMs: number): Promise<void>
}

/** The signal that a run waits on whenever it waits. */
export const wakeSignal = (generationId: string): string => `wake:${generationId}`

const maxIdleMs = 1_000
/** An engine that has not looked for work for so long is stuck. */
const aliveMs = 15_000
const concurrentRuns = 32
/** For what is thrown between two steps: a stop, or a fault of the engine. The run is taken up where it was. */
const retryPolicy = { maximumAttempts: 0, initialInterval: '1s', backoffCoefficient: 1, maximumInterval: '1s' } as const
/** Kept so long after its beginning, a run that ended can be looked into; the clip itself is in our own database. */
const keptMs = 24 * 3_600_000
const forgottenAtOnce = 50

/**
 * OpenWorkflow on a SQLite file of its own (two writers on one file inside a process meet SQLITE_BUSY).
 * Workers of one run each are driven by their public `tick` instead of their own loop: no tick without a run that can
 * go on, none late, never two at one time, and a failing one goes to our log.
 *
 * The engine's file never waits for the disk. A killed process loses nothing by that; a power cut may, and then every
 * open clip is begun again (`forgetAfterReboot`): its stages look before they act and pass by what is done.
 *
 * Throws MoodreelError `storage_unavailable` when the file cannot be read, and `storage_full`.
 */
export const createEngine = (path: string, log: Log): Engine => {
  const { backend, file, cutOff } = openFile(path)
  const openWorkflow = new OpenWorkflow({ backend })
  const atWork = new Set<string>()
  /** Woken since their stage last looked. OpenWorkflow loses a signal that nothing waits for, so it is sent again once they wait. */
  const missed = new Set(cutOff)
  const send = (generationId: string) => openWorkflow.sendSignal({ signal: wakeSignal(generationId) })
  const generate = openWorkflow.defineWorkflow<{ generationId: string }, null>(
    { name: 'generate', retryPolicy },
    async ({ input: { generationId }, step, run }) => {
      atWork.add(generationId)
      try {
        if (!workflow) throw new MoodreelError('internal', 'A run is worked on before the engine was started.')
        await workflow(generationId, guarded(generationId, step), run.id)
        return null
      } finally {
        atWork.delete(generationId)
        if (missed.delete(generationId)) {
          await send(generationId).catch((cause: unknown) => log.warn({ err: cause, generation: generationId }, 'a run was not woken'))
        }
        setImmediate(nudge)
      }
    },
  )
  const workers = Array.from({ length: concurrentRuns }, () => openWorkflow.newWorker({ concurrency: 1 }))

  /** Null until it is started. */
  let workflow: GenerationWorkflow | null = null
  let running = false
  let lookedAt = 0
  let loop: Promise<void> = Promise.resolve()
  let wakeLoop: (() => void) | null = null
  let nudged = false

  function nudge(): void {
    nudged = true
    wakeLoop?.()
  }

  const guarded = (generationId: string, step: Steps): Steps => ({
    waitForSignal: (options) => step.waitForSignal(options),
    run: async (config, body) => {
      if (!running) throw new MoodreelError('stopping', say('common.stopping'))
      return step.run(config, () => {
        missed.delete(generationId)
        return body()
      })
    },
  })

  /** Takes up the runs that can go on, as far as workers are free. Returns how long to sleep at most. */
  const look = async (): Promise<number> => {
    const now = Date.now()
    const { count, nextAt } = file.due(now, concurrentRuns)
    let claimed = 0
    for (const worker of workers) {
      if (claimed === count) break
      // A worker that is busy takes nothing.
      claimed += await worker.tick()
    }
    lookedAt = performance.now()
    if (claimed > 0) return 0
    // What is due and was not taken waits for a worker, which nudges when it is free.
    return count > 0 || nextAt === null ? maxIdleMs : Math.min(Math.max(nextAt - now, 1), maxIdleMs)
  }

  const idle = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wakeLoop = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const poll = async (): Promise<void> => {
    while (running) {
      nudged = false
      const idleMs = await look().catch((cause: unknown) => {
        log.error({ err: cause }, 'the workflow engine could not look for work')
        return maxIdleMs
      })
      if (idleMs > 0 && !nudged) await idle(idleMs)
      wakeLoop = null
    }
  }

  return {
    async begin(generationId) {
      await generate.run({ generationId }, { idempotencyKey: generationId })
      nudge()
    },
    async wake(generationId) {
      if (atWork.has(generationId)) missed.add(generationId)
      await send(generationId)
      nudge()
    },
    async runState(runId) {
      const run = await backend.getWorkflowRun({ workflowRunId: runId })
      if (!run) return 'missing'
      return run.status === 'pending' || run.status === 'running' || run.status === 'sleeping' ? 'alive' : 'ended'
    },
    forgetOld: () => file.forget(Date.now() - keptMs, forgottenAtOnce),
    start(body) {
      if (running) return
      workflow = body
      running = true
      loop = poll()
    },
    alive: () => running && performance.now() - lookedAt < aliveMs,
    async stop(graceMs) {
      running = false
      nudge()
      await loop
      const stopped = await Promise.race([
        Promise.all(workers.map((worker) => worker.stop())).then(() => true),
        new Promise<false>((resolve) => setTimeout(resolve, graceMs, false).unref()),
      ])
      if (!stopped) {
        log.warn({ graceMs }, 'steps were still running when the grace time ended; they resume at the next start')
        return
      }
      file.close()
      await backend.stop()
    },
  }
}

const openFile = (path: string): { backend: BackendSqlite; file: EngineFile; cutOff: string[] } => {
  try {
    forgetAfterReboot(path)
    const cutOff = releaseLeases(path)
    const backend = BackendSqlite.connect(path)
    backend['db'].exec('pragma synchronous = normal')
    backend['db'].exec('pragma wal_autocheckpoint = 16384')
    return { backend, file: openEngineFile(path), cutOff }
  } catch (cause) {
    const fault = databaseFault(cause)
    if (!(fault instanceof MoodreelError)) throw cause
    if (saysFull(cause)) throw diskFull(dirname(path), cause)
    throw new MoodreelError(
      'storage_unavailable',
      `The database ${basename(path)} in ${dirname(path)} cannot be read; delete ${basename(path)}* there, and every open clip is begun again, or set MOODREEL_DATA_DIR to another folder.`,
      { cause },
    )
  }
}
