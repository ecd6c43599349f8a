import { MoodreelError } from '../../core/errors.ts'
import { type Generation, isFinal } from '../../core/generation.ts'
import type { Post } from '../../core/post.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { clipPostKeys, roundKeys } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'
import { failurePost, roundFailurePost } from '../posts/failure-post.ts'
import { sendOnce } from '../posts/send-once.ts'
import type { StillRounds } from '../posts/still-rounds.ts'

/** What is said in the thread of clips that did not come. The takes of a batch share one message where their clips do. */
export interface FailurePosts {
  /** What is said of a clip, as it would stand alone. */
  draw(record: GenerationRecord): Post
  /** Tells of a clip that failed, once. */
  tell(record: GenerationRecord, signal: AbortSignal): Promise<void>
  /** Takes what was told of a clip away. */
  remove(record: GenerationRecord): Promise<void>
}

export const createFailurePosts = (
  parts: Pick<Parts, 'clock' | 'flush' | 'generations' | 'locks' | 'platforms' | 'posts' | 'publicLinks'>,
  rounds: Pick<StillRounds, 'wayOf'>,
): FailurePosts => {
  const locked = parts.locks.keyed('failure')
  const ownKey = ({ generation }: GenerationRecord): string => clipPostKeys(generation.id).failure

  /** The way to a clip that was made and that its platform took nowhere. */
  const linkTo = ({ clip, failure }: Generation): string | null =>
    clip && (failure?.code === 'undeliverable' || failure?.code === 'delivery_failed')
      ? (parts.publicLinks?.clip(clip.video.key) ?? null)
      : null
  const draw = (record: GenerationRecord): Post => failurePost(record, linkTo(record.generation))

  const tellAlone = (record: GenerationRecord, signal: AbortSignal): Promise<void> =>
    sendOnce(parts, record, ownKey(record), draw(record), signal)

  const tellTogether = async (record: GenerationRecord, takes: readonly GenerationRecord[], signal: AbortSignal): Promise<void> => {
    const { batch } = record
    if (!batch.thread || (await parts.posts.find(ownKey(record)))) return
    const platform = platformOf(parts, batch)
    const failed = takes.filter(isTold)
    const post = { ...roundFailurePost(failed, takes.length, linkTo), language: batch.language }
    const { failures: key } = roundKeys(batch.id)
    const intent = await parts.posts.begin(key, parts.clock.now())
    await parts.flush()
    const ref = intent.kind === 'sent' ? intent.ref : await platform.post(batch.thread, post, { key, again: intent.again, signal })
    // What an earlier try left may tell of fewer.
    if (intent.kind === 'sent' || intent.again) await platform.edit(ref, post)
    await parts.posts.sent(key, ref, parts.clock.now())
    for (const one of failed) await parts.posts.sent(ownKey(one), ref, parts.clock.now())
  }

  return {
    draw,

    async tell(record, signal) {
      const { batch } = record
      const all = await parts.generations.ofBatch(batch.id)
      // A round of stills says it in its one message, unless there is nothing else to be said.
      if ((await rounds.wayOf(all)) && !all.every(isTold)) return
      const takes = platformOf(parts, batch).revise ? all : [record]
      if (takes.length < 2) return tellAlone(record, signal)
      await locked(batch.id, async () => {
        try {
          await tellTogether(record, await parts.generations.ofBatch(batch.id), signal)
        } catch (error) {
          if (!(error instanceof MoodreelError) || (error.code !== 'not_found' && error.code !== 'not_allowed')) throw error
          await tellAlone(record, signal)
        }
      })
    },

    remove: (record) =>
      locked(record.batch.id, async () => {
        const { batch } = record
        const platform = platformOf(parts, batch)
        const [own, shared] = [await parts.posts.find(ownKey(record)), await parts.posts.find(roundKeys(batch.id).failures)]
        if (!own) return
        const takes = await parts.generations.ofBatch(batch.id)
        const left = takes.filter(isTold)
        const isShared = shared !== null && shared.channel === own.channel && shared.message === own.message
        if (!isShared || left.length === 0) return platform.remove(own)
        await platform.edit(own, { ...roundFailurePost(left, takes.length, linkTo), language: batch.language }).catch(unlessGone)
      }),
  }
}

/** Whether its message still speaks of a take. */
const isTold = ({ generation: { failure, state, removedAt } }: GenerationRecord): boolean =>
  failure !== null && isFinal(state) && removedAt === null

const unlessGone = (error: unknown): void => {
  if (!(error instanceof MoodreelError) || error.code !== 'not_found') throw error
}
