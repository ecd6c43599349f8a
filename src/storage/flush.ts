import { type FileHandle, open } from 'node:fs/promises'
import { storageFault } from './storage-fault.ts'

/** Waits for the disk beside the program instead of in its way. */
export interface Flusher {
  /**
   * Resolves once everything that was committed before the call would survive a power cut. Those who call while the
   * disk is at work share the next turn. Throws MoodreelError `storage_unavailable`.
   */
  flush(): Promise<void>
  close(): Promise<void>
}

/** Flushes a SQLite database by its write-ahead log, which holds the commits in their order: what is lost, if any, is the end. */
export const createFlusher = (databasePath: string): Flusher => {
  let log: Promise<FileHandle> | null = null
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null

  const turn = async (): Promise<void> => {
    next = null
    log ??= open(`${databasePath}-wal`, 'r+')
    await (await log).datasync()
  }

  return {
    flush() {
      if (next) return next
      const mine = running.then(turn).catch((cause: unknown) => {
        throw storageFault(cause)
      })
      next = mine
      running = mine.catch(() => undefined)
      return mine
    },
    async close() {
      await running
      await (await log)?.close()
    },
  }
}
