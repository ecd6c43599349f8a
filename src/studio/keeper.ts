import { setTimeout as sleep } from 'node:timers/promises'
import type { Held, Locks } from '../core/locks.ts'
import type { Log } from '../core/log.ts'

/** How often a process asks whether it is to keep house now. */
const everyMs = 2_000

/** What is done for the whole installation, from when somebody keeps house until that ends. */
export interface Duties {
  start(): Promise<void>
  stop(): Promise<void>
}

/**
 * Keeps house where nobody does: of all processes one at a time sweeps, tells the moderators and looks after the lines, and when it is gone
 * another takes its place. Each term begins with `open`, for what was stopped is not begun again.
 */
export const createKeeper = (locks: Pick<Locks, 'hold'>, log: Log, open: () => Duties) => {
  const stop = new AbortController()
  let term: { held: Held; work: Duties } | null = null
  let kept: Promise<void> = Promise.resolve()

  const begin = async (): Promise<void> => {
    const held = await locks.hold('keeper')
    if (!held) return
    const work = open()
    try {
      await work.start()
    } catch (cause) {
      await work.stop()
      await held.release()
      throw cause
    }
    term = { held, work }
  }

  const end = async ({ held, work }: { held: Held; work: Duties }): Promise<void> => {
    term = null
    await work.stop()
    await held.release()
  }

  const keep = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const over = term ? AbortSignal.any([stop.signal, term.held.lost]) : stop.signal
      await sleep(term ? 2 ** 31 - 1 : everyMs, undefined, { signal: over, ref: false }).catch(() => undefined)
      if (term) await end(term)
      else if (!stop.signal.aborted) await begin().catch((cause: unknown) => log.warn({ err: cause }, 'nobody may be keeping house'))
    }
  }

  return {
    isKeeper: (): boolean => term !== null,
    /** Resolves when this process keeps house, or another does. Throws what the first look throws. */
    async start(): Promise<void> {
      await begin()
      kept = keep()
    },
    async stop(): Promise<void> {
      stop.abort()
      await kept
      if (term) await end(term)
    },
  }
}
