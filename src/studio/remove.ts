import { isFinal } from '../core/generation.ts'
import type { GenerationRecord } from '../storage/generation-rows.ts'
import type { Announcer } from './announcer.ts'
import { clipFileKeys, clipPostKeys, fittedFolder } from './clip-keys.ts'
import type { Parts } from './parts.ts'
import { platformOf } from './platform-of.ts'

/**
 * Takes a finished clip away. The posts go last: while one stands, its button can end what a crash interrupted. The
 * first message of a batch goes with its last clip. The files that the clip was made from stay for a day
 * (`sweep-files.ts`): they are kept by hash, and other clips may start from them.
 */
export const createRemove =
  (parts: Parts, announcer: Announcer) =>
  async ({ generation, batch }: GenerationRecord): Promise<string> => {
    const { id } = generation
    const unseen = (cause: unknown): void => parts.log.warn({ err: cause, batch: batch.id }, 'a removal is not seen in the first message')
    if (!isFinal(generation.state)) return 'That clip is not done yet; cancel it instead.'
    if (generation.removedAt === null) await parts.generations.update(id, { removed_at: parts.clock.now() })
    await parts.flush()
    for (const key of Object.values(clipFileKeys(id))) await parts.mediaStore.remove(key)
    for await (const { key } of parts.mediaStore.list(fittedFolder(id))) await parts.mediaStore.remove(key)

    const platform = platformOf(parts, batch)
    for (const key of Object.values(clipPostKeys(id))) {
      const post = await parts.posts.find(key)
      if (post) await platform.remove(post)
    }
    const takes = await parts.generations.ofBatch(batch.id)
    const isLast = takes.every((take) => take.generation.removedAt !== null)
    if (!isLast) await announcer.finish(batch.id).catch(unseen)
    else if (batch.root) await platform.remove(batch.root)
    return generation.inputs.length > 0
      ? 'Deleted that clip. The files it was made from go in a day, unless other clips start from them.'
      : 'Deleted that clip.'
  }
