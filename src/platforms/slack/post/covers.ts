import { z } from 'zod'
import type { Log } from '../../../core/log.ts'
import type { Memory } from '../../../core/memory.ts'
import type { PostRef } from '../../../core/platform.ts'
import type { Post } from '../../../core/post.ts'
import { wordPost } from '../../../core/words/word-post.ts'
import type { Uploads } from './uploads.ts'

/** The still of a batch's first clip, for its first message. */
const coverSchema = z.object({
  posterKey: z.string(),
  alt: z.string(),
  fileId: z.string().optional(),
  removed: z.boolean().default(false),
})

/** A still that Slack has, to stand in a message. */
export interface Cover {
  fileId: string
  alt: string
}

/** The stills in messages: on the first of a batch that of its first clip, on a report that of the clip. */
export interface Covers {
  /** Keeps in mind what a clip that was posted looks like. */
  remember(post: Post, ref: PostRef): Promise<void>
  /** The cover of a batch that is over, uploaded when it is first needed. Without one the message is still true. */
  of(post: Post): Promise<Cover | undefined>
  /** The still of a reported clip, uploaded when it is first needed. It goes with the first version of its post that has none. */
  ofReport(post: Post): Promise<Cover | undefined>
  /** A clip that is taken away takes its still with it. */
  remove(ref: PostRef): Promise<void>
}

export const createCovers = ({ uploads, memory, log }: { uploads: Uploads; memory: Memory; log: Log }): Covers => {
  const remember: Covers['remember'] = async (given, ref) => {
    const post = wordPost(given)
    const [media] = post.media
    if (post.kind !== 'clip' || !post.batchId || !media?.posterKey) return
    const key = coverKey(post.batchId)
    if (await memory.get(key)) return
    await memory.set(key, { posterKey: media.posterKey, alt: media.alt })
    await memory.set(coveredKey(ref), post.batchId)
  }

  const remove: Covers['remove'] = async (ref) => {
    const batchId = z
      .string()
      .nullable()
      .parse(await memory.get(coveredKey(ref)))
    if (batchId === null) return
    const cover = coverSchema.nullable().parse(await memory.get(coverKey(batchId)))
    if (!cover) return
    if (cover.fileId) await uploads.remove(cover.fileId)
    await memory.set(coverKey(batchId), { posterKey: cover.posterKey, alt: '', removed: true })
  }

  const of: Covers['of'] = async (post) => {
    if (!post.batchId || (post.progress ?? []).length > 0) return undefined
    const key = coverKey(post.batchId)
    const cover = coverSchema.nullable().parse(await memory.get(key))
    if (!cover || cover.removed) return undefined
    if (cover.fileId) return { ...cover, fileId: cover.fileId }
    try {
      const fileId = await uploads.keep({ key: cover.posterKey, fileName: 'poster.jpg', alt: cover.alt })
      await memory.set(key, { ...cover, fileId })
      return { ...cover, fileId }
    } catch (error) {
      log.warn({ err: error, batch: post.batchId }, 'the poster of a batch could not be uploaded')
      return undefined
    }
  }

  const ofReport: Covers['ofReport'] = async (given) => {
    const { thumbnail, generationIds } = wordPost(given)
    const key = reportKey(generationIds.join())
    const kept = z
      .string()
      .nullable()
      .parse(await memory.get(key))
    try {
      if (thumbnail) {
        const fileId = kept ?? (await uploads.keep({ key: thumbnail.key, fileName: thumbnail.fileName, alt: thumbnail.alt }))
        if (kept === null) await memory.set(key, fileId)
        return { fileId, alt: thumbnail.alt }
      }
      if (kept !== null) {
        await uploads.remove(kept)
        await memory.set(key, null)
      }
    } catch (error) {
      log.warn({ err: error, generations: generationIds }, 'the still of a report could not be uploaded, or taken away')
    }
    return undefined
  }

  return { remember, of, ofReport, remove }
}

const coverKey = (batchId: string): string => `slack:cover:${batchId}`
const reportKey = (generationIds: string): string => `slack:reported:${generationIds}`
const coveredKey = (ref: PostRef): string => `slack:covered-by:${ref.channel}:${ref.message}`
