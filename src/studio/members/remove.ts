import { MoodreelError } from '../../core/errors.ts'
import { isFinal } from '../../core/generation.ts'
import type { KeyedLock } from '../../core/keyed-lock.ts'
import type { PostRef } from '../../core/platform.ts'
import type { Removal } from '../../core/studio.ts'
import { inWords } from '../../core/words/in-words.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { batchFailureKey, clipPostKeys, removeClipFiles, sheetFolder } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'
import type { Announcer } from '../posts/announcer.ts'
import type { ClipPosts } from '../workflow/clip-posts.ts'
import type { FailurePosts } from '../workflow/failure-posts.ts'

/** How a clip is taken away: for good, or so that it can be brought back for a while. */
export interface RemoveOptions {
  keepMs?: number | undefined
  /** The member who does it. */
  by?: string | undefined
}

/**
 * Takes a finished clip away. The posts go last: while one stands, its button can end what a crash interrupted. With the last clip of
 * a batch go its first message and the words in its thread's name. What the platform forbids to touch is told and stays: it must
 * not keep the rest. The files that the clip was made from stay for a day (`sweep-files.ts`): they are kept by hash, and other clips
 * may start from them.
 *
 * With `keepMs` the clip's own files stay for so long, and the first message of its batch stays without its words: `restore.ts`
 * brings it back, or `sweep.ts` takes it away for good.
 */
export const createRemove = (
  parts: Pick<Parts, 'clipFiles' | 'clock' | 'flush' | 'generations' | 'log' | 'mediaStore' | 'platforms' | 'posts'>,
  {
    announcer,
    clipPosts,
    failurePosts,
    locked,
  }: {
    announcer: Announcer
    clipPosts: Pick<ClipPosts, 'redraw'>
    failurePosts: Pick<FailurePosts, 'remove'>
    /** Of one batch one after the other, with what `restore.ts` does. */
    locked: KeyedLock
  },
) => {
  const remove = async (record: GenerationRecord, { keepMs, by }: RemoveOptions): Promise<Removal> => {
    const { generation, batch } = record
    const { id } = generation
    const unseen = (cause: unknown): void => parts.log.warn({ err: cause, batch: batch.id }, 'a removal is not seen in the first message')
    if (!isFinal(generation.state)) return 'notFinished'
    const now = parts.clock.now()
    const isThere = generation.removedAt === null
    const hasFiles = generation.clip !== null && generation.filesGoneAt === null
    const canBeKept = keepMs !== undefined && hasFiles && generation.state === 'delivered'
    // Of a clip that is gone already nothing can be kept, and what is kept is kept no longer for being asked again.
    const keptUntil = canBeKept ? (isThere ? now + keepMs : record.keptUntil) : null
    if (isThere) await parts.generations.update(id, { removed_at: now, removed_by: by ?? null, kept_until: keptUntil })
    await parts.flush()
    for await (const { key } of parts.mediaStore.list(sheetFolder(batch.id))) await parts.mediaStore.remove(key)
    if (keptUntil === null) {
      await removeClipFiles(parts.mediaStore, id)
      await parts.clipFiles.gone(id)
    }

    const platform = platformOf(parts, batch)
    let left = false
    const isLeft = (cause: unknown): false => {
      parts.log.warn({ err: cause, generation: id }, 'the platform does not let something of a clip go')
      left = true
      return false
    }
    /** False where the platform forbids it. */
    const unlessForbidden = (work: Promise<void>): Promise<boolean> =>
      work.then(
        () => true,
        (cause: unknown) => {
          if (!(cause instanceof MoodreelError) || cause.code !== 'not_allowed') throw cause
          return isLeft(cause)
        },
      )
    const removePost = async (post: PostRef | null): Promise<boolean> => post === null || unlessForbidden(platform.remove(post))
    const takes = await parts.generations.ofBatch(batch.id)
    const isLast = takes.every((take) => take.generation.removedAt !== null)
    const isLastForGood = isLast && keptUntil === null && takes.every((take) => take.generation.id === id || take.keptUntil === null)
    // Whatever becomes of the name: a chat takes few new ones, Discord two in ten minutes.
    if (isLast && batch.thread && batch.root) {
      await platform.renameThread?.(batch.thread, batch.root, inWords(say('member.deletedClips'), batch.language)).catch(isLeft)
    }
    const gone = [record.posted?.inRound !== true || (await unlessForbidden(clipPosts.redraw(record)))]
    const key = clipPostKeys(id).clip
    gone.push(await removePost(await parts.posts.find(key)))
    // Those of a clip that was brought back.
    for (const post of await parts.posts.findAll(`${key}:`)) gone.push(await removePost(post))
    if (record.posted) await parts.generations.savePosted(id, { ...record.posted, isLeft: gone.includes(false) })
    await unlessForbidden(failurePosts.remove(record))
    if (!isLastForGood) await announcer.finish(batch.id).catch(unseen)
    else {
      await removePost(await parts.posts.find(batchFailureKey(batch.id)))
      await removePost(batch.root)
    }
    if (!isThere && keptUntil === null && record.keptUntil !== null) await parts.generations.update(id, { kept_until: null })
    if (left) return 'deletedPartly'
    return generation.inputs.length > 0 ? 'deletedWithInputs' : 'deleted'
  }

  return ({ generation, batch }: GenerationRecord, options: RemoveOptions = {}): Promise<Removal> =>
    locked(batch.id, async () => {
      const record = await parts.generations.find(generation.id)
      if (!record) throw new MoodreelError('internal', 'A clip is taken away that is not in the database.')
      return remove(record, options)
    })
}
export type Remove = ReturnType<typeof createRemove>
