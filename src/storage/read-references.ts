import type { Transaction } from 'kysely'
import { foldName, type Reference } from '../core/reference.ts'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

/** What reads: the database, or a transaction that sees what it wrote. */
export type Reader = Database | Transaction<Schema>

/** The words of a workspace, also such as are gone, without their pictures. */
export const selectWords = (reader: Reader, key: WorkspaceKey) =>
  reader
    .selectFrom('kept_references')
    .select(['id', 'name', 'kind', 'owner_id', 'owner_name', 'kept_at'])
    .where('workspace', '=', spaceOf(key))

/**
 * The pictures that can be seen. What was taken from a clip goes with it where somebody else than who kept it took the clip away: it is
 * what a moderator, or the one who made it, does not want to be seen.
 */
const selectPictures = (reader: Reader) =>
  reader
    .selectFrom('reference_pictures')
    .leftJoin('generations', 'generations.id', 'reference_pictures.generation_id')
    .select([
      'reference_pictures.id as id',
      'reference_id',
      'media_json',
      'generation_id',
      'reference_pictures.member_id as member_id',
      'added_at',
    ])
    .where('reference_pictures.gone_at', 'is', null)
    .where(({ eb, or, ref }) =>
      or([eb('generations.removed_at', 'is', null), eb('generations.removed_by', '=', ref('reference_pictures.member_id'))]),
    )
    .orderBy('reference_pictures.at')

type WordRow = Awaited<ReturnType<ReturnType<typeof selectWords>['execute']>>[number]
type PictureRow = Awaited<ReturnType<ReturnType<typeof selectPictures>['execute']>>[number]

const toReference = (row: WordRow, pictures: readonly PictureRow[]): Reference => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  ownerId: row.owner_id,
  ownerName: row.owner_name,
  keptAt: row.kept_at,
  pictures: pictures.flatMap((picture) =>
    picture.reference_id === row.id
      ? [
          {
            media: JSON.parse(picture.media_json),
            generationId: picture.generation_id,
            memberId: picture.member_id,
            addedAt: picture.added_at,
          },
        ]
      : [],
  ),
})

/** Words with those of their pictures that can be seen. */
export const withPictures = async (reader: Reader, words: readonly WordRow[]): Promise<Reference[]> => {
  if (words.length === 0) return []
  const pictures = await selectPictures(reader)
    .where(
      'reference_id',
      'in',
      words.map(({ id }) => id),
    )
    .execute()
  return words.map((row) => toReference(row, pictures))
}

/** Those that are called so. */
export const named = async (reader: Reader, key: WorkspaceKey, names: readonly string[]): Promise<Reference[]> => {
  if (names.length === 0) return []
  const words = await selectWords(reader, key).where('folded', 'in', names.map(foldName)).execute()
  return withPictures(reader, words)
}
