import { mkdtempDisposable } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../../core/id.ts'
import type { StoredMedia } from '../../core/media.ts'
import type { PostMedia } from '../../core/post.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import type { Parts } from '../parts.ts'
import { answerFolder } from './answer-files.ts'

/** How long a sheet may take, the wait in line included: the words were what was asked for. */
const timeoutMs = 60_000

type Labelled = readonly { media: StoredMedia; label: string }[]

/** Shows pictures that are kept under words: one as it is, several on one sheet with their labels. */
export const createDrawBoard = (parts: Pick<Parts, 'log' | 'media' | 'mediaStore' | 'workPath'>) => {
  const draw = async (line: string, pictures: Labelled, alt: Text): Promise<PostMedia> => {
    await using lent = new AsyncDisposableStack()
    const folder = lent.use(await mkdtempDisposable(join(parts.workPath, 'board-')).catch(throwStorageFault))
    const tiles: { path: string; label: string }[] = []
    for (const { media, label } of pictures) {
      const { path, release } = await parts.mediaStore.borrow(media.key)
      lent.defer(release)
      tiles.push({ path, label })
    }
    const path = join(folder.path, 'board.jpg')
    const { width, height, sizeBytes } = await parts.media.forMember(line).numberSheet(path, { tiles }, AbortSignal.timeout(timeoutMs))
    const key = `${answerFolder}${newId()}.jpg`
    await parts.mediaStore.ensureRoom(sizeBytes)
    await parts.mediaStore.put(key, path)
    return { key, mediaType: 'image/jpeg', sizeBytes, fileName: 'moodreel-references.jpg', alt, width, height, durationSeconds: 0 }
  }

  return {
    one(name: string, { key, mediaType, sizeBytes, width, height }: StoredMedia): PostMedia {
      const fileName = `moodreel-reference${mediaType === 'image/jpeg' ? '.jpg' : '.png'}`
      return { key, mediaType, sizeBytes, fileName, alt: say('reference.pictureAlt', { name }), width, height, durationSeconds: 0 }
    },

    /**
     * Ten at most. It is drawn for one answer, and kept for as long as that is read. `line` is who asked, as in `media-line.ts`. Null where it
     * cannot be drawn: one bad picture must not keep the words of all from being listed.
     */
    async several(line: string, pictures: Labelled, alt: Text): Promise<PostMedia | null> {
      try {
        return await draw(line, pictures, alt)
      } catch (error) {
        parts.log.warn(
          { err: error, line, pictures: pictures.length },
          'a sheet of references could not be drawn; the answer stands without it',
        )
        return null
      }
    },
  }
}
