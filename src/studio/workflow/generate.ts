import type { Failure } from '../../core/generation.ts'
import { byWebhook, type GenerationWorkflow, wakeSignal } from './engine/engine.ts'

/** A stage's answer: a failure ends the clip, null goes on. */
export type StageEnd = {
  failure: Failure | null
  /** A stage comes next that few clips need, by the name of its step. */
  onward?: Rare
}

/** Stages that most clips do without. */
type Rare = 'approval' | 'look'

/** A stage's answer while it is not over: ask again after a while, or when woken. */
export type StageWait = { againAfterMs: number }

/** What ended the wait before a try of a stage; null for its first. */
export type Woken = 'clock' | 'signal' | typeof byWebhook | null

/** A stage's answer: the clip is another provider's now, and gets in its line. */
export type StageElsewhere = { elsewhere: true }

/** The stages of a clip, each safe to run twice. See `docs/architecture.md` for the states they stand for. */
export interface Stages {
  claim(generationId: string, runId: string): Promise<boolean>
  openThread(generationId: string): Promise<StageEnd | StageWait>
  /** Ends when a moderator decided, where one must. */
  approve(generationId: string): Promise<StageEnd | StageWait>
  ingest(generationId: string): Promise<StageEnd | StageWait>
  takeSlot(generationId: string): Promise<StageEnd | StageWait>
  submit(generationId: string): Promise<StageEnd | StageWait | StageElsewhere>
  poll(generationId: string, woken: Woken): Promise<StageEnd | StageWait>
  collect(generationId: string): Promise<StageEnd | StageWait>
  /** Shows the finished clip to the moderation service, where there is one. */
  checkFrames(generationId: string): Promise<StageEnd | StageWait>
  deliver(generationId: string): Promise<StageEnd | StageWait>
  settle(generationId: string, failure: Failure | null): Promise<void>
  reportEnd(generationId: string): Promise<void>
}

/** The stages in their order. */
const order = ['open-thread', 'approval', 'ingest', 'slot', 'submit', 'poll', 'collect', 'look', 'deliver'] as const
type At = (typeof order)[number]

/** Where a run waits, and how long at most. */
type Pause = StageWait & { at: At }

/**
 * The life of one clip. Whatever ends it, the credits are settled once and the person is told. What follows without a wait is one step of
 * the engine, for a step costs as much as a small stage: a killed process begins it anew, and each stage passes by what is done. The engine
 * knows steps and waits by their names, which therefore stay as they are; runs of versions that had a step for each stage wait under the same.
 */
export const createGenerate = (stages: Stages): GenerationWorkflow => {
  const work = worker(stages)
  return async (generationId, step, runId) => {
    let from: At | null = null
    let woken: Woken = null
    for (;;) {
      const at: At | null = from
      const by: Woken = woken
      const pause = await step.run({ name: 'work', retryPolicy }, async (): Promise<Pause | null> => {
        if (at === null && !(await stages.claim(generationId, runId))) return null
        return work(generationId, at ?? 'open-thread', by, step.mayBegin)
      })
      if (pause === null) return
      // Between two tries the run is a row, not a promise, and a wake-up shortens the wait.
      const signal: { data: unknown } | null = await step.waitForSignal({
        name: `${pause.at}-wait`,
        signal: wakeSignal(generationId),
        timeout: pauseOf(pause),
      })
      from = pause.at
      woken = signal === null ? 'clock' : signal.data === byWebhook ? byWebhook : 'signal'
    }
  }
}

/** The stages know their own deadlines, so the engine tries a faulting step for ever. A day of it stays under its limit of a thousand steps. */
const retryPolicy = { maximumAttempts: 0, initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '2m' } as const

/** The line sleeps longest. What a vendor or a chat asks for beyond that is no pause. */
const longestPauseMs = 6 * 3_600_000
/** A wait that is no number ends no run, nor one that the engine cannot write down. */
const pauseOf = ({ againAfterMs }: StageWait): number =>
  Number.isFinite(againAfterMs) ? Math.min(Math.max(againAfterMs, 0), longestPauseMs) : 10_000

/** The stage after one: those that few clips need are left out where the one before does not ask for them. */
const nextOf = (at: At, onward: Rare | undefined): At | undefined =>
  order.slice(order.indexOf(at) + 1).find((next) => (next !== 'approval' && next !== 'look') || next === onward)

/** Goes through the stages from one of them to the end, or to the first that waits. */
const worker = (stages: Stages) => {
  const run: Record<At, (generationId: string, woken: Woken) => Promise<StageEnd | StageWait | StageElsewhere>> = {
    'open-thread': stages.openThread,
    approval: stages.approve,
    ingest: stages.ingest,
    slot: stages.takeSlot,
    submit: stages.submit,
    poll: stages.poll,
    collect: stages.collect,
    look: stages.checkFrames,
    deliver: stages.deliver,
  }
  return async (generationId: string, from: At, woken: Woken, mayBegin: () => boolean): Promise<Pause | null> => {
    let failure: Failure | null = null
    let by = woken
    for (let at: At | undefined = from; at !== undefined; ) {
      if (!mayBegin()) return { at, againAfterMs: 0 }
      const answer: StageEnd | StageWait | StageElsewhere = await run[at](generationId, by)
      // A webhook may have woken a submit of unknown outcome, and says more of the clip than that it is there.
      if (by !== byWebhook) by = null
      if ('againAfterMs' in answer) return { at, againAfterMs: answer.againAfterMs }
      // It gets in another provider's line.
      if ('elsewhere' in answer) at = 'slot'
      else {
        failure = answer.failure
        at = failure ? undefined : nextOf(at, answer.onward)
      }
    }
    await stages.settle(generationId, failure)
    await stages.reportEnd(generationId)
    return null
  }
}
