import { MoodreelError } from '../../core/errors.ts'
import { say } from '../../core/words/sentence.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { EnsureMayTouch } from './cancel.ts'

/**
 * Only who asked for a clip of this workspace, or a moderator, may change it. What others do with it, or try to, is written down.
 */
export const createEnsureMayTouch =
  (auditor: Auditor): EnsureMayTouch =>
  async (invocation, batch, action, generationId) => {
    const isOwner = invocation.member.id === batch.memberId
    const mayTouch = isOwner || invocation.member.moderator
    if (!isOwner) await auditor.note(invocation, mayTouch ? action : `refused.${action}`, generationId, { member: batch.memberId })
    if (!mayTouch) throw new MoodreelError('not_allowed', say('member.notYours'))
  }
