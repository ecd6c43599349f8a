import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import type { Responder } from '../../core/platform.ts'
import type { Post } from '../../core/post.ts'

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

/** Kept in memory: a restart closes it. */
export const createWayBack = ({ clock, log }: { clock: Clock; log: Log }): WayBack => {
  const open = new Map<string, { respond: Responder; until: number; told?: boolean }>()
  const close = (): void => {
    for (const [batchId, { until }] of open) if (until < clock.now()) open.delete(batchId)
  }
  return {
    keep(batchId, respond) {
      close()
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
      const way = open.get(batchId)
      open.delete(batchId)
      // What was told there instead of in the thread stays.
      if (!way || way.told) return
      await way.respond.over?.().catch((cause: unknown) => log.warn({ err: cause, batch: batchId }, 'an answer that is over stays'))
    },
  }
}
