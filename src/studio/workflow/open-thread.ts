import { MoodreelError } from '../../core/errors.ts'
import type { Batch } from '../../core/generation.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { numberedIn } from '../numbered-in.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'
import type { Announcer } from '../posts/announcer.ts'
import type { StageEnd, StageWait } from './generate.ts'

/** A busy channel takes one message a second: its threads must not keep all runs from going on. */
const openedAtOnce = 8

/**
 * Opens the thread of a batch, once, however many of its generations ask. The dispatcher asks at once, so that the
 * person sees something; each generation asks again, in case the process died in between.
 */
export const createOpenThread = (
  parts: Pick<Parts, 'clock' | 'flush' | 'generations' | 'locks' | 'platforms' | 'posts'>,
  announcer: Announcer,
  wake: (generationId: string) => Promise<void>,
) => {
  const locked = parts.locks.keyed('thread')
  /** The generations whose runs sleep until the thread of their batch is there. */
  const waiting = new Map<string, string[]>()

  const open = async (batchId: string, onFailure?: (cause: unknown) => Promise<void>): Promise<Batch> => {
    try {
      return await locked(batchId, () => openOnce(batchId))
    } catch (cause) {
      // Before the runs wake that sleep here: what is withdrawn now they must not try again.
      await onFailure?.(cause)
      throw cause
    } finally {
      const sleeping = waiting.get(batchId) ?? []
      waiting.delete(batchId)
      for (const generationId of sleeping) await wake(generationId)
    }
  }

  const openOnce = async (batchId: string): Promise<Batch> => {
    const [first] = await parts.generations.ofBatch(batchId)
    if (!first) throw new MoodreelError('internal', 'A thread is opened for a batch that is not in the database.')
    if (first.batch.thread) return first.batch
    const key = `root:${batchId}`
    const intent = await parts.posts.begin(key, parts.clock.now())
    const root = await announcer.draw(batchId)
    await parts.flush()
    const opened = await platformOf(parts, first.batch).openThread(first.origin, root, {
      key,
      again: intent.kind === 'sent' || intent.again,
    })
    await parts.posts.sent(key, opened.root, parts.clock.now())
    const platform = platformOf(parts, first.batch)
    await parts.generations.saveThread(batchId, opened.thread, opened.root, numberedIn(platform, opened.thread))
    return { ...first.batch, ...opened }
  }

  return {
    /** For the one who asked: waits until the thread is there, and returns the batch with it. `onFailure` comes before any run of the batch goes on. */
    open,
    /** For a generation's run: does not wait where somebody opens the thread already, or where very many are being opened. */
    async openStage({ generation, batch: { id: batchId, thread } }: GenerationRecord): Promise<StageEnd | StageWait> {
      if (thread) return { failure: null }
      if (locked.isHeld(batchId)) {
        waiting.set(batchId, [...(waiting.get(batchId) ?? []), generation.id])
        return { againAfterMs: 2_000 }
      }
      if (locked.held() >= openedAtOnce) return { againAfterMs: 1_000 }
      await open(batchId)
      return { failure: null }
    },
  }
}
export type OpenThread = ReturnType<typeof createOpenThread>
