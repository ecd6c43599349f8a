import type { Database } from './database.ts'

/** A picture by the key of its file. */
export interface KeptPicture {
  id: string
  key: string
}

const toKept = (row: { id: string; media_json: string }): KeptPicture => ({ id: row.id, key: JSON.parse(row.media_json).key })

/** Tells which files of references are needed, and forgets what is not. */
export const createReferenceFiles = (db: Database) => ({
  /** So many pictures that nobody can see since before a time, and whose files may go, in the order of their ids after one. */
  async lapsed(after: string, { before, size }: { before: number; size: number }): Promise<KeptPicture[]> {
    const rows = await db
      .selectFrom('reference_pictures')
      .innerJoin('kept_references', 'kept_references.id', 'reference_pictures.reference_id')
      .leftJoin('generations', 'generations.id', 'reference_pictures.generation_id')
      .select(['reference_pictures.id as id', 'media_json'])
      .where('reference_pictures.id', '>', after)
      .where(({ eb, or, and, ref }) =>
        or([
          eb('reference_pictures.gone_at', '<', before),
          eb('kept_references.gone_at', '<', before),
          and([
            eb('generations.removed_at', '<', before),
            eb('generations.kept_until', 'is', null),
            or([eb('generations.removed_by', 'is', null), eb('generations.removed_by', '<>', ref('reference_pictures.member_id'))]),
          ]),
        ]),
      )
      .orderBy('reference_pictures.id')
      .limit(size)
      .execute()
    return rows.map(toKept)
  },

  /** Forgets a picture whose file is gone, and a word that was taken away with its last one. */
  async drop(id: string): Promise<void> {
    await db.deleteFrom('reference_pictures').where('id', '=', id).execute()
  },

  /** Forgets the words that were taken away and have no picture any more. */
  async dropEmpty(before: number): Promise<void> {
    await db
      .deleteFrom('kept_references')
      .where('gone_at', '<', before)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('reference_pictures').select('reference_pictures.id').whereRef('reference_id', '=', 'kept_references.id'))),
      )
      .execute()
  },

  /** So many pictures, also such as are about to go, in the order of their ids after one. */
  async all(after: string, size: number): Promise<KeptPicture[]> {
    const rows = await db
      .selectFrom('reference_pictures')
      .select(['id', 'media_json'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(size)
      .execute()
    return rows.map(toKept)
  },
})
export type ReferenceFiles = ReturnType<typeof createReferenceFiles>
