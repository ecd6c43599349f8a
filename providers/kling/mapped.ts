import type { Kind } from './task.ts'

/** A request in Kling's words, before its files are read. */
export interface Mapped {
  kind: Kind
  /** Where it is made. */
  path: string
  /** The body with the bytes of its files. `name` is the task's own, and `callbackUrl` where Kling tells of it. */
  body(name: string, callbackUrl: string | undefined): Promise<object>
}
