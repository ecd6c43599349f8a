import type { z } from 'zod'
import type { Log } from './log.ts'

/** A small durable memory, such as Keyv. */
export interface Settings {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown, ttlMs?: number): Promise<unknown>
}

const keptAtMost = 1000

/** Remembers for a while what a form is about. */
export interface Kept<Value> {
  keep(id: string, value: Value): void
  take(id: string): Promise<Value | null>
}

/** Keeps values in memory, and in `settings` too where a restart in between should not matter. */
export const createKept = <Value>(
  schema: z.ZodType<Value>,
  { prefix, keptMs, settings, log }: { prefix: string; keptMs: number; settings: Settings | undefined; log: Log },
): Kept<Value> => {
  const values = new Map<string, Value>()
  return {
    keep(id, value) {
      values.set(id, value)
      for (const old of [...values.keys()].slice(0, Math.max(0, values.size - keptAtMost))) values.delete(old)
      settings?.set(`${prefix}:${id}`, value, keptMs).catch((error: unknown) => log.warn({ err: error }, 'a form is kept in memory only'))
    },
    take: async (id) => values.get(id) ?? schema.safeParse(await settings?.get(`${prefix}:${id}`)).data ?? null,
  }
}
