import { mkdtempDisposable, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { MoodreelError } from '../../core/errors.ts'
import { newId } from '../../core/id.ts'
import type { Attachment } from '../../core/request.ts'
import { say } from '../../core/words/sentence.ts'
import type { NewPicture } from '../../storage/references.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import { referenceFolder } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { fetchAttachment } from '../workflow/fetch-attachment.ts'
import { hashFile } from '../workflow/hash-file.ts'
import { cleanInput, inspectInput } from '../workflow/prepare-input.ts'

/** A picture to copy: a file that somebody gave, or that of a clip. */
export interface Taken {
  attachment: Attachment
  generationId: string | null
}

/** What models take as a reference is smaller by far. */
const mostMegabytes = 25
/** Of the longer side of what is kept, in pixels: models need no more, and a workspace may keep nine hundred such pictures. */
const mostSide = 4096
const copyMs = 90_000

/**
 * Copies a picture into the media store as a file of its own, looked into, without metadata, and scaled down where it has more pixels than
 * a model needs. What was made here is told apart by its key, for nobody has to confirm that they may use it. `line`: as in
 * `media-line.ts`. Throws as `fetchAttachment` and `cleanInput` do, and `too_large`.
 */
export const createCopyPicture =
  (parts: Pick<Parts, 'media' | 'mediaStore' | 'memberFetch' | 'platforms' | 'workPath'>) =>
  async (from: { platform: string }, line: string, { attachment, generationId }: Taken): Promise<NewPicture> => {
    const tooLarge = () => new MoodreelError('too_large', say('reference.tooLarge', { file: attachment.name, most: mostMegabytes }))
    const mostBytes = mostMegabytes * 1024 * 1024
    if ((attachment.sizeBytes ?? 0) > mostBytes) throw tooLarge()
    await using folder = await mkdtempDisposable(join(parts.workPath, 'reference-')).catch(throwStorageFault)
    const signal = AbortSignal.timeout(copyMs)
    const raw = join(folder.path, 'raw')
    await fetchAttachment(parts, from, attachment, raw, signal)
    if ((await stat(raw)).size > mostBytes) throw tooLarge()
    const media = parts.media.forMember(line)
    try {
      const found = await inspectInput(media, 'referenceImages', raw, signal)
      await parts.mediaStore.ensureRoom(2 * found.sizeBytes)
      const { path, ending, info } = await cleanInput(media, found, raw, folder.path, { maxSide: mostSide, signal })
      const sha256 = await hashFile(path)
      const key = `${referenceFolder}${generationId === null ? 'given' : 'made'}/${newId()}${ending}`
      await parts.mediaStore.put(key, path)
      return { media: { ...info, key, sha256 }, generationId }
    } catch (error) {
      if (!(error instanceof MoodreelError) || error.code !== 'bad_media') throw error
      throw new MoodreelError('bad_media', say('media.ofFile', { file: attachment.name, problem: error.sentence }), { cause: error })
    }
  }
