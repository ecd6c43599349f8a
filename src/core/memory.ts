import type { Json } from './json.ts'

/** Small facts that must outlive the process, such as the id of a file that is being posted. Kept by key for good. */
export interface Memory {
  /** Null when nothing was ever kept under this key. */
  get(key: string): Promise<Json>
  /** Replaces what was there. Durable once it resolves. */
  set(key: string, value: Json): Promise<void>
}
