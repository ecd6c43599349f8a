import { createHash } from 'node:crypto'
import { MoodreelError } from '../../core/errors.ts'
import { idOf } from '../../core/id.ts'
import type { Json } from '../../core/json.ts'
import type { AuditEntry } from '../../core/moderators.ts'
import type { Invocation } from '../../core/platform.ts'
import { notice, type Post } from '../../core/post.ts'
import { auditLine, membersIn } from '../../core/words/audit-line.ts'
import { type Sentence, say } from '../../core/words/sentence.ts'
import type { WorkspaceKey } from '../../core/workspace.ts'
import type { Parts } from '../parts.ts'
import type { Desk } from './desk.ts'

/** The id of something that one invocation does once, however often a restart runs it. */
export const deedId = ({ platform, id }: Pick<Invocation, 'platform' | 'id'>, action: string, target: string): string =>
  idOf(createHash('sha256').update([platform, id, action, target].join('\n')).digest())

/** Writes down who did what, and counts who tried to: an action that begins with `refused.` is one entry an hour for each member. */
export interface Auditor {
  note(invocation: Invocation, action: string, target: string, detail?: Record<string, Json>): Promise<void>
  /** Passes for moderators. Throws MoodreelError `not_allowed` for others, and writes that down. */
  allow(invocation: Invocation, action: string, target: string): Promise<void>
  /** The same for what is the operator's money, and only for managers. */
  allowMoney(invocation: Invocation, action: string, target: string): Promise<void>
}

/** What an action is called that somebody had no right to. */
const refusedPrefix = 'refused.'

/** The entry as the log channel shows it: there its message has the time. */
const mirrored = (entry: AuditEntry, names: ReadonlyMap<string, string>): Post => {
  const { name, value } = auditLine(entry, names)
  return { ...notice(name), facts: [value] }
}

export const createAuditor = (parts: Pick<Parts, 'audit' | 'clock' | 'log' | 'members'>, desk: Pick<Desk, 'log'>): Auditor => {
  /** What is written down is told as well, where there is a channel for it; a fault there keeps nobody from anything. */
  const mirror = async (workspace: WorkspaceKey, entry: AuditEntry): Promise<void> => {
    try {
      await desk.log(workspace, `log:${entry.id}`, mirrored(entry, await parts.members.names(workspace, membersIn(entry))))
    } catch (cause) {
      parts.log.error({ err: cause, ...workspace, entry: entry.id }, 'an entry of the audit could not be kept for the log channel')
    }
  }

  const note: Auditor['note'] = async (invocation, action, target, detail = {}) => {
    const { platform, workspace, member } = invocation
    const id = deedId(invocation, action, target)
    const deed = { at: parts.clock.now(), actorId: member.id, actorName: member.name, action, target, detail }
    // The log too gets the first of a kind only: tries cost nothing, and logs are kept.
    if (action.startsWith(refusedPrefix)) {
      if ((await parts.audit.countRefusal({ platform, workspace }, deed)) > 1) return
    } else {
      await parts.audit.append({ platform, workspace }, id, deed)
    }
    await mirror({ platform, workspace }, { ...deed, id, count: 1 })
    parts.log.info({ platform, workspace, member: member.id, action, target }, 'written to the audit')
  }
  const refuse = async (invocation: Invocation, action: string, target: string, sentence: Sentence): Promise<never> => {
    await note(invocation, `${refusedPrefix}${action}`, target)
    throw new MoodreelError('not_allowed', sentence)
  }

  const allow: Auditor['allow'] = async (invocation, action, target) => {
    if (!invocation.member.moderator) await refuse(invocation, action, target, say('moderator.onlyModerators'))
  }

  return {
    note,
    allow,
    async allowMoney(invocation, action, target) {
      await allow(invocation, action, target)
      if (invocation.member.manager !== true) await refuse(invocation, action, target, say('moderator.onlyManagers'))
    },
  }
}
