import type { Database } from './database.ts'
import { type IngestedInput, parseJson } from './generation-rows.ts'

/** Tells which files clips still need. */
export const createFileUse = (db: Database) => ({
  /**
   * The input files of so many batches, in the order of their ids, that have a clip which is there or was deleted after a time.
   * `next` is the id after which to go on.
   */
  async inputs({
    after,
    size,
    deletedAfter,
  }: {
    after: string
    size: number
    deletedAfter: number
  }): Promise<{ keys: string[]; next: string | null }> {
    const rows = await db
      .selectFrom('batches')
      .select(({ exists, selectFrom }) => [
        'id',
        'inputs_json',
        exists(
          selectFrom('generations')
            .select('generations.id')
            .whereRef('batch_id', '=', 'batches.id')
            .where((where) => where.or([where('removed_at', 'is', null), where('removed_at', '>', deletedAfter)])),
        ).as('needed'),
      ])
      .where('id', '>', after)
      .orderBy('id')
      .limit(size)
      .execute()
    return {
      keys: rows.flatMap((row) => (row.needed ? (parseJson<IngestedInput[]>(row.inputs_json) ?? []).map(({ media }) => media.key) : [])),
      next: rows.length < size ? null : (rows.at(-1)?.id ?? null),
    }
  },

  /** Whether a clip that is not over names the file, or brings files home at this moment, which may be this one. */
  async isInWork(key: string): Promise<boolean> {
    const row = await db
      .selectFrom('generations')
      .innerJoin('batches', 'batches.id', 'generations.batch_id')
      .select('generations.id')
      .where('generations.finished_at', 'is', null)
      .where((where) =>
        where.or([
          where('generations.request_json', 'like', `%${key}%`),
          where('batches.inputs_json', 'like', `%${key}%`),
          where.and([where('generations.state', '=', 'ingesting'), where('batches.inputs_json', 'is', null)]),
        ]),
      )
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  },
})
export type FileUse = ReturnType<typeof createFileUse>
