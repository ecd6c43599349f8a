import { MoodreelError } from '../../core/errors.ts'
import type { KeyedLock } from '../../core/keyed-lock.ts'
import { kindOf } from '../../core/made.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'
import type { Announcer } from '../posts/announcer.ts'
import type { ClipPosts } from '../workflow/clip-posts.ts'

const postMs = 5 * 60_000
/** Discord takes a hundred characters. */
const nameLimit = 90

/**
 * Brings a clip back that was taken away with `keepMs`: its post comes again, under a key of that removal, so that it comes once. Again
 * it is no error. Throws MoodreelError `not_found` when it is too late.
 */
export const createRestore =
  (
    parts: Pick<Parts, 'clock' | 'generations' | 'log' | 'platforms'>,
    { announcer, clipPosts, locked }: { announcer: Pick<Announcer, 'finish'>; clipPosts: Pick<ClipPosts, 'bringBack'>; locked: KeyedLock },
  ) =>
  ({ generation: { id }, batch }: GenerationRecord): Promise<void> =>
    locked(batch.id, async () => {
      const record = await parts.generations.find(id)
      if (!record || record.generation.removedAt === null) return
      const { generation, keptUntil } = record
      if (keptUntil === null || keptUntil <= parts.clock.now()) {
        throw new MoodreelError('not_found', say('member.tooLateToRestore', { kind: kindOf(generation) }))
      }
      const unseen = (cause: unknown): void => parts.log.warn({ err: cause, batch: batch.id }, 'a clip that is back is not seen everywhere')
      await clipPosts.bringBack(record, AbortSignal.timeout(postMs))
      await parts.generations.update(generation.id, { removed_at: null, removed_by: null, kept_until: null })
      const name = Array.from(generation.request.prompt).slice(0, nameLimit).join('')
      const { thread, root } = batch
      if (thread && root && name !== '') await platformOf(parts, batch).renameThread?.(thread, root, name).catch(unseen)
      await announcer.finish(batch.id).catch(unseen)
    })
export type Restore = ReturnType<typeof createRestore>
