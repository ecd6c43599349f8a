import type { Backend } from 'openworkflow/internal'

/** Where the engine keeps its runs and their steps: OpenWorkflow's own store, and what its interface does not offer. */
export interface EngineHome {
  backend: Backend
  /**
   * Generations that this process works on now. Their runs are not taken again, however old their lease is: a machine that slept, or a clock
   * that was set forward, ends every lease at once.
   */
  busy: Set<string>
  /** Generations whose runs were cut off in the middle of a step, as far as is known: a wake may have been lost with them. */
  cutOff: readonly string[]
  /** How many runs could go on now, `most` at most, and in how many milliseconds the next one of the others could. */
  due(most: number): Promise<{ count: number; nextInMs: number | null }>
  /** The ids of all runs that are not over. */
  living(): Promise<ReadonlySet<string>>
  /** Deletes runs that ended and were begun so long ago, with their steps, `most` at one time. */
  forget(olderThanMs: number, most: number): Promise<void>
  close(): Promise<void>
}
