import { createKeyedLock } from '../core/keyed-lock.ts'
import type { Locks } from '../core/locks.ts'

/** For a database that one process has alone: who is not in this process is nowhere. */
export const createLocalLocks = (): Locks => {
  const held = new Set<string>()
  return {
    keyed: () => createKeyedLock(),
    async hold(name) {
      if (held.has(name)) return null
      held.add(name)
      return { lost: new AbortController().signal, release: async () => void held.delete(name) }
    },
    isHeld: async (name) => held.has(name),
  }
}
