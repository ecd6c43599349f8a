import { mkdtempDisposable } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../../core/id.ts'
import type { StoredMedia } from '../../core/media.ts'
import type { PostMedia } from '../../core/post.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import type { Parts } from '../parts.ts'
import { answerFolder } from './answer-files.ts'

/** Shows pictures that are kept under words: one as it is, several on one sheet with their labels. */
export const createDrawBoard = (parts: Pick<Parts, 'media' | 'mediaStore' | 'workPath'>) => ({
  async one(name: string, { key, mediaType, sizeBytes, width, height }: StoredMedia): Promise<PostMedia> {
    const fileName = `moodreel-reference${mediaType === 'image/jpeg' ? '.jpg' : '.png'}`
    return { key, mediaType, sizeBytes, fileName, alt: say('reference.pictureAlt', { name }), width, height, durationSeconds: 0 }
  },

  /** Ten at most. It is drawn for one answer, and kept for as long as that is read. */
  async several(pictures: readonly { media: StoredMedia; label: string }[], alt: Text): Promise<PostMedia> {
    await using lent = new AsyncDisposableStack()
    const folder = lent.use(await mkdtempDisposable(join(parts.workPath, 'board-')).catch(throwStorageFault))
    const tiles: { path: string; label: string }[] = []
    for (const { media, label } of pictures) {
      const { path, release } = await parts.mediaStore.borrow(media.key)
      lent.defer(release)
      tiles.push({ path, label })
    }
    const path = join(folder.path, 'board.jpg')
    const { width, height } = await parts.media.numberSheet(path, { tiles })
    const key = `${answerFolder}${newId()}.jpg`
    await parts.mediaStore.put(key, path)
    const sizeBytes = await parts.mediaStore.size(key)
    return { key, mediaType: 'image/jpeg', sizeBytes, fileName: 'moodreel-references.jpg', alt, width, height, durationSeconds: 0 }
  },
})
