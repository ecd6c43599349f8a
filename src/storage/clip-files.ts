import { type ExpressionBuilder, sql } from 'kysely'
import type { Clip, Posted } from '../core/generation.ts'
import type { Database } from './database.ts'
import { parseJson } from './generation-rows.ts'
import { isReferenced, type KeepOptions } from './referenced.ts'
import type { Schema } from './schema.ts'

/** Rows that are looked at in one go, so that nobody waits for it. */
const atOnce = 200
/** Rows of an index alone are little work. */
const summedAtOnce = 2_000

/** A clip whose files are to go. */
export interface GoingClip {
  id: string
  batchId: string
}

/** Where a walk over clips with files stands: the oldest first. */
export interface FilesCursor {
  finishedAt: number
  id: string
}

export const firstFiles: FilesCursor = { finishedAt: -1, id: '' }

type Generations = ExpressionBuilder<Schema, 'generations'>

// As the indexes of 018-retention say it, or they would not be used.
const hasFiles = sql<boolean>`generations.files_bytes > 0`
const isUncounted = sql<boolean>`generations.files_bytes is null and generations.finished_at is not null`

const behind =
  ({ finishedAt, id }: FilesCursor) =>
  ({ eb, refTuple, tuple }: Generations) =>
    eb(refTuple('generations.finished_at', 'generations.id'), '>', tuple(finishedAt, id))

/** What the files of a clip take, as far as the database knows: its last frame is drawn when it is asked for, and goes after a day. */
const bytesOf = (clip: Clip, posted: Posted | null): number => {
  const file = posted?.shape.as === 'file' ? posted.shape.file : null
  const smaller = file && file.key !== clip.video.key ? file.sizeBytes : 0
  return clip.video.sizeBytes + clip.poster.sizeBytes + smaller
}

/**
 * Knows what the files of finished clips take, and lets them go in two steps: a clip is marked, from when on nobody begins anything with its
 * files; a while later, when what was begun before can be seen, the files go, unless something needs them after all. Both steps
 * can be broken off and done again. Sizes in bytes, times in milliseconds since the epoch.
 */
export const createClipFiles = (db: Database) => ({
  /** Counts the files of some clips that are over and were not counted yet. False when there are none left. */
  async count(): Promise<boolean> {
    const rows = await db
      .selectFrom('generations')
      .select(['id', 'clip_json', 'posted_json', 'removed_at', 'kept_until'])
      .where(isUncounted)
      .orderBy('finished_at')
      .limit(atOnce)
      .execute()
    await db.transaction().execute(async (transaction) => {
      for (const row of rows) {
        const clip = parseJson<Clip>(row.clip_json)
        const isGone = clip === null || (row.removed_at !== null && row.kept_until === null)
        await transaction
          .updateTable('generations')
          .set({ files_bytes: isGone ? 0 : bytesOf(clip, parseJson<Posted>(row.posted_json)) })
          .where('id', '=', row.id)
          .execute()
      }
    })
    return rows.length === atOnce
  },

  /** What a page of clips takes whose files are to stay; `next` is null after the last page. */
  async sum(after: FilesCursor): Promise<{ files: number; bytes: number; next: FilesCursor | null }> {
    const rows = await db
      .selectFrom('generations')
      .select(['id', 'finished_at', 'files_bytes', 'files_gone_at'])
      .where(hasFiles)
      .where(behind(after))
      .orderBy('finished_at')
      .orderBy('id')
      .limit(summedAtOnce)
      .execute()
    const staying = rows.filter(({ files_gone_at }) => files_gone_at === null)
    return {
      files: staying.length,
      bytes: staying.reduce((sum, row) => sum + Number(row.files_bytes), 0),
      next: rows.length === summedAtOnce ? cursorOf(rows.at(-1)) : null,
    }
  },

  /**
   * Marks clips of a page, the oldest first, that were over before a time and that nothing needs; with `bytes` no more than make up so much. `marked` is how many,
   * `bytes` what they take.
   */
  async mark(
    after: FilesCursor,
    { before, bytes = Number.POSITIVE_INFINITY, now, ...keep }: KeepOptions & { before: number; bytes?: number; now: number },
  ): Promise<{ marked: number; bytes: number; next: FilesCursor | null }> {
    const rows = await db
      .selectFrom('generations')
      .select((where) => ['id', 'finished_at', 'files_bytes', 'files_gone_at', isReferenced(keep)(where).as('needed')])
      .where(hasFiles)
      .where('finished_at', '<', before)
      .where(behind(after))
      .orderBy('finished_at')
      .orderBy('id')
      .limit(atOnce)
      .execute()
    const going: string[] = []
    let sum = 0
    for (const row of rows) {
      if (sum >= bytes) break
      if (row.needed || row.files_gone_at !== null) continue
      going.push(row.id)
      sum += Number(row.files_bytes)
    }
    if (going.length > 0) await db.updateTable('generations').set({ files_gone_at: now }).where('id', 'in', going).execute()
    return { marked: going.length, bytes: sum, next: rows.length === atOnce && sum < bytes ? cursorOf(rows.at(-1)) : null }
  },

  /** Clips that were marked before a time and still have files. Those that something needs after all are marked no longer. */
  async going(before: number): Promise<GoingClip[]> {
    const rows = await db
      .selectFrom('generations')
      // Whoever likes it only now has seen that its file is no longer kept; links were looked at when it was marked.
      .select((where) => ['id', 'batch_id', isReferenced({ keepVoted: false, linksSince: before })(where).as('needed')])
      .where(hasFiles)
      .where('files_gone_at', '<=', before)
      .orderBy('files_gone_at')
      .limit(atOnce)
      .execute()
    const needed = rows.filter((row) => row.needed).map(({ id }) => id)
    if (needed.length > 0) await db.updateTable('generations').set({ files_gone_at: null }).where('id', 'in', needed).execute()
    return rows.flatMap(({ id, batch_id, needed }) => (needed ? [] : [{ id, batchId: batch_id }]))
  },

  /** Keeps that a clip has no files any more. */
  async gone(id: string): Promise<void> {
    await db.updateTable('generations').set({ files_bytes: 0 }).where('id', '=', id).execute()
  },
})
export type ClipFiles = ReturnType<typeof createClipFiles>

const cursorOf = (row: { finished_at: number | null; id: string } | undefined): FilesCursor | null =>
  row ? { finishedAt: row.finished_at ?? 0, id: row.id } : null
