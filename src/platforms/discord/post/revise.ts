import { MoodreelError } from '../../../core/errors.ts'
import type { Platform, PostRef } from '../../../core/platform.ts'
import type { Post } from '../../../core/post.ts'
import { say } from '../../../core/words/sentence.ts'
import { apiErrorKind, deliveryError, mayPass } from '../api-errors.ts'
import type { EditMessage } from './edit.ts'
import type { Messages } from './messages.ts'
import { drawVersion, fullVersion } from './post-versions.ts'
import { faultsToLeave, type Tries } from './tries.ts'

/**
 * Changes a message with its files. One that stays out of reach, while others may be posted, counts as one that cannot be changed after some
 * minutes: a clip that is to join it must not wait for it. What was refused, or never answered, may have been done all the same: where the
 * files stand there it was, and nothing is posted twice.
 */
export const createRevise = ({
  editMessage,
  messages,
  tries,
}: {
  editMessage: EditMessage
  messages: Messages
  tries: Tries
}): NonNullable<Platform['revise']> => {
  const stands = async (ref: PostRef, post: Post): Promise<boolean> => {
    const names = new Set((await messages.read(ref.channel, ref.message)).attachments.map(({ filename }) => filename))
    const { files } = drawVersion(fullVersion(post), { now: 0 })
    return names.size === files.length && files.every(({ name }) => names.has(name))
  }

  return async (_thread, ref, post, { key, signal }) => {
    const tried = `${key}:revise`
    const past = await tries.of(tried)
    tries.ensureDue(past)
    try {
      await editMessage(ref, post, signal)
    } catch (error) {
      const kind = apiErrorKind(error)
      const passes = mayPass(kind) || kind === 'blocked'
      const isOut = passes && (await tries.fault(tried)) >= faultsToLeave
      const fault = isOut ? new MoodreelError('not_allowed', say('discord.notAllowed'), { cause: error }) : deliveryError(error)
      if (fault.code !== 'not_allowed') throw fault
      // Where nobody can tell whether it stands there, it is asked again.
      const isThere = await stands(ref, post).catch((cause: unknown) => {
        throw deliveryError(cause)
      })
      if (!isThere) throw fault
    }
    if (past.faults > 0) await tries.passed(tried)
    return ref
  }
}
