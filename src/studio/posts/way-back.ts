import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import type { Responder } from '../../core/platform.ts'
import type { Post } from '../../core/post.ts'
import { onTopic, type PubSub } from '../../core/pub-sub.ts'

/** Discord lets an interaction be answered for fifteen minutes, Slack for thirty. */
const openMs = 14 * 60_000

/** The way back to those who began a batch, as long as their chat keeps it open: it needs no right in any channel. */
export interface WayBack {
  keep(batchId: string, respond: Responder): void
  /** Tells the one who asked, and nobody else. False when the way is closed. */
  tell(batchId: string, post: Post): Promise<boolean>
  /** The batch is over: what was answered at once is true no more and goes. Never fails. */
  end(batchId: string): Promise<void>
}

/** Kept in the memory of the process that was asked: a restart closes it, and the end of a batch is told to it by whoever worked on that. */
export const createWayBack = ({ clock, log, pubSub }: { clock: Clock; log: Log; pubSub: PubSub }): WayBack => {
  const ends = onTopic(pubSub, 'batch-ends')
  /** In the order in which they close. */
  const open = new Map<string, { respond: Responder; until: number; told?: boolean }>()
  const close = (): void => {
    for (const [batchId, { until }] of open) {
      if (until >= clock.now()) return
      open.delete(batchId)
    }
  }
  const endHere = async (batchId: string): Promise<void> => {
    const way = open.get(batchId)
    open.delete(batchId)
    // What was told there instead of in the thread stays.
    if (!way || way.told) return
    await way.respond.over?.().catch((cause: unknown) => log.warn({ err: cause, batch: batchId }, 'an answer that is over stays'))
  }
  ends.subscribe((batchId) => void endHere(batchId))

  return {
    keep(batchId, respond) {
      close()
      open.delete(batchId)
      open.set(batchId, { respond, until: clock.now() + openMs })
    },
    async tell(batchId, post) {
      close()
      const way = open.get(batchId)
      if (!way) return false
      await way.respond.reply(post, { private: true })
      way.told = true
      return true
    },
    async end(batchId) {
      close()
      if (open.has(batchId)) await endHere(batchId)
      else ends.publish(batchId)
    },
  }
}
