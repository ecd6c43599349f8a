import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely'
import type { Database } from './database.ts'
import { type IngestedInput, parseJson } from './generation-rows.ts'
import { firstPast, type PastCursor } from './past.ts'
import type { Schema } from './schema.ts'

/** A file in the media store. */
export interface KeptFile {
  key: string
  sizeBytes: number
}

// As the index of 018-retention says it.
const hasInputs = sql<boolean>`batches.inputs_json <> '[]'`

/**
 * Of a query over generations with their batches: whether a clip that is not over names the file, or brings files home at this moment, which may
 * be this one.
 */
export const isInWork =
  (key: string) =>
  ({ eb, and, or }: ExpressionBuilder<Schema, 'generations' | 'batches'>): ExpressionWrapper<Schema, 'generations' | 'batches', SqlBool> =>
    and([
      eb('generations.finished_at', 'is', null),
      or([
        eb('generations.request_json', 'like', `%${key}%`),
        eb('batches.inputs_json', 'like', `%${key}%`),
        and([eb('generations.state', '=', 'ingesting'), eb('batches.inputs_json', 'is', null)]),
      ]),
    ])

/** Tells which files clips still need. */
export const createFileUse = (db: Database) => ({
  /**
   * The input files of so many batches that have some, the oldest first, where a clip is there or was deleted after a time. `next` is the
   * place after which to go on.
   */
  async inputs({
    after = firstPast,
    size,
    deletedAfter,
  }: {
    after?: PastCursor
    size: number
    deletedAfter: number
  }): Promise<{ files: KeptFile[]; next: PastCursor | null }> {
    const rows = await db
      .selectFrom('batches')
      .select(({ exists, selectFrom }) => [
        'id',
        'created_at',
        'inputs_json',
        exists(
          selectFrom('generations')
            .select('generations.id')
            .whereRef('batch_id', '=', 'batches.id')
            .where((where) => where.or([where('removed_at', 'is', null), where('removed_at', '>', deletedAfter)])),
        ).as('needed'),
      ])
      .where(hasInputs)
      .where(({ eb, refTuple, tuple }) => eb(refTuple('batches.created_at', 'batches.id'), '>', tuple(after.createdAt, after.id)))
      .orderBy('created_at')
      .orderBy('id')
      .limit(size)
      .execute()
    const last = rows.at(-1)
    return {
      files: rows.flatMap((row) => (row.needed ? (parseJson<IngestedInput[]>(row.inputs_json) ?? []).map(({ media }) => media) : [])),
      next: last && rows.length === size ? { createdAt: last.created_at, id: last.id } : null,
    }
  },

  /** See `isInWork`. */
  async isInWork(key: string): Promise<boolean> {
    const row = await db
      .selectFrom('generations')
      .innerJoin('batches', 'batches.id', 'generations.batch_id')
      .select('generations.id')
      .where(isInWork(key))
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  },
})
export type FileUse = ReturnType<typeof createFileUse>
