import { mkdtempDisposable } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clip } from '../../core/generation.ts'
import type { PostMedia } from '../../core/post.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import { sheetFolder } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { areThere } from './are-there.ts'
import { originalOf } from './original-of.ts'
import { calledOf } from './round-post.ts'

/** What the original of a fix is called on its round. */
const originalNumber = '0'

/** A fixed still beside what it was, on one picture; null for what is no fix, where what it was is gone, and where it cannot be drawn. */
export const createBeforeAfter =
  (parts: Pick<Parts, 'generations' | 'log' | 'media' | 'mediaStore' | 'workPath'>) =>
  async (record: GenerationRecord, clip: Clip): Promise<PostMedia | null> => {
    const { batch, generation } = record
    const original = await originalOf(parts, record)
    if (!original || clip.video.kind !== 'image') return null
    const number = calledOf(generation)
    const fileName = `${generation.id}-before.jpg`
    const key = `${sheetFolder(batch.id)}${fileName}`
    const draw = async (): Promise<void> => {
      await using lent = new AsyncDisposableStack()
      const folder = lent.use(await mkdtempDisposable(join(parts.workPath, 'before-')).catch(throwStorageFault))
      const lend = async (file: string): Promise<string> => {
        const { path, release } = await parts.mediaStore.borrow(file)
        lent.defer(release)
        return path
      }
      const path = join(folder.path, 'before.jpg')
      await parts.media.beforeAfter(path, {
        before: { path: await lend(original.clip.video.key), label: originalNumber },
        after: { path: await lend(clip.video.key), label: number },
      })
      await parts.mediaStore.put(key, path)
    }
    try {
      const known = await parts.mediaStore.size(key).catch(() => null)
      if (known === null) await draw()
      if (known === null && !(await areThere(parts, [generation.id, original.id]))) {
        await parts.mediaStore.remove(key)
        return null
      }
      return {
        key,
        mediaType: 'image/jpeg',
        sizeBytes: known ?? (await parts.mediaStore.size(key)),
        fileName: `moodreel-${fileName}`,
        alt: say('clip.beforeAfterAlt', { number, prompt: generation.request.prompt }),
        ...{ width: 0, height: 0, durationSeconds: 0 },
        ...((clip.flagged || original.clip.flagged) && { spoiler: true }),
      }
    } catch (error) {
      parts.log.warn({ err: error, generation: generation.id }, 'a before and after could not be drawn; the fix is shown alone')
      return null
    }
  }
