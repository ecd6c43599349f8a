import { newId } from '../core/id.ts'
import type { Database } from './database.ts'

/**
 * Changes of messages that are on their way. Of a process that is killed in the middle of one nobody knows when the chat does it, maybe after
 * a later one of another process: what stands here for long was cut off, and the messages of its batch are to be drawn once more.
 */
export const createEdits = (db: Database) => ({
  /** Makes a change of a message of the batch. It stays written down where it fails, for it may be done all the same. */
  async during<Result>(batchId: string, now: number, change: () => Promise<Result>): Promise<Result> {
    const id = newId()
    await db.insertInto('edits').values({ id, batch_id: batchId, at: now }).execute()
    const result = await change()
    await db.deleteFrom('edits').where('id', '=', id).execute()
    return result
  },

  /** The batches of which a change was begun before then and not ended, `most` at most, the oldest first. */
  async cutOff(before: number, most: number): Promise<{ batchId: string; since: number }[]> {
    const rows = await db
      .selectFrom('edits')
      .select(({ fn }) => ['batch_id', fn.min('at').as('since')])
      .where('at', '<', before)
      .groupBy('batch_id')
      .orderBy('since')
      .limit(most)
      .execute()
    return rows.map(({ batch_id: batchId, since }) => ({ batchId, since: Number(since) }))
  },

  /** The messages of the batch were drawn since. */
  async forget(batchId: string, before: number): Promise<void> {
    await db.deleteFrom('edits').where('batch_id', '=', batchId).where('at', '<', before).execute()
  },
})
export type Edits = ReturnType<typeof createEdits>
