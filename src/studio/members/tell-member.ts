import type { Post } from '../../core/post.ts'
import type { MemberKey } from '../../storage/ledger-entry.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'

/** Writes to a member directly, once for a key. False where that is not possible: their chat has no such way, or they keep it closed. */
export type TellMember = (member: MemberKey, key: string, post: Post) => Promise<boolean>

/** The way to a member is the one that they came by: the origin of the last thing they asked for here. */
export const createTellMember =
  (parts: Pick<Parts, 'clock' | 'flush' | 'history' | 'log' | 'platforms' | 'posts'>): TellMember =>
  async (member, key, post) => {
    try {
      const platform = platformOf(parts, member)
      const [last] = (await parts.history.page(member, null, 1)).records
      if (!platform.tell || !last || last.origin === null) return false
      const intent = await parts.posts.begin(key, parts.clock.now())
      if (intent.kind === 'sent') return true
      await parts.flush()
      const ref = await platform.tell(last.origin, { ...post, language: last.batch.language }, { key, again: intent.again })
      await parts.posts.sent(key, ref, parts.clock.now())
      return true
    } catch (cause) {
      parts.log.warn({ err: cause, member: member.memberId, key }, 'a member could not be told directly')
      return false
    }
  }
