import { MoodreelError } from '../../core/errors.ts'
import type { Parts } from '../parts.ts'
import type { Announcer } from '../posts/announcer.ts'
import type { ClipPosts } from './clip-posts.ts'

/** A change that a process had sent when it was killed may be done long after those of others; by then it is. */
const lateMs = 90_000
/** A message that cannot be changed for so long stays as it is. */
const givenUpMs = 3_600_000
const mostAtOnce = 50

/** What passes: the chat or the database was away. */
const mayPass = (cause: unknown): boolean =>
  cause instanceof MoodreelError && (cause.code === 'delivery_failed' || cause.code === 'storage_unavailable')

/** Draws the messages of a batch once more when a change of them was cut off, so that none stays as it was in between. */
export const createLookAgain =
  (
    parts: Pick<Parts, 'clock' | 'edits' | 'generations' | 'log'>,
    announcer: Pick<Announcer, 'drawAgain'>,
    clipPosts: Pick<ClipPosts, 'redraw'>,
  ) =>
  async (): Promise<void> => {
    const before = parts.clock.now() - lateMs
    for (const { batchId, since } of await parts.edits.cutOff(before, mostAtOnce)) {
      const redraw = async (): Promise<void> => {
        await announcer.drawAgain(batchId)
        const inRound = (await parts.generations.ofBatch(batchId)).find(({ posted }) => posted?.inRound)
        if (inRound) await clipPosts.redraw(inRound)
      }
      const forgottenBefore = await redraw().then(
        () => before,
        (cause: unknown) => {
          parts.log.warn({ err: cause, batch: batchId }, 'the messages of a batch could not be looked at again')
          if (mayPass(cause) && since > before - givenUpMs) return null
          // This look's own changes too, for else they would be looked at in turn, for ever.
          return Number.MAX_SAFE_INTEGER
        },
      )
      if (forgottenBefore !== null) await parts.edits.forget(batchId, forgottenBefore)
    }
  }
