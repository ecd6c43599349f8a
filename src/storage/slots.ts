import type { Space } from '../core/workspace.ts'
import type { Database } from './database.ts'
import { fairOrder, type Served, type Serving, type Waiting } from './fair-queue.ts'
import { lockIn } from './lock-in.ts'

interface Line {
  waiting: (Waiting & { workspace: Space })[]
  serving: Serving[]
  served: Served[]
}

/** Gives a provider's few slots to the many who wait. A slot is a column of a generation, so it survives the process. */
export const createSlots = (db: Database) => {
  return {
    /** Gets in line; no effect for a generation that waits or holds already. */
    async join(id: string): Promise<void> {
      await db.updateTable('generations').set({ slot: 'waiting' }).where('id', '=', id).where('slot', '=', 'none').execute()
    },

    /** Fills the free slots in fair order. Returns the ids that got one. */
    grant: (provider: string, concurrency: number, now: number): Promise<string[]> =>
      db.transaction().execute(async (transaction) => {
        await lockIn(transaction, `slots:${provider}`)
        const { waiting, serving, served } = await readLine(transaction, provider)
        const free = concurrency - serving.length
        if (free <= 0 || waiting.length === 0) return []
        const next = fairOrder(waiting, serving, served, free)
        await transaction
          .updateTable('generations')
          .set({ slot: 'held', slot_at: now })
          .where(
            'id',
            'in',
            next.map((one) => one.id),
          )
          .execute()
        for (const one of next) {
          await transaction
            .updateTable('members')
            .set({ served_at: now })
            .where('workspace', '=', one.workspace)
            .where('member_id', '=', one.memberId)
            .execute()
        }
        return next.map((one) => one.id)
      }),

    async holds(id: string): Promise<boolean> {
      const row = await db.selectFrom('generations').select('slot').where('id', '=', id).executeTakeFirst()
      return row?.slot === 'held'
    },

    /** How many generations a provider works on. */
    async held(provider: string): Promise<number> {
      const row = await db
        .selectFrom('generations')
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .where('provider', '=', provider)
        .where('slot', '=', 'held')
        .where('finished_at', 'is', null)
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },

    async release(id: string): Promise<void> {
      await db.updateTable('generations').set({ slot: 'released' }).where('id', '=', id).where('slot', '!=', 'released').execute()
    },

    /** Those who wait for a provider, next first. */
    async line(provider: string): Promise<string[]> {
      const { waiting, serving, served } = await readLine(db, provider)
      return fairOrder(waiting, serving, served).map((one) => one.id)
    },

    /** Those who were given a slot before `since` and have not used it: their wake-up was lost. */
    async unused(since: number): Promise<string[]> {
      const rows = await db
        .selectFrom('generations')
        .select('id')
        .where('finished_at', 'is', null)
        .where('slot', '=', 'held')
        .where('state', '=', 'queued')
        .where('slot_at', '<', since)
        .execute()
      return rows.map((row) => row.id)
    },
  }
}
export type Slots = ReturnType<typeof createSlots>

const readLine = async (executor: Pick<Database, 'selectFrom'>, provider: string): Promise<Line> => {
  const rows = await executor
    .selectFrom('generations')
    .select(['id', 'workspace', 'member_id as memberId', 'created_at as createdAt', 'batch_id as batchId', 'take', 'slot'])
    .where('provider', '=', provider)
    .where('finished_at', 'is', null)
    .where('slot', 'in', ['waiting', 'held'])
    .execute()
  const waiting = rows.filter((row) => row.slot === 'waiting')
  const serving = rows.filter((row) => row.slot === 'held')
  if (waiting.length === 0) return { waiting, serving, served: [] }
  const workspaces = [...new Set(waiting.map((row) => row.workspace))]
  const served = await executor
    .selectFrom('members')
    .select(['workspace', 'member_id as memberId', 'served_at as at'])
    .where('workspace', 'in', workspaces)
    .where('served_at', '>', 0)
    .execute()
  return { waiting, serving, served }
}
