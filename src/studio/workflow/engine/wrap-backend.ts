import type { Backend } from 'openworkflow/internal'

/** A backend that does some things in a way of its own; all else goes to the one beneath. */
export const wrapBackend = (backend: Backend, ways: Partial<Backend>): Backend => ({
  createWorkflowRun: (asked) => backend.createWorkflowRun(asked),
  getWorkflowRun: (asked) => backend.getWorkflowRun(asked),
  listWorkflowRuns: (asked) => backend.listWorkflowRuns(asked),
  countWorkflowRuns: () => backend.countWorkflowRuns(),
  claimWorkflowRun: (asked) => backend.claimWorkflowRun(asked),
  extendWorkflowRunLease: (asked) => backend.extendWorkflowRunLease(asked),
  sleepWorkflowRun: (asked) => backend.sleepWorkflowRun(asked),
  completeWorkflowRun: (asked) => backend.completeWorkflowRun(asked),
  failWorkflowRun: (asked) => backend.failWorkflowRun(asked),
  rescheduleWorkflowRunAfterFailedStepAttempt: (asked) => backend.rescheduleWorkflowRunAfterFailedStepAttempt(asked),
  cancelWorkflowRun: (asked) => backend.cancelWorkflowRun(asked),
  createStepAttempt: (asked) => backend.createStepAttempt(asked),
  getStepAttempt: (asked) => backend.getStepAttempt(asked),
  listStepAttempts: (asked) => backend.listStepAttempts(asked),
  completeStepAttempt: (asked) => backend.completeStepAttempt(asked),
  failStepAttempt: (asked) => backend.failStepAttempt(asked),
  setStepAttemptChildWorkflowRun: (asked) => backend.setStepAttemptChildWorkflowRun(asked),
  sendSignal: (asked) => backend.sendSignal(asked),
  getSignalDelivery: (asked) => backend.getSignalDelivery(asked),
  stop: () => backend.stop(),
  ...ways,
})
