import { z } from 'zod'
import type { Log } from '../../../core/log.ts'
import type { Memory } from '../../../core/memory.ts'
import type { PostRef } from '../../../core/platform.ts'
import type { Post } from '../../../core/post.ts'
import { wordPost } from '../../../core/words/word-post.ts'
import { partsOf } from './message-ref.ts'
import type { Uploads } from './uploads.ts'

/** The still of a message, as Slack has it. */
const keptSchema = z.object({ mediaKey: z.string(), fileId: z.string() }).nullable()

/** A still that Slack has, to stand in a message. */
export interface Cover {
  fileId: string
  alt: string
}

/** The stills inside of messages: on the first of a batch that of its clips, or the sheet of its stills, on a report that of the clip. */
export interface Covers {
  /** The still of a post, uploaded when it is first needed; the one before it goes. Without one the message is still true. */
  of(ref: PostRef, post: Post): Promise<Cover | undefined>
  /** A message that is taken away takes its still with it. */
  remove(ref: PostRef): Promise<void>
}

export const createCovers = ({ uploads, memory, log }: { uploads: Uploads; memory: Memory; log: Log }): Covers => {
  const drop = async (key: string): Promise<void> => {
    const kept = keptSchema.parse(await memory.get(key))
    if (!kept) return
    await uploads.remove(kept.fileId)
    await memory.set(key, null)
  }

  return {
    async of(ref, given) {
      const { sheet, thumbnail: small, generationIds } = wordPost(given)
      const still = sheet ?? small
      // Slack covers nothing: of a flagged clip there is no still.
      const thumbnail = still?.spoiler ? undefined : still
      const key = keyOf(ref)
      try {
        const kept = keptSchema.parse(await memory.get(key))
        if (thumbnail && kept?.mediaKey === thumbnail.key) return { fileId: kept.fileId, alt: thumbnail.alt }
        const fileId = thumbnail && (await uploads.keep({ key: thumbnail.key, fileName: thumbnail.fileName, alt: thumbnail.alt }))
        if (kept) await uploads.remove(kept.fileId)
        if (thumbnail && fileId) await memory.set(key, { mediaKey: thumbnail.key, fileId })
        else if (kept) await memory.set(key, null)
        return thumbnail && fileId ? { fileId, alt: thumbnail.alt } : undefined
      } catch (error) {
        log.warn({ err: error, generations: generationIds }, 'the still of a message could not be uploaded, or taken away')
        return undefined
      }
    },

    async remove(ref) {
      await drop(keyOf(ref))
      await removeOld(ref)
    },
  }

  /** Before stills were kept by their message, that of a batch was by its first clip, and went with it. */
  async function removeOld(ref: PostRef): Promise<void> {
    const batchId = z
      .string()
      .nullable()
      .parse(await memory.get(`slack:covered-by:${ref.channel}:${ref.message}`))
    if (batchId === null) return
    const old = z
      .object({ fileId: z.string().optional() })
      .nullable()
      .parse(await memory.get(`slack:cover:${batchId}`))
    if (old?.fileId) await uploads.remove(old.fileId)
    await memory.set(`slack:cover:${batchId}`, null)
  }
}

const keyOf = (ref: PostRef): string => `slack:still:${ref.channel}:${partsOf(ref).ts}`
