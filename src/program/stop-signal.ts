import type { Log } from '../core/log.ts'

/**
 * A signal that aborts when the system or a person asks the program to stop. Asked a second time, the program ends
 * at once, and so it does when stopping takes longer than `limitMs`: everything durable is safe by then.
 */
export const createStopSignal = (log: Log, limitMs: number): AbortSignal => {
  const stop = new AbortController()
  const ask = (signal: NodeJS.Signals): void => {
    if (stop.signal.aborted) process.exit(1)
    log.info({ signal }, 'stopping: no new work, running steps get a grace time')
    setTimeout(() => {
      log.error({ limitMs }, 'stopping took too long and was cut short; everything resumes at the next start')
      process.exit(1)
    }, limitMs).unref()
    stop.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, ask)
  return stop.signal
}
