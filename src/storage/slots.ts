import type { Space } from '../core/workspace.ts'
import type { Database } from './database.ts'
import { fairOrder, type Served, type Serving, type Waiting } from './fair-queue.ts'
import { lockIn } from './lock-in.ts'
import { nextInLine } from './next-in-line.ts'

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
        const free = concurrency - (await heldOf(transaction, provider))
        if (free <= 0) return []
        const next = await nextInLine(transaction, provider, free)
        if (next.length === 0) return []
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
    held: (provider: string): Promise<number> => heldOf(db, provider),

    async release(id: string): Promise<void> {
      await db.updateTable('generations').set({ slot: 'released' }).where('id', '=', id).where('slot', '!=', 'released').execute()
    },

    /** The first `limit` of those who wait for a provider, next first; cheap however many there are. */
    next: async (provider: string, limit: number): Promise<string[]> => (await nextInLine(db, provider, limit)).map(({ id }) => id),

    /** All who wait for a provider, next first: it reads each of them. */
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

const heldOf = async (executor: Pick<Database, 'selectFrom'>, provider: string): Promise<number> => {
  const row = await executor
    .selectFrom('generations')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('provider', '=', provider)
    .where('slot', '=', 'held')
    .where('finished_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

const readLine = async (executor: Pick<Database, 'selectFrom'>, provider: string): Promise<Line> => {
  const rows = await executor
    .selectFrom('generations as g')
    .leftJoin('members as m', (join) => join.onRef('m.workspace', '=', 'g.workspace').onRef('m.member_id', '=', 'g.member_id'))
    .select(['g.id', 'g.workspace', 'g.member_id as memberId', 'g.created_at as createdAt', 'g.batch_id as batchId', 'g.take', 'g.slot'])
    .select('m.served_at as at')
    .where('g.provider', '=', provider)
    .where('g.finished_at', 'is', null)
    .where('g.slot', 'in', ['waiting', 'held'])
    .execute()
  const waiting = rows.filter((row) => row.slot === 'waiting')
  const serving = rows.filter((row) => row.slot === 'held')
  const served: Served[] = rows.flatMap(({ workspace, memberId, at }) => (at ? [{ workspace, memberId, at }] : []))
  // When a workspace was served last may be known of a member who waits for nothing.
  for (const workspace of new Set(waiting.map((row) => row.workspace))) {
    const last = await executor
      .selectFrom('members')
      .select(['workspace', 'member_id as memberId', 'served_at as at'])
      .where('workspace', '=', workspace)
      .orderBy('served_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last && last.at > 0) served.push(last)
  }
  return { waiting, serving, served }
}
