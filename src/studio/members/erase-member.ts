import { type Generation, isFinal } from '../../core/generation.ts'
import { kindOf } from '../../core/made.ts'
import type { Erasure } from '../../core/members.ts'
import type { Invocation } from '../../core/platform.ts'
import { notice } from '../../core/post.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { Desk } from '../admission/desk.ts'
import type { Parts } from '../parts.ts'
import { questionKey } from '../questions.ts'
import { approvalKey } from '../workflow/approval.ts'
import type { Appeals } from './appeals.ts'
import type { CaseWork } from './case-work.ts'
import { drawingsKey } from './drawings.ts'
import type { ReferenceUse } from './references.ts'
import type { Remove } from './remove.ts'
import type { createTemplates } from './templates.ts'

const pageSize = 50

/** Takes a member's data away. */
export type EraseMember = (invocation: Invocation) => Promise<Erasure>

/**
 * Deletes the member's clips with their posts, the files they gave unless others use these too, their words, their templates,
 * the pictures that they kept and their preferences. The ledger keeps the platform's id of the member without a name, so that nobody gets a new month by being
 * forgotten; the audit is the moderators' and stays as it is.
 */
export const createEraseMember = (
  parts: Pick<Parts, 'generations' | 'history' | 'mediaStore' | 'settings' | 'stars' | 'votes'>,
  tools: {
    remove: Remove
    auditor: Auditor
    desk: Desk
    cases: Pick<CaseWork, 'erase'>
    appeals: Pick<Appeals, 'erase'>
    references: Pick<ReferenceUse, 'forget'>
    templates: Pick<ReturnType<typeof createTemplates>, 'forget'>
    preferencesKey(invocation: Invocation, memberId: string): string
  },
): EraseMember => {
  /** What the moderators were asked about a clip holds the member's words too. */
  const forgetAtDesk = async (record: GenerationRecord, invocation: Invocation): Promise<void> => {
    const { generation, batch, approval } = record
    const erased = notice(say('moderator.erased', { id: generation.id, kind: kindOf(generation) }))
    await tools.cases.erase(record, invocation)
    if (!approval) return
    const takes = await parts.generations.ofBatch(batch.id)
    if (takes.every((take) => isFinal(take.generation.state))) await tools.desk.amend(batch, approvalKey(batch.id), erased)
  }

  return async (invocation) => {
    const { platform, workspace } = invocation
    const member = { platform, workspace, memberId: invocation.member.id }
    let clips = 0
    let open = 0
    let left = 0
    for (let after: Generation | null = null; ; ) {
      const { records, hasMore }: { records: GenerationRecord[]; hasMore: boolean } = await parts.history.page(member, after, pageSize)
      for (const record of records) {
        if (!isFinal(record.generation.state)) {
          open += 1
          continue
        }
        if (record.generation.removedAt === null) clips += 1
        if ((await tools.remove(record)) === 'deletedPartly') left += 1
        await forgetAtDesk(record, invocation)
      }
      after = records.at(-1)?.generation ?? null
      if (!hasMore) break
    }
    for (const key of await parts.history.forget(member)) await parts.mediaStore.remove(key)
    await parts.votes.forget(member)
    await parts.stars.forget(member)
    await tools.appeals.erase(member)
    await tools.templates.forget(invocation)
    await tools.references.forget(invocation)
    await parts.settings.delete(tools.preferencesKey(invocation, invocation.member.id))
    await parts.settings.delete(questionKey(invocation))
    await parts.settings.delete(drawingsKey(invocation))
    const nameless = { ...invocation, member: { ...invocation.member, name: '' } }
    await tools.auditor.note(nameless, 'forget', invocation.member.id, { clips })
    return { clips, open, left }
  }
}
