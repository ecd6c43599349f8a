import type { Failure } from '../../core/generation.ts'
import { byWebhook, type GenerationWorkflow, type Steps, wakeSignal } from './engine/engine.ts'

/** A stage's answer: a failure ends the clip, null goes on. */
export type StageEnd = {
  failure: Failure | null
  /** A stage comes next that few clips need, by the name of its step. */
  onward?: Rare
}

/** Stages that most clips do without. A step of the engine costs as much as a small stage. */
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

/**
 * The life of one clip. Whatever ends it, the credits are settled once and the person is told. A killed process
 * goes on after the last finished step. The engine knows the steps by their names, which therefore stay as they are.
 */
export const createGenerate =
  (stages: Stages): GenerationWorkflow =>
  async (generationId, step, runId) => {
    const clip = durably(generationId, step)
    if (!(await clip.step('claim', () => stages.claim(generationId, runId)))) return

    const failure =
      (await clip.ended('open-thread', stages.openThread)) ??
      (await clip.endedWhereNeeded('approval', stages.approve)) ??
      (await clip.ended('ingest', stages.ingest)) ??
      (await clip.placed(stages)) ??
      (await clip.ended('poll', stages.poll)) ??
      (await clip.ended('collect', stages.collect)) ??
      (await clip.endedWhereNeeded('look', stages.checkFrames)) ??
      (await clip.ended('deliver', stages.deliver))

    await clip.step('settle', () => stages.settle(generationId, failure))
    await clip.step('tell', () => stages.reportEnd(generationId))
  }

/** The stages know their own deadlines, so the engine tries a faulting step for ever. */
const retryPolicy = { maximumAttempts: 0, initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' } as const

type Stage = (generationId: string, woken: Woken) => Promise<StageEnd | StageWait>

const isWait = (answer: object): answer is StageWait => 'againAfterMs' in answer

const durably = (generationId: string, step: Steps) => {
  let needed: Rare | undefined
  const run = <Output>(name: string, body: () => Promise<Output>): Promise<Output> => step.run({ name, retryPolicy }, body)
  /** Runs a stage until it is over. Between two tries the run is a row, not a promise, and a wake-up shortens the wait. */
  const wait = async <End extends object>(name: string, stage: (id: string, woken: Woken) => Promise<End | StageWait>): Promise<End> => {
    let woken: Woken = null
    for (;;) {
      const by: Woken = woken
      const answer = await run(name, (): Promise<End | StageWait> => stage(generationId, by))
      if (!isWait(answer)) return answer
      const signal: { data: unknown } | null = await step.waitForSignal({
        name: `${name}-wait`,
        signal: wakeSignal(generationId),
        timeout: answer.againAfterMs,
      })
      woken = signal === null ? 'clock' : signal.data === byWebhook ? byWebhook : 'signal'
    }
  }

  return {
    step: run,

    async ended(name: string, stage: Stage): Promise<Failure | null> {
      const end = await wait(name, stage)
      needed = end.onward
      return end.failure
    },

    /** For a stage that the one before it may ask for. */
    async endedWhereNeeded(name: Rare, stage: Stage): Promise<Failure | null> {
      return needed === name ? (await wait(name, stage)).failure : null
    },

    /** Gets in line and hands the work in; in another line, when that provider will not have it. */
    async placed(stages: Pick<Stages, 'takeSlot' | 'submit'>): Promise<Failure | null> {
      for (;;) {
        const { failure } = await wait('slot', stages.takeSlot)
        if (failure) return failure
        const answer = await wait('submit', stages.submit)
        if ('failure' in answer) return answer.failure
      }
    },
  }
}
