import { MoodreelError } from '../core/errors.ts'
import type { MediaStore } from '../core/media-store.ts'
import { say } from '../core/words/sentence.ts'
import type { Database } from './database.ts'

/** The files of a clip, by where they are kept (`studio/clip-keys.ts`). */
const ofClip = /^(?:clips|posters|frames|fitted)\/([0-9a-z]{12})\b/

/** What is shown to whoever has a file's address. */
export type ShownMedia = Pick<MediaStore, 'read' | 'size' | 'link'>

/**
 * The media store as it is seen from outside: of a clip that was taken away nothing is there, also while it is kept to be brought back,
 * and nothing of one whose files are given up.
 */
export const createShownMedia = (store: ShownMedia, db: Database): ShownMedia => {
  const ensureShown = async (key: string): Promise<void> => {
    const [, id] = ofClip.exec(key) ?? []
    if (id === undefined) return
    const row = await db.selectFrom('generations').select(['removed_at', 'files_gone_at']).where('id', '=', id).executeTakeFirst()
    if (row && row.removed_at !== null) throw new MoodreelError('not_found', say('playground.noFile'))
    if (row && row.files_gone_at !== null) throw new MoodreelError('not_found', say('failure.notKept'))
  }
  const { link } = store
  return {
    async size(key) {
      await ensureShown(key)
      return store.size(key)
    },
    async read(key, range) {
      await ensureShown(key)
      return store.read(key, range)
    },
    ...(link && {
      async link(key: string, seconds: number) {
        await ensureShown(key)
        return link(key, seconds)
      },
    }),
  }
}
