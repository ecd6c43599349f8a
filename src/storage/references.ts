import { newId } from '../core/id.ts'
import { foldName, mostPictures, type Reference, type ReferenceKind, type ReferencePicture } from '../core/reference.ts'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Database } from './database.ts'
import type { MemberKey } from './ledger-entry.ts'
import { lockIn } from './lock-in.ts'
import { named, type Reader, selectWords, withPictures } from './read-references.ts'

/** The most words of a workspace. */
export const mostReferences = 100

/** The most pictures that a member adds in so much time: they cost nothing, so that their number is what there is to limit. */
export const picturesAnHour = 90
export const hourMs = 3_600_000

/** A picture that is about to be kept. Its file is in the media store by then. */
export type NewPicture = Pick<ReferencePicture, 'media' | 'generationId'>

/** How many pictures a member added lately, and when the first of them. */
export interface Added {
  count: number
  oldest: number | null
}

/** What came of keeping: all but `kept` left everything as it was. */
export type Keeping =
  | { kind: 'kept'; reference: Reference; isNew: boolean; left: NewPicture[] }
  | { kind: 'full' }
  | { kind: 'tooOften'; added: Added }
  | { kind: 'picturesFull' | 'otherKind'; reference: Reference }

/** A word that was taken away. `goneBy`: by whom; null where nobody knows. */
export interface GoneReference extends Reference {
  goneBy: string | null
}

/** What came of bringing a word back: where it is not `restored` it is where it was. `taken`: another one is kept under it by now. */
export type Restoring = 'restored' | 'taken' | 'full'

/** Keeps which pictures stand under which word of a workspace. A file is in the media store before its row is here. */
export const createReferences = (db: Database) => {
  const addedSince = async (reader: Reader, member: MemberKey, since: number): Promise<Added> => {
    const rows = await reader
      .selectFrom('reference_pictures')
      .innerJoin('kept_references', 'kept_references.id', 'reference_pictures.reference_id')
      .select('added_at')
      .where('workspace', '=', spaceOf(member))
      .where('member_id', '=', member.memberId)
      .where('added_at', '>', since)
      .orderBy('added_at')
      .execute()
    return { count: rows.length, oldest: rows[0]?.added_at ?? null }
  }

  /** Whether a workspace has as many words as it may. */
  const isFull = async (reader: Reader, key: WorkspaceKey): Promise<boolean> => {
    const { count } = await reader
      .selectFrom('kept_references')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('workspace', '=', spaceOf(key))
      .where('folded', 'is not', null)
      .executeTakeFirstOrThrow()
    return Number(count) >= mostReferences
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
        // Whoever counted before this saw nothing of what others of the same instant were about to write.
        const added = await addedSince(transaction, { ...key, memberId: by.id }, now - hourMs)
        if (fresh.length > 0 && added.count + fresh.length > picturesAnHour) return { kind: 'tooOften', added }
        const id = before?.id ?? newId()
        if (!before) {
          if (await isFull(transaction, key)) return { kind: 'full' }
          const { name, kind } = wanted
          const owner = { owner_id: by.id, owner_name: by.name }
          await transaction
            .insertInto('kept_references')
            .values({ id, workspace, folded: foldName(name), name, kind, ...owner, kept_at: now, gone_at: null, gone_by: null })
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

    /** How many pictures a member added since a time. */
    addedSince: (member: MemberKey, since: number): Promise<Added> => addedSince(db, member, since),

    /** Takes a word away; its files go a while later. `by`: the id of a member. False when it was gone already. */
    async remove(id: string, by: string, now: number): Promise<boolean> {
      const done = await db
        .updateTable('kept_references')
        .set({ folded: null, gone_at: now, gone_by: by })
        .where('id', '=', id)
        .where('folded', 'is not', null)
        .executeTakeFirst()
      return done.numUpdatedRows > 0n
    },

    /** A word that was taken away after a time, by its id; null when there is none. */
    async goneSince(key: WorkspaceKey, id: string, since: number): Promise<GoneReference | null> {
      const row = await selectWords(db, key)
        .select('gone_by')
        .where('id', '=', id)
        .where('folded', 'is', null)
        .where('gone_at', '>', since)
        .executeTakeFirst()
      const [reference] = row ? await withPictures(db, [row]) : []
      return row && reference ? { ...reference, goneBy: row.gone_by } : null
    },

    /** Brings a word back that is gone by whom `gone` says, where there is room for it and nothing else is kept under it by now. */
    restore(key: WorkspaceKey, { id, name, goneBy }: Pick<GoneReference, 'id' | 'name' | 'goneBy'>): Promise<Restoring> {
      return db.transaction().execute(async (transaction): Promise<Restoring> => {
        await lockIn(transaction, `references:${spaceOf(key)}`)
        if ((await named(transaction, key, [name])).length > 0) return 'taken'
        if (await isFull(transaction, key)) return 'full'
        const done = await transaction
          .updateTable('kept_references')
          .set({ folded: foldName(name), gone_at: null, gone_by: null })
          .where('id', '=', id)
          .where('gone_at', 'is not', null)
          .where('gone_by', 'is not distinct from', goneBy)
          .executeTakeFirst()
        return done.numUpdatedRows > 0n ? 'restored' : 'taken'
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
        await transaction
          .updateTable('kept_references')
          .set({ gone_by: null })
          .where('workspace', '=', workspace)
          .where('gone_by', '=', member.memberId)
          .execute()
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
