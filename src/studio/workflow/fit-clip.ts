import { mkdtempDisposable } from 'node:fs/promises'
import { join } from 'node:path'
import { MoodreelError } from '../../core/errors.ts'
import type { Clip } from '../../core/generation.ts'
import { kindOf } from '../../core/made.ts'
import type { StoredMedia } from '../../core/media.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import { clipEnding, fittedFolder } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { hashFile } from './hash-file.ts'
import { countingDeaths } from './obstacles.ts'

/**
 * The clip itself, or a smaller copy with the same recipe where the platform would refuse it. Throws MoodreelError `too_large` or `bad_media`
 * where it cannot be made smaller, and `not_found` where it was taken away meanwhile.
 */
export const fitClip = async (
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
    const key = `${fittedFolder(generation.id)}${sha256}${clipEnding(info)}`
    await parts.mediaStore.put(key, small)
    // Who took the clip away for good meanwhile emptied the folder before the copy came into it.
    const now = await parts.generations.find(generation.id)
    if (!now || (now.generation.removedAt !== null && now.keptUntil === null)) {
      await parts.mediaStore.remove(key)
      throw new MoodreelError('not_found', say('option.clipDeleted', { id: generation.id, kind: kindOf(generation) }))
    }
    return { ...info, key, sha256 }
  } finally {
    await original.release()
  }
}
