import type { InboxWriter } from '../../../core/inbox.ts'
import type { Log } from '../../../core/log.ts'
import type { IsFirst } from './invocations.ts'

/** Whether none of the processes was told of a thing before, for a day. Without the inbox nobody knows, and it is done. */
export const createIsFirst =
  (inbox: Pick<InboxWriter, 'keep' | 'finish'>, log: Log): IsFirst =>
  async (id) => {
    try {
      const isFirst = await inbox.keep('slack', `once:${id}`, {})
      if (isFirst) await inbox.finish('slack', `once:${id}`)
      return isFirst
    } catch (error) {
      log.warn({ err: error, event: id }, 'nobody knows whether another process was told of this too')
      return true
    }
  }
