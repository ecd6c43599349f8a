import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../core/id.ts'
import type { Locks } from '../../core/locks.ts'

const againMs = 1_000

/** The name that the process of an owner holds as long as it lives: who finds it free knows that the process is no more. */
export const processName = (owner: string): string => `process:${owner}`

/** Gives this process a name and holds it, again whenever the connection that held it was lost. */
export const holdProcessName = async (locks: Locks): Promise<{ owner: string; release(): Promise<void> }> => {
  const owner = newId()
  const stop = new AbortController()
  let held = await locks.hold(processName(owner))

  const keep = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const lost = held && AbortSignal.any([held.lost, stop.signal])
      if (lost && !lost.aborted) await new Promise((resolve) => lost.addEventListener('abort', resolve, { once: true }))
      if (stop.signal.aborted) return
      held = await locks.hold(processName(owner)).catch(() => null)
      if (!held) await sleep(againMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined)
    }
  }

  const kept = keep()
  return {
    owner,
    async release() {
      stop.abort()
      await kept
      await held?.release()
    },
  }
}
