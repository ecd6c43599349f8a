import type { Clock } from '../../core/clock.ts'
import type { Responder } from '../../core/platform.ts'
import type { Post } from '../../core/post.ts'

/** Discord lets an interaction be answered for fifteen minutes, Slack for thirty. */
const openMs = 14 * 60_000

/** The way back to those who began a batch, as long as their chat keeps it open: it needs no right in any channel. */
export interface WayBack {
  keep(batchId: string, respond: Responder): void
  /** Tells the one who asked, and nobody else. False when the way is closed. */
  tell(batchId: string, post: Post): Promise<boolean>
}

/** Kept in memory: a restart closes it. */
export const createWayBack = ({ clock }: { clock: Clock }): WayBack => {
  const open = new Map<string, { respond: Responder; until: number }>()
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
      return true
    },
  }
}
