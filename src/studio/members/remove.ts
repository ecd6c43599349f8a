import { MoodreelError } from '../../core/errors.ts'
import { isFinal } from '../../core/generation.ts'
import type { PostRef } from '../../core/platform.ts'
import type { Removal } from '../../core/studio.ts'
import { inWords } from '../../core/words/in-words.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { batchFailureKey, clipFileKeys, clipPostKeys, fittedFolder } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'
import type { Announcer } from '../posts/announcer.ts'

/**
 * Takes a finished clip away. The posts go last: while one stands, its button can end what a crash interrupted. With the last clip of
 * a batch go its first message and the words in its thread's name. What the platform forbids to touch is told and stays: it must
 * not keep the rest. The files that the clip was made from stay for a day (`sweep-files.ts`): they are kept by hash, and other clips
 * may start from them.
 */
export const createRemove =
  (parts: Pick<Parts, 'clock' | 'flush' | 'generations' | 'log' | 'mediaStore' | 'platforms' | 'posts'>, announcer: Announcer) =>
  async ({ generation, batch }: GenerationRecord): Promise<Removal> => {
    const { id } = generation
    const unseen = (cause: unknown): void => parts.log.warn({ err: cause, batch: batch.id }, 'a removal is not seen in the first message')
    if (!isFinal(generation.state)) return 'notFinished'
    if (generation.removedAt === null) await parts.generations.update(id, { removed_at: parts.clock.now() })
    await parts.flush()
    for (const key of Object.values(clipFileKeys(id))) await parts.mediaStore.remove(key)
    for await (const { key } of parts.mediaStore.list(fittedFolder(id))) await parts.mediaStore.remove(key)

    const platform = platformOf(parts, batch)
    let left = false
    const unlessForbidden = (work: Promise<void> | undefined): Promise<void> =>
      Promise.resolve(work).catch((cause: unknown) => {
        if (!(cause instanceof MoodreelError) || cause.code !== 'not_allowed') throw cause
        parts.log.warn({ err: cause, generation: id }, 'the platform does not let something of a clip go')
        left = true
      })
    const removePost = async (post: PostRef | null): Promise<void> => {
      if (post) await unlessForbidden(platform.remove(post))
    }
    const takes = await parts.generations.ofBatch(batch.id)
    const isLast = takes.every((take) => take.generation.removedAt !== null)
    if (isLast && batch.thread && batch.root) {
      await unlessForbidden(platform.renameThread?.(batch.thread, batch.root, inWords(say('member.deletedClips'), batch.language)))
    }
    for (const key of Object.values(clipPostKeys(id))) await removePost(await parts.posts.find(key))
    if (!isLast) await announcer.finish(batch.id).catch(unseen)
    else {
      await removePost(await parts.posts.find(batchFailureKey(batch.id)))
      await removePost(batch.root)
    }
    if (left) return 'deletedPartly'
    return generation.inputs.length > 0 ? 'deletedWithInputs' : 'deleted'
  }
