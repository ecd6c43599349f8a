import { type Selectable, sql, type Transaction } from 'kysely'
import { newId } from '../core/id.ts'
import type { LedgerKind } from '../core/ledger.ts'
import { madeOf } from '../core/made.ts'
import type { Database } from './database.ts'
import { isReferenced, type KeepOptions } from './referenced.ts'
import type { Schema } from './schema.ts'
import type { GenerationTable } from './tables/clips.ts'

/** Batches that go in one transaction, for which everybody else waits: 4 ms of SQLite among 300,000 clips. */
const batchesAtOnce = 5
const rowsAtOnce = 200

/** Where a walk over batches stands, the oldest first. */
export interface PastCursor {
  createdAt: number
  id: string
}

export const firstPast: PastCursor = { createdAt: -1, id: '' }

type Walk<Result> = Result & { next: PastCursor | null }

// As the index of 018-retention says it.
const hasInputs = sql<boolean>`batches.inputs_json <> '[]'`

/**
 * Lets go of what is known of old clips, a page at a time: of whole batches, with all that hangs on them. What they count is kept: for
 * `/usage` in `past_usage`, in the ledger in one entry for each member, month and kind. Quotas go by the totals, which stay.
 */
export const createPast = (db: Database) => {
  const pageOf = (after: PastCursor, before: number, size: number) =>
    db
      .selectFrom('batches')
      .select(['batches.id', 'batches.created_at'])
      .where('batches.created_at', '<', before)
      .where(({ eb, refTuple, tuple }) => eb(refTuple('batches.created_at', 'batches.id'), '>', tuple(after.createdAt, after.id)))
      .orderBy('batches.created_at')
      .orderBy('batches.id')
      .limit(size)

  const nextOf = (rows: readonly { id: string; created_at: number }[], size: number): PastCursor | null => {
    const last = rows.at(-1)
    return last && rows.length === size ? { createdAt: last.created_at, id: last.id } : null
  }

  return {
    /** Batches of a page of which no clip is needed know of no files any more that they started from: `sweep-files.ts` takes these away later. */
    async forgetInputs(after: PastCursor, { before, ...keep }: KeepOptions & { before: number }): Promise<Walk<{ batches: number }>> {
      const rows = await pageOf(after, before, rowsAtOnce)
        .where(hasInputs)
        .select(({ exists, selectFrom }) =>
          exists(
            selectFrom('generations')
              .select('generations.id')
              .whereRef('generations.batch_id', '=', 'batches.id')
              .where((where) => isReferenced(keep)(where)),
          ).as('needed'),
        )
        .execute()
      const free = rows.flatMap(({ id, needed }) => (needed ? [] : [id]))
      if (free.length > 0) await db.updateTable('batches').set({ inputs_json: '[]' }).where('id', 'in', free).execute()
      return { batches: free.length, next: nextOf(rows, rowsAtOnce) }
    },

    /** Forgets the batches of a page that were over before a time, have no files any more and are not needed. */
    async forgetBatches(after: PastCursor, { before, ...keep }: KeepOptions & { before: number }): Promise<Walk<{ batches: number }>> {
      const rows = await pageOf(after, before, rowsAtOnce)
        .select(({ exists, selectFrom }) =>
          exists(
            selectFrom('generations')
              .select('generations.id')
              .whereRef('generations.batch_id', '=', 'batches.id')
              .where((where) =>
                where.or([
                  where('generations.finished_at', '>=', before),
                  where('generations.files_bytes', 'is', null),
                  where('generations.files_bytes', '>', 0),
                  isReferenced(keep)(where),
                ]),
              ),
          ).as('needed'),
        )
        .execute()
      const free = rows.flatMap(({ id, needed }) => (needed ? [] : [id]))
      for (let at = 0; at < free.length; at += batchesAtOnce) {
        await db.transaction().execute((transaction) => forget(transaction, free.slice(at, at + batchesAtOnce)))
      }
      return { batches: free.length, next: nextOf(rows, rowsAtOnce) }
    },

    /** Totals of days that nobody looks at any more. Those of months stay. False when there are none left. */
    async forgetDays(beforeDay: string): Promise<boolean> {
      const rows = await db
        .selectFrom('totals')
        .select(['scope', 'period'])
        .where('period', '<', beforeDay)
        .where('period', 'like', '____-__-__')
        .limit(rowsAtOnce)
        .execute()
      if (rows.length === 0) return false
      await db
        .deleteFrom('totals')
        .where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple('scope', 'period'),
            'in',
            rows.map(({ scope, period }) => tuple(scope, period)),
          ),
        )
        .execute()
      return rows.length === rowsAtOnce
    },

    /** Settings and caches whose time is over. False when there are none left. */
    async forgetExpired(now: number): Promise<boolean> {
      const rows = await db.selectFrom('settings').select('key').where('expires_at', '<', now).limit(rowsAtOnce).execute()
      if (rows.length === 0) return false
      // One that was set again meanwhile is another.
      await db
        .deleteFrom('settings')
        .where(
          'key',
          'in',
          rows.map(({ key }) => key),
        )
        .where('expires_at', '<', now)
        .execute()
      return rows.length === rowsAtOnce
    },

    /** How many generations are known of a page, by id; `next` is null after the last. */
    async countRows(after: string): Promise<{ count: number; next: string | null }> {
      const rows = await db.selectFrom('generations').select('id').where('id', '>', after).orderBy('id').limit(2_000).execute()
      return { count: rows.length, next: rows.length === 2_000 ? (rows.at(-1)?.id ?? null) : null }
    },
  }
}
export type Past = ReturnType<typeof createPast>

const forget = async (transaction: Transaction<Schema>, batchIds: string[]): Promise<void> => {
  const generations = await transaction.selectFrom('generations').selectAll().where('batch_id', 'in', batchIds).execute()
  const ids = generations.map(({ id }) => id)
  await foldUsage(transaction, generations)
  if (ids.length > 0) {
    await foldLedger(transaction, ids)
    for (const table of ['votes', 'stars', 'reports', 'cases', 'attempts'] as const)
      await transaction.deleteFrom(table).where('generation_id', 'in', ids).execute()
    await forgetPosts(transaction, ['clip', 'report'], ['failure'], ids)
    await transaction.deleteFrom('generations').where('id', 'in', ids).execute()
  }
  await forgetPosts(transaction, ['round', 'approval', 'root'], ['failures', 'failure', 'stills'], batchIds)
  await transaction.deleteFrom('batches').where('id', 'in', batchIds).execute()
}

/** The posts of these owners (`studio/clip-keys.ts`): of some kinds there may be others, whose keys go on after a colon. */
const forgetPosts = async (
  transaction: Transaction<Schema>,
  several: readonly string[],
  single: readonly string[],
  owners: readonly string[],
): Promise<void> => {
  const keysOf = (kinds: readonly string[]): string[] => kinds.flatMap((kind) => owners.map((owner) => `${kind}:${owner}`))
  await transaction
    .deleteFrom('posts')
    .where('key', 'in', [...keysOf(several), ...keysOf(single)])
    .execute()
  for (const key of keysOf(several)) {
    await transaction.deleteFrom('posts').where('key', '>=', `${key}:`).where('key', '<', `${key}:\u{10FFFF}`).execute()
  }
}

/** Sums rows that are alike. */
const grouped = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] => [...Map.groupBy(rows, keyOf).values()]

const foldUsage = async (transaction: Transaction<Schema>, generations: readonly Selectable<GenerationTable>[]): Promise<void> => {
  for (const alike of grouped(generations, (row) => JSON.stringify([row.workspace, row.day, row.member_id, row.model, row.state]))) {
    const [first] = alike
    if (!first) continue
    const isCounted = ({ state, cost_credits }: (typeof alike)[number]): boolean => state === 'delivered' || (cost_credits ?? 0) > 0
    const [counting, free] = [alike.filter(isCounted), alike.filter((row) => !isCounted(row))]
    const sums = {
      clips: counting.length,
      stills: madeOf(counting).stills,
      free: free.length,
      free_stills: madeOf(free).stills,
      credits: alike.reduce((sum, { cost_credits }) => sum + (cost_credits ?? 0), 0),
    }
    const { workspace, day, member_id, model, state } = first
    await transaction
      .insertInto('past_usage')
      .values({ workspace, day, member_id, model, state, ...sums })
      .onConflict((conflict) =>
        conflict.columns(['workspace', 'day', 'member_id', 'model', 'state']).doUpdateSet((before) => ({
          clips: before('past_usage.clips', '+', sums.clips),
          stills: before('past_usage.stills', '+', sums.stills),
          free: before('past_usage.free', '+', sums.free),
          free_stills: before('past_usage.free_stills', '+', sums.free_stills),
          credits: before('past_usage.credits', '+', sums.credits),
        })),
      )
      .execute()
  }
}

const foldedNote = 'clips that are no longer known'

const foldLedger = async (transaction: Transaction<Schema>, ids: string[]): Promise<void> => {
  const entries = await transaction.selectFrom('ledger').selectAll().where('generation_id', 'in', ids).execute()
  for (const alike of grouped(entries, (row) => JSON.stringify([row.workspace, row.member_id, row.period, row.kind]))) {
    const [first] = alike
    if (!first) continue
    const { workspace, member_id, period, created_at } = first
    const kind: LedgerKind = first.kind
    const credits = alike.reduce((sum, entry) => sum + entry.credits, 0)
    await transaction
      .insertInto('ledger')
      .values({
        ...{ id: newId(), kind, workspace, member_id, period, generation_id: null, credits: credits + 0, note: foldedNote, created_at },
        unique_key: `folded:${JSON.stringify([workspace, member_id, period, kind])}`,
      })
      .onConflict((conflict) =>
        conflict.column('unique_key').doUpdateSet((before) => ({ credits: before('ledger.credits', '+', credits) })),
      )
      .execute()
  }
  await transaction.deleteFrom('ledger').where('generation_id', 'in', ids).execute()
}
