import type { KeyedLock } from './keyed-lock.ts'

/** A name that this process has, and no other. */
export interface Held {
  /** Aborts when the name is held no more although nobody released it: the database was out of reach, and another process may have it. */
  lost: AbortSignal
  release(): Promise<void>
}

/** What keeps the processes of one installation out of each other's way. Whoever ends, however, holds nothing any more. */
export interface Locks {
  /** A keyed lock over all processes; each name has keys of its own. Throws MoodreelError `storage_unavailable`. */
  keyed(name: string): KeyedLock
  /** Takes a name for as long as this process lives; null while somebody has it. Throws MoodreelError `storage_unavailable`. */
  hold(name: string): Promise<Held | null>
  /** Whether any process holds a name. Throws MoodreelError `storage_unavailable`. */
  isHeld(name: string): Promise<boolean>
}
