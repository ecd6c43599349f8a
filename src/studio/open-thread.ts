import type { Announcer } from './announcer.ts'
import { createKeyedLock } from './keyed-lock.ts'
import type { Parts } from './parts.ts'
import { platformOf } from './platform-of.ts'

/**
 * Opens the thread of a batch, once, however many of its generations ask. The dispatcher asks at once, so that the
 * person sees something; each generation asks again, in case the process died in between.
 */
export const createOpenThread = (parts: Parts, announcer: Announcer) => {
  const locked = createKeyedLock()

  return async (batchId: string): Promise<void> =>
    locked(batchId, async () => {
      const [first] = await parts.generations.ofBatch(batchId)
      if (!first || first.batch.thread) return
      const key = `root:${batchId}`
      const intent = await parts.posts.begin(key, parts.clock.now())
      const root = await announcer.draw(batchId)
      await parts.flush()
      const opened = await platformOf(parts, first.batch).openThread(first.origin, root, {
        key,
        again: intent.kind === 'sent' || intent.again,
      })
      await parts.posts.sent(key, opened.root, parts.clock.now())
      await parts.generations.saveThread(batchId, opened.thread, opened.root)
    })
}
export type OpenThread = ReturnType<typeof createOpenThread>
