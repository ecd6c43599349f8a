import { mkdtempDisposable } from 'node:fs/promises'
import { join } from 'node:path'
import type { Generation } from '../../core/generation.ts'
import { finishedClip } from '../../core/options/find-clip.ts'
import { storedAttachment } from '../../core/remake/draft-from.ts'
import type { Attachment } from '../../core/request.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import { clipFileKeys } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'

const timeoutMs = 60_000

/**
 * Keeps the first or the last frame of a clip as a PNG, so that the clip that starts from it begins without a jump. `member` is who asked, as
 * in `media-line.ts`.
 */
export const createEdgeFrame =
  (parts: Pick<Parts, 'media' | 'mediaStore' | 'workPath'>) =>
  async (generation: Generation, at: 'first' | 'last', member: string): Promise<Attachment> => {
    const { video } = finishedClip(generation)
    const key = clipFileKeys(generation.id)[`${at}Frame`]
    await using folder = await mkdtempDisposable(join(parts.workPath, `${at}-frame-`)).catch(throwStorageFault)
    const clip = await parts.mediaStore.borrow(video.key)
    try {
      const path = join(folder.path, `${at}.png`)
      const info = await parts.media.forMember(member).frame(clip.path, path, { at }, AbortSignal.timeout(timeoutMs))
      await parts.mediaStore.ensureRoom(info.sizeBytes)
      await parts.mediaStore.put(key, path)
      return storedAttachment({ ...info, key }, `${at}-frame-of-${generation.id}.png`)
    } finally {
      await clip.release()
    }
  }
