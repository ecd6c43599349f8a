import { isTyped } from '../../core/options/is-typed.ts'
import type { Invocation } from '../../core/platform.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'

/**
 * What was pressed on stills in a channel, as if it had been pressed in the thread that hangs on them: what is made from them comes there, and not
 * into the channel again.
 */
export const createInItsThread =
  ({ generations, platforms }: Pick<Parts, 'generations' | 'platforms'>) =>
  async (said: Invocation, parentId: string | undefined): Promise<Invocation> => {
    if (parentId === undefined || isTyped(said) || said.thread !== undefined) return said
    const parent = await generations.find(parentId)
    if (!parent?.batch.thread || !parent.posted?.inRound || parent.generation.clip?.video.kind !== 'image') return said
    const { thread } = parent.batch
    const origin = platforms.get(said.platform) && platformOf({ platforms }, said).originIn?.(said.origin, thread)
    return origin ? { ...said, origin, thread: thread.thread } : said
  }
