import { z } from 'zod'
import type { Json } from '../../core/json.ts'
import type { ThreadRef } from '../../core/platform.ts'

/** Where a person spoke: all that is needed to find it again, and small enough to ride in a modal. */
export const originSchema = z.object({
  team: z.string(),
  /** A conversation's id, or the person's own where there was none, such as on the app's home. */
  channel: z.string(),
  /** The `ts` of the thread's first message when it was said in a thread. */
  thread: z.string().optional(),
  /** The `ts` of the message in the channel that a batch is about: its thread is opened on that one, not on one of ours. */
  aboutMessage: z.string().optional(),
  user: z.string(),
  /** When, in milliseconds: nothing of what it led to was posted before. */
  at: z.number(),
})
export type Origin = z.infer<typeof originSchema>

/** Enterprise Grid names people with W. */
export const isUserId = (id: string): boolean => /^[UW]/.test(id)

const keptSchema = originSchema.extend({ thread: z.string().nullish() })

/** The origin of what was pressed in a channel as if it had been pressed in a thread of it; null where that is none. */
export const originInThread = (given: Json, { channel, thread }: ThreadRef): Json | null => {
  const origin = keptSchema.parse(given)
  return thread === undefined || origin.channel !== channel || origin.thread ? null : { ...origin, thread }
}
