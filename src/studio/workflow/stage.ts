import { sinceMs } from '../../core/clock.ts'
import { type ErrorCode, MoodreelError } from '../../core/errors.ts'
import { type Failure, type Generation, type GenerationState, generationStates, isFinal } from '../../core/generation.ts'
import type { Log } from '../../core/log.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Parts } from '../parts.ts'
import { enterState } from './enter-state.ts'
import type { StageEnd, StageWait, Woken } from './generate.ts'
import { noteObstacle, triedMs } from './obstacles.ts'

/** How long what may be paid for, or has to be told, is tried beyond its deadline. */
const overdueMs = 3_600_000

/** What a stage works on. */
export interface StageContext {
  record: GenerationRecord
  woken: Woken
  /** Ends when the stage's time is up. */
  signal: AbortSignal
}

/**
 * Wraps a stage of the workflow with what all of them need: it loads the generation, enters the state, stops for a
 * cancellation, and ends by itself. An expected failure comes back as data. After a fault the stage is tried again, until its
 * deadline: then it is a failure too, for a run whose tries are used up would never refund and never tell. Where work may be
 * paid for it waits in between as a row; elsewhere the fault is thrown, and the engine tries the step again.
 */
export const createStage =
  (parts: Pick<Parts, 'generations' | 'clock' | 'log' | 'meter'>) =>
  <Result>(
    name: string,
    options: {
      state?: GenerationState
      deadlineMs: number
      /** The longest that one try may take. */
      tryMs: number
      /** False for stages that must also run for a generation that somebody cancelled. */
      cancelable: boolean
      /** For stages in which work may be paid for: whatever is thrown, the provider is asked again. Its refusals are data. */
      asksAgain?: boolean
      /** For the stage that tells the end. */
      afterEnd?: boolean
      /** For stages of a clip that is paid for: a full disk does not end them. */
      paid?: boolean
    },
    body: (context: StageContext) => Promise<Result>,
  ) =>
  async (generationId: string, woken: Woken = null): Promise<Result | StageEnd | StageWait> => {
    const { generations, clock } = parts
    const log = parts.log.child({ generation: generationId, stage: name })
    const found = await generations.find(generationId)
    if (!found) throw new MoodreelError('internal', 'This clip is not in the database.')
    if (options.state && isBehind(options.state, found.generation.state)) return { failure: null }
    // It was ended, and its process died before the engine knew.
    if (isFinal(found.generation.state) && !options.afterEnd) return { failure: null }
    const record = options.state ? { ...found, generation: await enterState(parts, found.generation, options.state) } : found
    if (options.cancelable && record.generation.cancelRequestedAt !== null) return { failure: canceledFailure }
    log.debug({}, 'stage begins')
    /** Beyond its deadline, what may be paid for or has to be told is given up when it was tried for a while: it may have passed while the bot was off. */
    const isTriedEnough = async (error: unknown): Promise<boolean> => {
      if (!options.asksAgain && !options.paid && !options.afterEnd) return true
      return (await triedMs(parts, record.generation, 'overdue', 1.5 * pauseMs(error, options.deadlineMs))) >= overdueMs
    }
    const signal = AbortSignal.timeout(options.tryMs)
    try {
      const result = await body({ record, woken, signal })
      log.debug({}, 'stage ends')
      return result
    } catch (error) {
      const noRoom = options.paid === true && isFullDisk(error)
      if (!options.asksAgain && !noRoom && error instanceof MoodreelError && isExpected(error)) {
        log.warn({ code: error.code, err: error }, 'stage failed')
        return { failure: { code: error.code, message: error.sentence } }
      }
      if (clock.now() - record.generation.stateAt > options.deadlineMs && (await isTriedEnough(error))) {
        log.error({ err: error }, 'stage gave up at its deadline')
        return { failure: signal.aborted ? tookTooLong : toFailure(error) }
      }
      log.warn({ err: error }, 'stage will be tried again')
      if (noRoom) await noteNoRoom(parts, record.generation, log)
      if (!options.asksAgain && !options.paid) throw error
      return { againAfterMs: pauseMs(error, sinceMs(record.generation.stateAt, clock.now())) }
    }
  }

/**
 * How long a paid stage waits before its next try: some of the time that it lasts already, so that a short fault costs little and a
 * day of it stays under the engine's limit of a thousand steps; each try of a step counts there.
 */
const pauseMs = (error: unknown, elapsedMs: number): number => {
  const wished = error instanceof MoodreelError ? (error.retryAfterMs ?? 0) : 0
  return Math.max(wished, 1_000, Math.min(elapsedMs * 0.05, 10 * 60_000))
}

/** A limit on the size of one file does not pass; a disk gets room again. */
const isFullDisk = (error: unknown): boolean =>
  error instanceof MoodreelError &&
  error.code === 'storage_full' &&
  !(error.cause instanceof Error && 'code' in error.cause && error.cause.code === 'EFBIG')

/** The person is told what the clip waits for, where there is room for that much. */
const noteNoRoom = async (parts: Pick<Parts, 'generations'>, generation: Generation, log: Log): Promise<void> => {
  if (generation.obstacle?.noRoom) return
  await noteObstacle(parts, generation, { ...generation.obstacle, noRoom: true }).catch((cause: unknown) =>
    log.warn({ err: cause }, 'that a clip waits for room could not be written down'),
  )
}

/**
 * Whether a generation has left a state already: an engine that lost its memory asks for all stages again. What lies behind
 * stays behind, above all the stages in which a clip may be cancelled without asking the provider.
 */
const isBehind = (state: GenerationState, now: GenerationState): boolean => generationStates.indexOf(state) < generationStates.indexOf(now)

/** The failure of a generation that somebody cancelled. */
export const canceledFailure: Failure = { code: 'canceled', message: say('failure.canceled') }

/** Whatever a step throws when its time is up, nobody cancelled the clip. */
const tookTooLong: Failure = { code: 'deadline_passed', message: say('failure.tookTooLong') }

const expected: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'bad_media',
  'too_large',
  'file_refused',
  'fetch_refused',
  'storage_full',
  'missing_input',
  'not_found',
  'invalid_option',
  'provider_failed',
  'not_allowed',
  'undeliverable',
])

/** Whether trying again would end the same. */
const isExpected = (error: MoodreelError): boolean => expected.has(error.code)

/** What is said of a fault of ours is for its operator. */
const toFailure = (error: unknown): Failure =>
  error instanceof MoodreelError && error.code !== 'internal'
    ? { code: error.code, message: error.sentence }
    : { code: 'internal', message: say('common.broken') }
