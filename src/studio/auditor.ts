import { MoodreelError } from '../core/errors.ts'
import type { Json } from '../core/json.ts'
import type { Invocation } from '../core/platform.ts'
import type { Parts } from './parts.ts'

/** Writes down who did what, and who tried to. */
export interface Auditor {
  note(invocation: Invocation, action: string, target: string, detail?: Record<string, Json>): Promise<void>
  /** Passes for moderators. Throws MoodreelError `not_allowed` for others, and writes that down. */
  allow(invocation: Invocation, action: string, target: string): Promise<void>
}

export const createAuditor = (parts: Pick<Parts, 'audit' | 'clock' | 'log'>): Auditor => {
  const note: Auditor['note'] = async ({ platform, workspace, member }, action, target, detail = {}) => {
    const at = parts.clock.now()
    await parts.audit.append(workspace, { at, actorId: member.id, actorName: member.name, action, target, detail })
    parts.log.info({ platform, workspace, member: member.id, action, target }, 'written to the audit')
  }
  return {
    note,
    async allow(invocation, action, target) {
      if (invocation.member.moderator) return
      await note(invocation, `refused.${action}`, target)
      throw new MoodreelError('not_allowed', 'Only a moderator may do that; ask one.')
    },
  }
}
