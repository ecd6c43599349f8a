import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MoodreelError } from '../core/errors.ts'
import type { Clip } from '../core/generation.ts'
import type { StoredMedia } from '../core/media.ts'
import type { Post } from '../core/post.ts'
import type { GenerationRecord } from '../storage/generations.ts'
import { clipPost } from './card.ts'
import { clipFileKeys, clipPostKeys } from './clip-keys.ts'
import { hashFile } from './hash-file.ts'
import type { Parts } from './parts.ts'
import { platformOf } from './platform-of.ts'
import type { StageContext } from './stage.ts'

/** Posts the clip to the thread that asked, once, in a size that the platform takes. */
export const createDeliver =
  (parts: Parts) =>
  async ({ record, signal }: StageContext): Promise<void> => {
    const { clip } = record.generation
    const { thread } = record.batch
    if (!clip || !thread) throw new MoodreelError('internal', 'A clip is delivered that is not there, or has no thread.')
    const limitBytes = await platformOf(parts, record.batch).fileLimitBytes(thread)
    const video = await fitted(parts, record, clip, limitBytes, signal)
    const post = clipPost(record, { ...clip, video }, parts.models, parts.clock.now())
    await sendOnce(parts, record, clipPostKeys(record.generation.id).clip, post, signal)
  }

/** Sends a post to the batch's thread unless it was sent. A try that may have arrived is told to the platform. */
export const sendOnce = async (parts: Parts, { batch }: GenerationRecord, key: string, post: Post, signal: AbortSignal): Promise<void> => {
  if (!batch.thread) return
  const intent = await parts.posts.begin(key, parts.clock.now())
  if (intent.kind === 'sent') return
  await parts.flush()
  const ref = await platformOf(parts, batch).post(batch.thread, post, { key, again: intent.again, signal })
  await parts.posts.sent(key, ref, parts.clock.now())
}

/** The clip itself, or a smaller copy with the same recipe when the platform would refuse it. */
const fitted = async (
  parts: Parts,
  { generation }: GenerationRecord,
  clip: Clip,
  limitBytes: number,
  signal: AbortSignal,
): Promise<StoredMedia> => {
  if (clip.video.sizeBytes <= limitBytes) return clip.video
  const folder = await mkdtemp(join(parts.workPath, 'fit-'))
  const original = await parts.mediaStore.borrow(clip.video.key)
  try {
    const small = join(folder, 'small.mp4')
    const tagged = join(folder, 'tagged.mp4')
    const recipeBytes = Buffer.byteLength(JSON.stringify(clip.recipe)) + 4096
    await parts.media.fit(original.path, small, { limitBytes: limitBytes - recipeBytes }, signal)
    const info = await parts.media.tag(small, tagged, clip.recipe, signal)
    const key = clipFileKeys(generation.id).fitted
    await parts.mediaStore.put(key, tagged)
    return { ...info, key, sha256: await hashFile(tagged) }
  } finally {
    await original.release()
    await rm(folder, { recursive: true, force: true })
  }
}
