import type { Log } from '../../core/log.ts'
import { type Attachment, attachmentSchema } from '../../core/request.ts'

/** A small durable memory, such as Keyv. */
export interface Settings {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown, ttlMs?: number): Promise<unknown>
}

/** A form can be sent for 15 minutes after it was opened. */
const keptMs = 15 * 60_000
const keptAtMost = 1000

/** Remembers the file that was chosen while a form asks what to do with it. */
export interface PendingFiles {
  keep(id: string, file: Attachment): void
  take(id: string): Promise<Attachment | null>
}

/** Keeps files in memory, and in `settings` too where a restart in between should not matter. */
export const createPendingFiles = (settings: Settings | undefined, log: Log): PendingFiles => {
  const files = new Map<string, Attachment>()
  const keyOf = (id: string): string => `discord:file:${id}`
  return {
    keep(id, file) {
      files.set(id, file)
      for (const old of [...files.keys()].slice(0, Math.max(0, files.size - keptAtMost))) files.delete(old)
      settings?.set(keyOf(id), file, keptMs).catch((error: unknown) => log.warn({ err: error }, 'a chosen file is kept in memory only'))
    },
    async take(id) {
      const kept = files.get(id) ?? attachmentSchema.safeParse(await settings?.get(keyOf(id))).data
      return kept ?? null
    },
  }
}
