import { OpenWorkflow } from 'openworkflow'
import type { WorkflowRun } from 'openworkflow/internal'
import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import { say } from '../../../core/words/sentence.ts'
import type { EngineHome } from './home.ts'
import { gatherNudges, type Nudges } from './nudges.ts'
import { wrapBackend } from './wrap-backend.ts'

type Run = Parameters<Parameters<OpenWorkflow['defineWorkflow']>[1]>[0]
/** The durable steps of a run, as OpenWorkflow gives them. */
export type Steps = Pick<Run['step'], 'run' | 'waitForSignal'> & {
  /** Said before each stage of a step, which sees what woke the run before it. False where the process stops: no further stage should begin. */
  mayBegin(): boolean
}

/** The body of a generation's run: replayed from its steps each time the run wakes. */
export type GenerationWorkflow = (generationId: string, step: Steps, runId: string) => Promise<void>

/** Runs the durable workflow of each generation. */
export interface Engine {
  /**
   * Begins the run of a generation; once begun, beginning again has no effect. One that the engine gave up, as it does after a thousand steps,
   * is followed by another. False where none lives: it came to its end, or so many were given up that another would be too.
   */
  begin(generationId: string): Promise<boolean>
  /** Wakes a run that waits, for its turn came, somebody cancelled it or its provider says that it moved. */
  wake(generationId: string, by?: typeof byWebhook): Promise<void>
  /** `ended`: the engine will never continue it. `missing`: the engine has forgotten it, as it does after a power cut. */
  runState(runId: string): Promise<'alive' | 'ended' | 'missing'>
  /** The runs that are `alive`. */
  living(): Promise<ReadonlySet<string>>
  /** Throws away runs that ended long ago, a few at one time. */
  forgetOld(): Promise<void>
  /** Begins to work on the runs that there are. A process that only begins and wakes runs leaves it. */
  start(workflow: GenerationWorkflow): void
  /** Whether the engine looks for work, and finds its database when it does. */
  alive(): boolean
  /** Begins no further step and waits for those that run, at most `graceMs`. What was cut off goes on at the next start. */
  stop(graceMs: number): Promise<void>
}

/** The signal that a run waits on whenever it waits. */
export const wakeSignal = (generationId: string): string => `wake:${generationId}`

/** What a run that waits is told when its provider's webhook woke it. */
export const byWebhook = 'webhook'
type WokenBy = typeof byWebhook | undefined

const maxIdleMs = 1_000
/** An engine that has not looked for work for so long is stuck. */
const aliveMs = 15_000
const concurrentRuns = 32
/** For what is thrown between two steps: a stop, or a fault of the engine. The run is taken up where it was. */
const retryPolicy = { maximumAttempts: 0, initialInterval: '1s', backoffCoefficient: 1, maximumInterval: '1s' } as const
/** Kept so long after its beginning, a run that ended can be looked into; the clip itself is in our own database. */
const keptMs = 24 * 3_600_000
const forgottenAtOnce = 50

/** Of one generation, one after the other. */
const runsAtMost = 20
const isAlive = ({ status }: WorkflowRun): boolean => status === 'pending' || status === 'running' || status === 'sleeping'

/** A wake that met nobody is sent once more after this time. */
const againMs = 500

/**
 * Of several processes one takes a run that is due: so they look one after the other, within this time, and not all of them at once, each for
 * itself and all but one in vain.
 */
const apartMs = 40

/**
 * OpenWorkflow on a home of its runs. Workers of one run each are driven by their public `tick` instead of their own loop: no
 * tick without a run that can go on, none late, never two at one time, and a failing one goes to our log.
 *
 * Several processes may share a home. `nudges` is how they hear of each other's work at once; without it this one is alone.
 */
export const createEngine = (home: EngineHome, log: Log, nudges?: Nudges): Engine => {
  const others = nudges && gatherNudges(nudges)
  let claims = 0
  const backend = wrapBackend(home.backend, {
    claimWorkflowRun(asked) {
      claims += 1
      return home.backend.claimWorkflowRun(asked)
    },
    sleepWorkflowRun: (asked) => thenFree(home.backend.sleepWorkflowRun(asked)),
    completeWorkflowRun: (asked) => thenFree(home.backend.completeWorkflowRun(asked)),
    failWorkflowRun: (asked) => thenFree(home.backend.failWorkflowRun(asked)),
    rescheduleWorkflowRunAfterFailedStepAttempt: (asked) => thenFree(home.backend.rescheduleWorkflowRunAfterFailedStepAttempt(asked)),
  })
  const openWorkflow = new OpenWorkflow({ backend })
  const atWork = home.busy
  /** Woken since their stage last looked. OpenWorkflow loses a signal that nothing waits for, so it is sent again once they wait. */
  const missed = new Map<string, WokenBy>(home.cutOff.map((id) => [id, undefined]))
  const send = (generationId: string, by: WokenBy) => openWorkflow.sendSignal({ signal: wakeSignal(generationId), ...(by && { data: by }) })
  const generate = openWorkflow.defineWorkflow<{ generationId: string }, null>(
    { name: 'generate', retryPolicy },
    async ({ input: { generationId }, step, run }) => {
      atWork.add(generationId)
      log.debug({ generation: generationId, run: run.id }, 'a run goes on')
      try {
        if (!workflow) throw new MoodreelError('internal', 'A run is worked on before the engine was started.')
        await workflow(generationId, guarded(generationId, step), run.id)
        return null
      } finally {
        atWork.delete(generationId)
        const by = missed.get(generationId)
        if (missed.delete(generationId)) {
          await send(generationId, by).catch((cause: unknown) => log.warn({ err: cause, generation: generationId }, 'a run was not woken'))
        }
      }
    },
  )
  const workers = Array.from({ length: concurrentRuns }, () => openWorkflow.newWorker({ concurrency: 1 }))

  /** Null until it is started. */
  let workflow: GenerationWorkflow | null = null
  let running = false
  let closed = false
  let lookedAt = 0
  let loop: Promise<void> = Promise.resolve()
  let wakeLoop: (() => void) | null = null
  let nudged = false
  let endHearing: (() => void) | undefined

  function nudge(): void {
    nudged = true
    wakeLoop?.()
  }

  let later: NodeJS.Timeout | null = null
  /** What another process told may be taken by any. */
  const nudgeLater = (): void => {
    later ??= setTimeout(() => {
      later = null
      nudge()
    }, Math.random() * apartMs)
  }

  /** A worker is free once it has written down how its run stands. */
  async function thenFree<Result>(written: Promise<Result>): Promise<Result> {
    try {
      return await written
    } finally {
      setImmediate(nudge)
    }
  }

  /** A run at work looks again before it waits. */
  const miss = (generationId: string, by: WokenBy): void => {
    if (atWork.has(generationId)) missed.set(generationId, by ?? missed.get(generationId))
  }

  /** A stage sees what is in the database when it begins. A webhook is nowhere but in the signal. */
  const seen = (generationId: string): void => {
    if (missed.get(generationId) === undefined) missed.delete(generationId)
  }

  const guarded = (generationId: string, step: Run['step']): Steps => ({
    mayBegin() {
      seen(generationId)
      return running
    },
    waitForSignal: (options) => step.waitForSignal(options),
    run: async (config, body) => {
      if (!running) throw new MoodreelError('stopping', say('common.stopping'))
      return step.run(config, () => {
        seen(generationId)
        return body()
      })
    },
  })

  const again = (generationId: string, by: WokenBy): void => {
    const timer = setTimeout(() => {
      if (closed) return
      send(generationId, by).then(
        () => others?.tell(),
        (cause: unknown) => log.warn({ err: cause, generation: generationId }, 'a run was not woken'),
      )
    }, againMs)
    timer.unref()
  }

  /** Takes up the runs that can go on, as far as workers are free. Returns how long to sleep at most. */
  const look = async (): Promise<number> => {
    const { count, nextInMs } = await home.due(concurrentRuns)
    let claimed = 0
    let asked = false
    for (const worker of workers) {
      if (claimed === count) break
      const before = claims
      const got = await worker.tick()
      claimed += got
      // A worker that is busy asks for nothing; one that asked in vain came after another process.
      if (claims === before) continue
      asked = true
      if (got === 0) break
    }
    lookedAt = performance.now()
    if (claimed > 0) return 0
    // What is due and was not asked for waits for a worker, which nudges when it is free.
    const allBusy = count > 0 && !asked
    if (allBusy || nextInMs === null) return maxIdleMs
    return Math.min(Math.max(nextInMs, 1) + (others ? Math.random() * apartMs : 0), maxIdleMs)
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
      for (let number = 1; number <= runsAtMost; number += 1) {
        const idempotencyKey = number === 1 ? generationId : `${generationId}:${number}`
        const { workflowRun } = await generate.run({ generationId }, { idempotencyKey })
        if (workflowRun.status === 'failed') continue
        nudge()
        others?.tell()
        return isAlive(workflowRun)
      }
      return false
    },
    async wake(generationId, by) {
      miss(generationId, by)
      const { workflowRunIds } = await send(generationId, by)
      nudge()
      if (!others) return
      others.tell(by ? `${generationId}:${by}` : generationId)
      // It may have begun to wait elsewhere between this signal and the word that it was missed.
      if (workflowRunIds.length === 0) again(generationId, by)
    },
    async runState(runId) {
      const run = await backend.getWorkflowRun({ workflowRunId: runId })
      if (!run) return 'missing'
      return isAlive(run) ? 'alive' : 'ended'
    },
    living: () => home.living(),
    forgetOld: () => home.forget(keptMs, forgottenAtOnce),
    start(body) {
      if (running) return
      workflow = body
      running = true
      loop = poll()
      endHearing = others?.hear((ids) => {
        for (const told of ids) {
          const [id = '', by] = told.split(':')
          miss(id, by === byWebhook ? by : undefined)
        }
        nudgeLater()
      })
    },
    alive: () => running && performance.now() - lookedAt < aliveMs,
    async stop(graceMs) {
      running = false
      endHearing?.()
      if (later) clearTimeout(later)
      others?.close()
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
      if (closed) return
      closed = true
      await home.close()
    },
  }
}
