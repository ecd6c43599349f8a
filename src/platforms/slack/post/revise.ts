import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import type { Platform } from '../../../core/platform.ts'
import { wordPost } from '../../../core/words/word-post.ts'
import { partsOf, refOf, type ShownFile, shownName } from './message-ref.ts'
import type { Patience } from './patience.ts'
import type { Uploads } from './uploads.ts'

/** For so long a clip's bytes may not arrive before it goes as a link; its still does not keep the link waiting. */
export const bytesPatienceMs = 10 * 60_000

/**
 * Changes a message and the files that were uploaded for it, which Slack shows beside it: each new one is shown before the words about it,
 * and what the post no longer has is taken away after them. A Slack that stays out of reach counts as a message that cannot be changed after a
 * while: a clip that is to join it must not wait for it.
 */
export const createRevise =
  ({
    uploads,
    edit,
    patience,
    log,
  }: {
    uploads: Uploads
    edit: Platform['edit']
    patience: Patience
    log: Log
  }): NonNullable<Platform['revise']> =>
  async (thread, ref, given, { key, signal }) => {
    const { channel } = ref
    const place = { channel, ...(channel === thread.channel && thread.thread !== undefined && { thread: thread.thread }) }
    const before = partsOf(ref)
    const post = wordPost(given)
    const shown: ShownFile[] = []
    const added: string[] = []
    for (const file of post.media) {
      const there = before.files.find(({ name }) => name === file.fileName)
      if (there) {
        shown.push(there)
        continue
      }
      const name = shownName({ key, index: 0, channel, media: file.key })
      const upload = { key: file.key, fileName: file.fileName, alt: file.alt, patienceMs: bytesPatienceMs }
      shown.push({ id: await uploads.share(name, place, upload, signal), name: file.fileName })
      added.push(name)
    }
    const gone = before.files.filter(({ id }) => !shown.some((file) => file.id === id))
    const withoutGone = async (): Promise<void> => {
      for (const { id } of gone) await uploads.remove(id)
    }
    try {
      await edit(ref, given)
    } catch (error) {
      const isOut = error instanceof MoodreelError && error.code === 'delivery_failed' && (await patience.isOver(`revise:${key}`))
      const refused = isOut ? new MoodreelError('not_allowed', error.sentence, { cause: error }) : error
      if (refused instanceof MoodreelError && refused.code !== 'delivery_failed') {
        // Its clip goes into a message of its own, and is shown with that.
        for (const name of added) await uploads.withdraw(name)
        // What is to go goes, although the words about it stay.
        await withoutGone()
        if (refused.code === 'not_allowed' && added.length === 0 && gone.length > 0) {
          log.warn({ err: error, batch: given.batchId }, 'a film is taken away, and Slack keeps the words about it')
          return refOf(channel, before.ts, shown)
        }
      }
      throw refused
    }
    await withoutGone()
    return refOf(channel, before.ts, shown)
  }
