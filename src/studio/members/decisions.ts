import { type Batch, isFinal } from '../../core/generation.ts'
import { madeOf } from '../../core/made.ts'
import type { Decision, Moderators } from '../../core/moderators.ts'
import { findHere } from '../../core/options/find-clip.ts'
import type { Invocation } from '../../core/platform.ts'
import type { Studio } from '../../core/studio.ts'
import { member } from '../../core/words/mention.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { Desk } from '../admission/desk.ts'
import type { Parts } from '../parts.ts'
import { approvalKey, approvalPost } from '../workflow/approval.ts'

const isUndecided = ({ generation, approval }: GenerationRecord): boolean =>
  approval?.state === 'waiting' && !isFinal(generation.state) && generation.cancelRequestedAt === null

/** Who answered a request, where somebody did. */
const overBy = ([first]: readonly GenerationRecord[]): Decision => {
  const { approval = null } = first ?? {}
  if (approval === null || approval.state === 'waiting') return { kind: 'over', answered: null }
  return { kind: 'over', answered: { state: approval.state, by: approval.by, byName: approval.byName ?? '' } }
}

/** What moderators do about requests that wait for them. */
export const createDecisions = (
  parts: Pick<Parts, 'clock' | 'generations' | 'history'>,
  tools: {
    auditor: Auditor
    desk: Pick<Desk, 'amend'>
    find: Studio['find']
    /** Wakes the generations of a batch that waited. */
    wakeBatch(batchId: string): Promise<void>
  },
): Pick<Moderators, 'requests' | 'undecided' | 'decide'> => {
  const { auditor } = tools

  /** The batch of a clip of this workspace, also when the clip was deleted: its other takes may go on. */
  const here = async (invocation: Invocation, generationId: string): Promise<Batch> =>
    (await findHere(tools.find, invocation, generationId)).batch

  return {
    async requests(invocation) {
      await auditor.allow(invocation, 'waiting', invocation.workspace)
      const byBatch = Map.groupBy(await parts.history.waitingOf(invocation), ({ batch }) => batch.id)
      return [...byBatch.values()].flatMap((takes) => {
        const [first] = takes
        if (!first) return []
        return {
          generationId: first.generation.id,
          memberId: first.batch.memberId,
          memberName: first.batch.memberName,
          prompt: first.generation.request.prompt,
          ...madeOf(takes.map(({ generation }) => generation)),
          credits: takes.reduce((sum, { generation }) => sum + generation.heldCredits, 0),
          since: first.batch.createdAt,
        }
      })
    },

    async undecided(invocation, generationId) {
      await auditor.allow(invocation, 'decline', generationId)
      const batch = await here(invocation, generationId)
      const takes = await parts.generations.ofBatch(batch.id)
      return takes.some(isUndecided) ? { kind: 'done', memberId: batch.memberId, memberName: batch.memberName } : overBy(takes)
    },

    async decide(invocation, generationId, decision, reason) {
      await auditor.allow(invocation, decision, generationId)
      const batch = await here(invocation, generationId)
      const state = decision === 'approve' ? 'approved' : 'declined'
      const { id: by, name: byName } = invocation.member
      const answer = { state, by, byName, ...(reason !== '' && { reason }), at: parts.clock.now() } as const
      const isOpen = (await parts.generations.ofBatch(batch.id)).some(isUndecided)
      if (!isOpen || !(await parts.generations.decide(batch.id, answer))) return overBy(await parts.generations.ofBatch(batch.id))
      await auditor.note(invocation, decision, generationId, { member: batch.memberId, ...(reason !== '' && { reason }) })
      await tools.wakeBatch(batch.id)
      const takes = await parts.generations.ofBatch(batch.id)
      const answered = [say(`moderator.${state}By`, { name: member(by, byName) }), ...(reason === '' ? [] : [reason])]
      await tools.desk.amend(batch, approvalKey(batch.id), approvalPost(takes, answered))
      return { kind: 'done', memberId: batch.memberId, memberName: batch.memberName }
    },
  }
}
