import type { Post } from '../../core/post.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'

/** Sends a post to the batch's thread, in the batch's language, unless it was sent. A try that may have arrived is told to the platform. */
export const sendOnce = async (
  parts: Pick<Parts, 'clock' | 'flush' | 'platforms' | 'posts'>,
  { batch }: GenerationRecord,
  key: string,
  post: Post,
  signal: AbortSignal,
): Promise<void> => {
  if (!batch.thread) return
  const intent = await parts.posts.begin(key, parts.clock.now())
  if (intent.kind === 'sent') return
  await parts.flush()
  const ref = await platformOf(parts, batch).post(batch.thread, { ...post, language: batch.language }, { key, again: intent.again, signal })
  await parts.posts.sent(key, ref, parts.clock.now())
}
