import { mkdtempDisposable } from 'node:fs/promises'
import { join } from 'node:path'
import { MoodreelError } from '../../core/errors.ts'
import type { Clip } from '../../core/generation.ts'
import type { StoredMedia } from '../../core/media.ts'
import type { Post } from '../../core/post.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import { clipPostKeys, fittedFolder } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'
import { clipPost, type FileRefusal, linkPost } from '../posts/clip-post.ts'
import { readPreferences } from '../preferences.ts'
import { hashFile } from './hash-file.ts'
import { countingDeaths } from './obstacles.ts'
import type { StageContext } from './stage.ts'

/** How often a clip is made smaller before it is linked to. */
const maxFits = 3
/** What is aimed at after a refusal: platforms have promised more than they take. */
const smallerBy = 0.6

type DeliverParts = Pick<
  Parts,
  | 'catalogue'
  | 'clock'
  | 'flush'
  | 'generations'
  | 'log'
  | 'media'
  | 'mediaStore'
  | 'platforms'
  | 'posts'
  | 'publicLinks'
  | 'settings'
  | 'workPath'
>

/** Posts the clip to the thread that asked. */
export const createDeliver = (parts: DeliverParts) => {
  const postClip = createPostClip(parts)
  return ({ record, signal }: StageContext): Promise<void> => postClip(record, clipPostKeys(record.generation.id).clip, signal)
}

/** Posts a clip to its thread, once for a key: whole, or as small as the platform wants it, or at last as a link. */
export type PostClip = (record: GenerationRecord, key: string, signal: AbortSignal) => Promise<void>

export const createPostClip =
  (parts: DeliverParts): PostClip =>
  async (record, key, signal) => {
    const { clip, id, finishedAt } = record.generation
    const { thread } = record.batch
    if (!clip || !thread) throw new MoodreelError('internal', 'A clip is delivered that is not there, or has no thread.')
    // One that comes back was done before, and calls nobody.
    const { notify } =
      finishedAt === null
        ? await readPreferences(parts, { ...record.batch, member: { id: record.batch.memberId } })
        : { notify: 'never' as const }
    const context = { models: parts.catalogue.models(), now: finishedAt ?? parts.clock.now(), notify }
    let why: FileRefusal = 'too_large'
    let limitBytes = await platformOf(parts, record.batch).fileLimitBytes(thread)
    for (let fits = 0; fits < maxFits; fits++) {
      const video = await orNull(fitted(parts, record, clip, limitBytes, signal))
      if (!video) break
      const post = clipPost(record, clip, context, video)
      const refusal = await sendOnce(parts, record, key, post, signal).then(() => null, refusalOf)
      if (!refusal) return
      parts.log.warn({ generation: id, code: refusal, sizeBytes: video.sizeBytes, limitBytes }, 'the platform refused the clip as a file')
      why = refusal
      // Of another size it would be refused again.
      if (why === 'file_refused') break
      limitBytes = Math.floor(Math.min(limitBytes, video.sizeBytes) * smallerBy)
    }
    const link = parts.publicLinks?.clip(id) ?? null
    const linked = linkPost(record, clip, context, { url: link, why })
    const refused = await sendOnce(parts, record, key, linked, signal).then(() => null, refusalOf)
    // Where no file goes at all, the words do.
    if (refused) await sendOnce(parts, record, key, { ...linked, media: [] }, signal)
  }

/** Why a platform does not take the clip; anything else is a fault. */
const refusalOf = (error: unknown): FileRefusal => {
  if (error instanceof MoodreelError && (error.code === 'too_large' || error.code === 'file_refused')) return error.code
  throw error
}

/** Null for what is too large, or cannot be made smaller. */
const orNull = <Result>(work: Promise<Result>): Promise<Result | null> =>
  work.catch((error: unknown) => {
    if (error instanceof MoodreelError && (error.code === 'too_large' || error.code === 'bad_media')) return null
    throw error
  })

/** Sends a post to the batch's thread, in the batch's language, unless it was sent. A try that may have arrived is told to the platform. */
export const sendOnce = async (
  parts: Pick<Parts, 'clock' | 'flush' | 'platforms' | 'posts'>,
  { batch }: GenerationRecord,
  key: string,
  post: Post,
  signal: AbortSignal,
): Promise<void> => {
  if (!batch.thread) return
  const intent = await parts.posts.begin(key, parts.clock.now())
  if (intent.kind === 'sent') return
  await parts.flush()
  const ref = await platformOf(parts, batch).post(batch.thread, { ...post, language: batch.language }, { key, again: intent.again, signal })
  await parts.posts.sent(key, ref, parts.clock.now())
}

/** The clip itself, or a smaller copy with the same recipe when the platform would refuse it. */
const fitted = async (
  parts: Pick<Parts, 'generations' | 'log' | 'media' | 'mediaStore' | 'workPath'>,
  { generation }: GenerationRecord,
  clip: Clip,
  limitBytes: number,
  signal: AbortSignal,
): Promise<StoredMedia> => {
  if (clip.video.sizeBytes <= limitBytes) return clip.video
  await using folder = await mkdtempDisposable(join(parts.workPath, 'fit-')).catch(throwStorageFault)
  const original = await parts.mediaStore.borrow(clip.video.key)
  try {
    const small = join(folder.path, 'small.mp4')
    const info = await countingDeaths(parts, generation, () => parts.media.fit(original.path, small, { limitBytes }, signal))
    const sha256 = await hashFile(small)
    const key = `${fittedFolder(generation.id)}${sha256}.mp4`
    await parts.mediaStore.put(key, small)
    return { ...info, key, sha256 }
  } finally {
    await original.release()
  }
}
