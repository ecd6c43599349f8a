import { type Batch, type Failure, isFinal } from '../../core/generation.ts'
import { madeOf } from '../../core/made.ts'
import type { Post } from '../../core/post.ts'
import { member } from '../../core/words/mention.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { isDirect } from '../../core/workspace.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Desk } from '../admission/desk.ts'
import type { Parts } from '../parts.ts'
import type { StageEnd, StageWait } from './generate.ts'
import type { StageContext } from './stage.ts'

const deadlineMs = 24 * 3_600_000
/** A decision wakes the generation, so this is only a safety net. */
const sleepMs = 5 * 60_000

/** Names the question in the moderators' channel. */
export const approvalKey = (batchId: string): string => `approval:${batchId}`

/** The question whether a batch may go on, with its buttons; or, once somebody `answered` it, what they said. */
export const approvalPost = (takes: readonly GenerationRecord[], answered?: readonly Text[]): Post => {
  const [first] = takes
  const credits = takes.reduce((sum, take) => sum + take.generation.heldCredits, 0)
  const { durationSeconds, resolution, prompt = '' } = first?.generation.request ?? {}
  const id = first?.generation.id ?? ''
  return {
    kind: 'report',
    text: say('clip.approval', {
      member: member(first?.batch.memberId ?? '', first?.batch.memberName ?? ''),
      ...madeOf(takes.map(({ generation }) => generation)),
      credits,
      prompt: prompt || say('common.noPrompt'),
    }),
    facts: [
      `/${first?.batch.command}`,
      ...(first ? [first.generation.model] : []),
      ...(durationSeconds ? [say('clip.seconds', { seconds: durationSeconds })] : []),
      ...(resolution ? [resolution] : []),
      ...(answered ?? []),
    ],
    warnings: [],
    media: [],
    actions: answered
      ? []
      : [
          { command: 'approve', argument: id, label: say('clip.approve'), style: 'primary' },
          { command: 'decline', argument: id, label: say('clip.decline'), style: 'danger' },
        ],
    generationIds: [id],
    batchId: first?.batch.id,
  }
}

/** Takes the buttons from a question that nobody needs to answer any more. */
export const closeApproval = async (
  parts: Pick<Parts, 'generations'>,
  desk: Pick<Desk, 'amend'>,
  batch: Pick<Batch, 'id' | 'platform' | 'workspace'>,
  why: Text,
): Promise<void> => desk.amend(batch, approvalKey(batch.id), approvalPost(await parts.generations.ofBatch(batch.id), [why]))

/** Waits for a moderator where the request is expensive, having asked in the moderators' channel. */
export const createApproval = (parts: Pick<Parts, 'clock' | 'generations' | 'locks'>, desk: Desk) => {
  const locked = parts.locks.keyed('approval')

  /** Once for the batch, whichever of its takes comes first: they are asked about together. */
  const ask = async ({ batch }: StageContext['record']): Promise<void> => {
    const takes = await parts.generations.ofBatch(batch.id)
    const open = takes.filter(({ generation }) => !isFinal(generation.state) && generation.cancelRequestedAt === null)
    if (open.length > 0) await desk.tell(batch, approvalKey(batch.id), approvalPost(open))
  }

  return async ({ record }: StageContext): Promise<StageEnd | StageWait> => {
    const { approval, batch } = record
    if (!approval || approval.state === 'approved') return { failure: null }
    if (approval.state === 'declined') return { failure: declined(approval.reason ?? '') }
    if (parts.clock.now() - batch.createdAt > deadlineMs) {
      await closeApproval(parts, desk, batch, say('moderator.unansweredInTime'))
      return { failure: unanswered }
    }
    // Nobody moderates what belongs to one person. Elsewhere the question waits, as the request does.
    if (isDirect(batch.workspace)) return { failure: nobodyToAsk }
    await locked(batch.id, () => ask(record))
    return { againAfterMs: sleepMs }
  }
}

const declined = (reason: string): Failure => ({
  code: 'not_allowed',
  message: reason === '' ? say('failure.declined') : say('failure.declinedBecause', { reason }),
})
const unanswered: Failure = {
  code: 'not_allowed',
  message: say('failure.unanswered'),
}
const nobodyToAsk: Failure = {
  code: 'not_allowed',
  message: say('failure.nobodyToAsk'),
}
