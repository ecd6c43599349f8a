import { type Batch, isFinal } from '../../core/generation.ts'
import { kindOf } from '../../core/made.ts'
import { notice, type Post } from '../../core/post.ts'
import { say } from '../../core/words/sentence.ts'
import type { Parts } from '../parts.ts'
import type { createEstimator } from './estimate.ts'

/** What is said at once to the one who asked: about how long it takes, and a way to stop it. The way to the thread is the platform's. */
export type OnItsWay = (batch: Batch) => Promise<Post>

/** The slowest take tells how long a batch takes. */
export const createOnItsWay =
  ({ generations }: Pick<Parts, 'generations'>, estimate: ReturnType<typeof createEstimator>): OnItsWay =>
  async (batch) => {
    const takes = await generations.ofBatch(batch.id)
    const open = takes.filter(({ generation }) => !isFinal(generation.state))
    const kind = takes.every(({ generation }) => kindOf(generation) === 'still') ? ('still' as const) : ('clip' as const)
    const waitsForModerator = open.some(({ approval }) => approval?.state === 'waiting')
    const seconds = waitsForModerator ? [] : await Promise.all(open.map(async ({ generation }) => (await estimate(generation)).seconds))
    const known = seconds.filter((one) => one !== null)
    const longest = known.length === open.length && known.length > 0 ? Math.max(...known) : null
    const minutes = longest === null ? 0 : Math.round(longest / 60)
    return {
      ...notice(batch.thread ? say('common.onItsWay', { kind }) : say('common.threadLater', { kind })),
      facts:
        longest === null
          ? []
          : [
              longest < 90
                ? say('chat.aboutSeconds', { seconds: Math.max(1, Math.round(longest)) })
                : say('chat.aboutMinutes', { minutes }),
            ],
      // One button stops all of them; each is stopped on the first message of the batch.
      actions:
        open.length === 0
          ? []
          : [
              {
                command: 'cancel',
                argument: open.length > 1 ? batch.id : (open[0]?.generation.id ?? ''),
                label: say(open.length > 1 ? 'clip.cancelAll' : 'clip.cancel'),
              },
            ],
    }
  }
