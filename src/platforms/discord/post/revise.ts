import { MoodreelError } from '../../../core/errors.ts'
import type { Platform } from '../../../core/platform.ts'
import { say } from '../../../core/words/sentence.ts'
import { apiErrorKind, deliveryError, mayPass } from '../api-errors.ts'
import type { EditMessage } from './edit.ts'
import { faultsToLeave, type Tries } from './tries.ts'

/**
 * Changes a message with its files. One that stays out of reach, while others may be posted, counts as one that cannot be changed after some
 * minutes: a clip that is to join it must not wait for it.
 */
export const createRevise =
  ({ editMessage, tries }: { editMessage: EditMessage; tries: Tries }): NonNullable<Platform['revise']> =>
  async (_thread, ref, post, { key, signal }) => {
    const tried = `${key}:revise`
    const past = await tries.of(tried)
    tries.ensureDue(past)
    try {
      await editMessage(ref, post, signal)
    } catch (error) {
      const kind = apiErrorKind(error)
      const isOut = (mayPass(kind) || kind === 'blocked') && (await tries.fault(tried)) >= faultsToLeave
      throw isOut ? new MoodreelError('not_allowed', say('discord.notAllowed'), { cause: error }) : deliveryError(error)
    }
    if (past.faults > 0) await tries.passed(tried)
    return ref
  }
