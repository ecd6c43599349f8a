import type { Held, Locks } from '../../../core/locks.ts'
import type { Log } from '../../../core/log.ts'
import { pause } from '../pauses.ts'

/** How soon a standby takes over when the one who had the name is gone. */
const lookMs = 1_000

/** Waits until this process has a name; null when the signal ends that. `onBusy` is told each time another process has it. */
export const holdWhenFree = async (
  name: string,
  { locks, signal, onBusy, log }: { locks: Pick<Locks, 'hold'>; signal: AbortSignal; onBusy(): void; log: Log },
): Promise<Held | null> => {
  const over = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))
  while (!signal.aborted) {
    try {
      // A database that is away takes its time.
      const asked = locks.hold(name)
      const held = await Promise.race([asked, over])
      if (held) return held
      if (signal.aborted) void asked.then((late) => late?.release()).catch(() => undefined)
      onBusy()
    } catch (error) {
      log.warn({ err: error }, 'the database does not tell whether another process listens to Discord; it is asked again')
    }
    await pause(lookMs, signal)
  }
  return null
}
