import { type ErrorCode, MoodreelError } from '../../core/errors.ts'
import { isFinal } from '../../core/generation.ts'
import type { Post } from '../../core/post.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { batchFailureKey } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'
import type { Announcer } from '../posts/announcer.ts'
import type { WayBack } from '../posts/way-back.ts'
import type { FailurePosts } from './failure-posts.ts'
import type { StageContext } from './stage.ts'

/**
 * Tells the end of a generation: a failure as a post of its own, and the batch's first message as it is now, each whatever
 * becomes of the other. A refusal that would be the same again ends it, for there is nobody to tell; anything else is
 * thrown, so that the stage tells again until its deadline.
 */
export const createReportEnd =
  (
    parts: Pick<Parts, 'clock' | 'flush' | 'generations' | 'log' | 'platforms' | 'posts'>,
    { announcer, failurePosts }: { announcer: Announcer; failurePosts: FailurePosts },
    wayBack?: WayBack,
  ) =>
  async ({ record, signal }: StageContext): Promise<void> => {
    const { generation, batch } = record
    const posted = async (): Promise<void> => {
      if (!generation.failure) return
      const post = failurePosts.draw(record)
      if (batch.thread) {
        await failurePosts.tell(record, signal).catch(async (error: unknown) => {
          if (!isRefusal(error) || !(await wayBack?.tell(batch.id, post))) throw error
        })
      } else if (generation.failure.code !== 'canceled') await tellDirectly(parts, record, post, signal)
    }
    const told = await Promise.allSettled([posted(), announcer.end(batch.id)])
    const faults = told.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    const passing = faults.filter((fault) => !isRefusal(fault))
    for (const cause of faults) parts.log.warn({ err: cause, generation: generation.id }, 'the end of a clip could not be told')
    if (passing.length > 0) throw passing[0]
    const takes = await parts.generations.ofBatch(batch.id)
    if (takes.every((take) => isFinal(take.generation.state))) await wayBack?.end(batch.id)
  }

/** What a chat says the same of a message however often it is asked: the message or its place is gone, or closed to the bot. */
const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['not_found', 'not_allowed', 'file_refused', 'too_large', 'undeliverable'])

const isRefusal = (error: unknown): boolean => error instanceof MoodreelError && refusals.has(error.code)

/** Without a thread there is nowhere to post: the one who asked is told directly, once for a batch. */
const tellDirectly = async (
  parts: Pick<Parts, 'clock' | 'flush' | 'platforms' | 'posts'>,
  { batch, origin }: GenerationRecord,
  post: Post,
  signal: AbortSignal,
): Promise<void> => {
  const platform = platformOf(parts, batch)
  if (!platform.tell) return
  const key = batchFailureKey(batch.id)
  const intent = await parts.posts.begin(key, parts.clock.now())
  if (intent.kind === 'sent') return
  await parts.flush()
  const ref = await platform.tell(origin, { ...post, language: batch.language }, { key, again: intent.again, signal })
  await parts.posts.sent(key, ref, parts.clock.now())
}
