import type { Backend, StepAttempt } from 'openworkflow/internal'
import { wrapBackend } from './wrap-backend.ts'

/** How far the clock of this process is from the database's. */
export interface DatabaseClock {
  /** Learns from an answer of the database. Its time, and when it was asked and answered by our clock, all in milliseconds since the epoch. */
  heard(databaseNow: number, askedAt: number, answeredAt: number): void
  toDatabase(time: Date): Date
  toOurs(time: Date): Date
}

export const createDatabaseClock = (): DatabaseClock => {
  let aheadMs = 0
  return {
    heard(databaseNow, askedAt, answeredAt) {
      // A slow answer says little; what is known and fits stays.
      aheadMs = Math.min(Math.max(aheadMs, databaseNow - answeredAt), databaseNow - askedAt)
    },
    toDatabase: (time) => new Date(time.getTime() + aheadMs),
    toOurs: (time) => new Date(time.getTime() - aheadMs),
  }
}

/** For runs that are tried again without end. */
const retryMs = 1_000

/**
 * A backend in whose database every time is the database's own, however wrong the clocks of the processes are. OpenWorkflow 0.10
 * claims and leases by the database's time, but reckons waits and retries by that of the process, and another one reads them.
 */
export const onDatabaseTime = (backend: Backend, clock: DatabaseClock): Backend => {
  const ours = (attempt: StepAttempt): StepAttempt => ({ ...attempt, context: moved(attempt.context, clock.toOurs) })
  return wrapBackend(backend, {
    sleepWorkflowRun: (asked) => backend.sleepWorkflowRun({ ...asked, availableAt: clock.toDatabase(asked.availableAt) }),
    rescheduleWorkflowRunAfterFailedStepAttempt: (asked) =>
      backend.rescheduleWorkflowRunAfterFailedStepAttempt({ ...asked, availableAt: clock.toDatabase(asked.availableAt) }),
    async failWorkflowRun(asked) {
      if (asked.retryPolicy.maximumAttempts !== 0) return backend.failWorkflowRun(asked)
      // It would be tried again at a time that the backend itself takes from the process.
      const { workflowRunId, workerId, error } = asked
      const availableAt = clock.toDatabase(new Date(Date.now() + retryMs))
      return backend.rescheduleWorkflowRunAfterFailedStepAttempt({ workflowRunId, workerId, error, availableAt })
    },
    createStepAttempt: async (asked) =>
      ours(await backend.createStepAttempt({ ...asked, context: moved(asked.context, clock.toDatabase) })),
    async listStepAttempts(asked) {
      const page = await backend.listStepAttempts(asked)
      return { ...page, data: page.data.map(ours) }
    },
  })
}

/** Of the steps that have a time in them ours are only waits for a signal. */
const moved = (context: StepAttempt['context'], move: (time: Date) => Date): StepAttempt['context'] =>
  context?.kind === 'signal-wait' ? { ...context, timeoutAt: move(new Date(context.timeoutAt)).toISOString() } : context
