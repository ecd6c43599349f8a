import type { Transaction } from 'kysely'
import { newId } from '../core/id.ts'
import { foldName, mostPictures, type Reference, type ReferenceKind, type ReferencePicture } from '../core/reference.ts'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Database } from './database.ts'
import type { MemberKey } from './ledger-entry.ts'
import { lockIn } from './lock-in.ts'
import type { Schema } from './schema.ts'

/** The most words of a workspace. */
export const mostReferences = 100

/** A picture that is about to be kept. Its file is in the media store by then. */
export type NewPicture = Pick<ReferencePicture, 'media' | 'generationId'>

/** What came of keeping: `full`, `picturesFull` and `otherKind` left everything as it was. */
export type Keeping =
  | { kind: 'kept'; reference: Reference; isNew: boolean; left: NewPicture[] }
  | { kind: 'full' }
  | { kind: 'picturesFull' | 'otherKind'; reference: Reference }

/** Keeps which pictures stand under which word of a workspace. A file is in the media store before its row is here. */
export const createReferences = (db: Database) => {
  type Reader = Database | Transaction<Schema>

  const selectWords = (reader: Reader, key: WorkspaceKey) =>
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

  const withPictures = async (reader: Reader, words: readonly WordRow[]): Promise<Reference[]> => {
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

  const named = async (reader: Reader, key: WorkspaceKey, names: readonly string[]): Promise<Reference[]> => {
    if (names.length === 0) return []
    const words = await selectWords(reader, key).where('folded', 'in', names.map(foldName)).execute()
    return withPictures(reader, words)
  }

  return {
    /** All of a workspace by name, with those whose pictures cannot be seen any more. */
    async list(key: WorkspaceKey): Promise<Reference[]> {
      return withPictures(db, await selectWords(db, key).where('folded', 'is not', null).orderBy('folded').execute())
    },

    /** What they are called, for their completion. */
    async names(key: WorkspaceKey): Promise<string[]> {
      const rows = await db
        .selectFrom('kept_references')
        .select('name')
        .where('workspace', '=', spaceOf(key))
        .where('folded', 'is not', null)
        .orderBy('folded')
        .execute()
      return rows.map(({ name }) => name)
    },

    /** Those that are called so; names that nothing is kept under are left out. */
    named: (key: WorkspaceKey, names: readonly string[]): Promise<Reference[]> => named(db, key, names),

    /** Adds pictures to a word, which is made where there is none. Pictures that stand there already are `left`, for their files to be taken away again. */
    keep(
      key: WorkspaceKey,
      wanted: { name: string; kind: ReferenceKind; pictures: readonly NewPicture[] },
      by: { id: string; name: string },
      now: number,
    ): Promise<Keeping> {
      const workspace = spaceOf(key)
      return db.transaction().execute(async (transaction): Promise<Keeping> => {
        await lockIn(transaction, `references:${workspace}`)
        const [before] = await named(transaction, key, [wanted.name])
        if (before && before.kind !== wanted.kind) return { kind: 'otherKind', reference: before }
        const known = new Set(before?.pictures.map(({ media }) => media.sha256))
        const isFresh = ({ media }: NewPicture): boolean => !known.has(media.sha256) && Boolean(known.add(media.sha256))
        const fresh = wanted.pictures.filter(isFresh)
        if (before && before.pictures.length + fresh.length > mostPictures[wanted.kind]) return { kind: 'picturesFull', reference: before }
        const id = before?.id ?? newId()
        if (!before) {
          const { count } = await transaction
            .selectFrom('kept_references')
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .where('workspace', '=', workspace)
            .where('folded', 'is not', null)
            .executeTakeFirstOrThrow()
          if (Number(count) >= mostReferences) return { kind: 'full' }
          const { name, kind } = wanted
          const owner = { owner_id: by.id, owner_name: by.name }
          await transaction
            .insertInto('kept_references')
            .values({ id, workspace, folded: foldName(name), name, kind, ...owner, kept_at: now, gone_at: null })
            .execute()
        }
        const last = await transaction
          .selectFrom('reference_pictures')
          .select('at')
          .where('reference_id', '=', id)
          .orderBy('at', 'desc')
          .limit(1)
          .executeTakeFirst()
        if (fresh.length > 0) {
          await transaction
            .insertInto('reference_pictures')
            .values(
              fresh.map(({ media, generationId }, index) => ({
                id: newId(),
                reference_id: id,
                at: (last?.at ?? -1) + 1 + index,
                media_json: JSON.stringify(media),
                generation_id: generationId,
                member_id: by.id,
                member_name: by.name,
                added_at: now,
                gone_at: null,
              })),
            )
            .execute()
        }
        const [reference] = await named(transaction, key, [wanted.name])
        if (!reference) throw new Error('a reference that was just kept is not there')
        return { kind: 'kept', reference, isNew: !before, left: wanted.pictures.filter((one) => !fresh.includes(one)) }
      })
    },

    /** How many pictures a member added since a time, and when the first of them. */
    async addedSince(member: MemberKey, since: number): Promise<{ count: number; oldest: number | null }> {
      const rows = await db
        .selectFrom('reference_pictures')
        .innerJoin('kept_references', 'kept_references.id', 'reference_pictures.reference_id')
        .select('added_at')
        .where('workspace', '=', spaceOf(member))
        .where('member_id', '=', member.memberId)
        .where('added_at', '>', since)
        .orderBy('added_at')
        .execute()
      return { count: rows.length, oldest: rows[0]?.added_at ?? null }
    },

    /** Takes a word away; its files go a while later. False when it was gone already. */
    async remove(id: string, now: number): Promise<boolean> {
      const done = await db
        .updateTable('kept_references')
        .set({ folded: null, gone_at: now })
        .where('id', '=', id)
        .where('folded', 'is not', null)
        .executeTakeFirst()
      return done.numUpdatedRows > 0n
    },

    /** A word that was taken away after a time, by its id; null when there is none. */
    async goneSince(key: WorkspaceKey, id: string, since: number): Promise<Reference | null> {
      const words = await selectWords(db, key).where('id', '=', id).where('folded', 'is', null).where('gone_at', '>', since).execute()
      return (await withPictures(db, words))[0] ?? null
    },

    /** Brings a word back, where nothing else is kept under it by now. */
    restore(key: WorkspaceKey, { id, name }: Pick<Reference, 'id' | 'name'>): Promise<boolean> {
      return db.transaction().execute(async (transaction) => {
        await lockIn(transaction, `references:${spaceOf(key)}`)
        if ((await named(transaction, key, [name])).length > 0) return false
        const done = await transaction
          .updateTable('kept_references')
          .set({ folded: foldName(name), gone_at: null })
          .where('id', '=', id)
          .where('gone_at', 'is not', null)
          .executeTakeFirst()
        return done.numUpdatedRows > 0n
      })
    },

    /**
     * Takes away every picture that a member added. A word of theirs with pictures of others is the first of those others' from then on;
     * one without is gone.
     */
    forget(member: MemberKey, now: number): Promise<void> {
      const workspace = spaceOf(member)
      return db.transaction().execute(async (transaction) => {
        await lockIn(transaction, `references:${workspace}`)
        const words = await transaction
          .selectFrom('kept_references')
          .select(['id', 'owner_id'])
          .where('workspace', '=', workspace)
          .execute()
        for (const word of words) {
          await transaction
            .updateTable('reference_pictures')
            .set({ gone_at: now, member_name: '' })
            .where('reference_id', '=', word.id)
            .where('member_id', '=', member.memberId)
            .execute()
          const heir = await transaction
            .selectFrom('reference_pictures')
            .select(['member_id', 'member_name'])
            .where('reference_id', '=', word.id)
            .where('gone_at', 'is', null)
            .orderBy('at')
            .limit(1)
            .executeTakeFirst()
          const change = heir ? { owner_id: heir.member_id, owner_name: heir.member_name } : { folded: null, gone_at: now, owner_name: '' }
          if (!heir || word.owner_id === member.memberId) {
            await transaction.updateTable('kept_references').set(change).where('id', '=', word.id).execute()
          }
        }
      })
    },
  }
}
export type ReferenceRows = ReturnType<typeof createReferences>
