import { MoodreelError } from '../../core/errors.ts'
import { kindOf } from '../../core/made.ts'
import type { ReportedClip } from '../../core/moderators.ts'
import { findClip, findHere } from '../../core/options/find-clip.ts'
import type { Invocation } from '../../core/platform.ts'
import { type Case, type CaseDeed, type CaseEnding, type CaseOutcome, type ReportReason, undoMs } from '../../core/report.ts'
import { inWords } from '../../core/words/in-words.ts'
import { reasonWords } from '../../core/words/report-words.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { invocationKey } from '../admission/admit.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { Desk } from '../admission/desk.ts'
import { reportKey } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { casePost } from '../posts/case-post.ts'
import { type CaseCards, ownerOf } from './case-cards.ts'
import type { Remove } from './remove.ts'
import type { Restore } from './restore.ts'
import type { Sanctioning } from './sanctions.ts'

const blockMs = 24 * 3_600_000

/** What the audit calls it. */
const verbs: Readonly<Record<CaseDeed, string>> = { remove: 'delete', 'remove-block': 'delete', warn: 'warn', dismiss: 'dismiss' }

/** How many cases a list has. */
const listed = 25

/** What members report of clips, and what moderators do about it: each clip has one card, and one moderator ends it. */
export const createCaseWork = (
  parts: Pick<Parts, 'cases' | 'clock'>,
  tools: {
    auditor: Auditor
    desk: Desk
    cards: CaseCards
    sanctioning: Sanctioning
    remove: Remove
    restore: Restore
    find(generationId: string): Promise<GenerationRecord>
  },
) => {
  const { auditor, desk, sanctioning, cards } = tools
  const redraw = ({ generation }: GenerationRecord): Promise<void> => cards.redraw(generation.id)

  /** Why a member is warned or blocked, where the moderator does not say: the reason that was given most. */
  const reasonOf = ({ reports }: Case): ReportReason => {
    const times = (reason: ReportReason): number => reports.filter((report) => report.reason === reason).length
    return reports.map(({ reason }) => reason).toSorted((one, other) => times(other) - times(one))[0] ?? 'other'
  }

  const perform = async (invocation: Invocation, record: GenerationRecord, deed: CaseDeed, words: string): Promise<Partial<CaseEnding>> => {
    const { id } = record.generation
    const owner = ownerOf(record)
    if (deed === 'dismiss') return {}
    const found = await parts.cases.find(id)
    const reported = reasonWords[found ? reasonOf(found) : 'other']
    const imposed =
      words === '' ? { reason: inWords(reported, 'en'), words: reported, generationId: id } : { reason: words, generationId: id }
    if (deed === 'warn') return sanctioning.warn(invocation, owner, imposed)
    if ((await tools.remove(record, { keepMs: undoMs, by: invocation.member.id })) === 'notFinished') {
      throw new MoodreelError('not_allowed', say('member.notFinished', { kind: kindOf(record.generation) }))
    }
    if (deed === 'remove') return {}
    const { sanctionId, told, block } = await sanctioning.block(invocation, owner, blockMs, imposed)
    await auditor.note(invocation, 'block', owner.memberId, { reason: imposed.reason, until: block.until })
    return { sanctionId, told }
  }

  return {
    redraw,

    /** Keeps a report, and shows it at the moderators' card of the clip. False while nobody could be told. */
    async report(
      invocation: Invocation,
      generationId: string,
      { reason, words }: { reason: ReportReason; words: string },
    ): Promise<boolean> {
      await findClip({ find: tools.find }, invocation, generationId)
      const record = await tools.find(generationId)
      const { id: reporterId, name: reporterName } = invocation.member
      await auditor.note(invocation, 'report', generationId, { reason, ...(words !== '' && { words }) })
      await parts.cases.report(ownerOf(record), generationId, { reporterId, reporterName, reason, words, at: parts.clock.now() })
      const found = await parts.cases.find(generationId)
      return found !== null && desk.show(invocation, reportKey(generationId), await cards.draw(found, record))
    },

    /** Ends a case. Whoever comes second is told who was first. */
    async handle(invocation: Invocation, generationId: string, deed: CaseDeed, words: string): Promise<CaseOutcome> {
      await auditor.allow(invocation, verbs[deed], generationId)
      await findHere(tools.find, invocation, generationId)
      const record = await tools.find(generationId)
      const event = invocationKey(invocation)
      const claim: CaseEnding = { deed, byId: invocation.member.id, byName: invocation.member.name, at: parts.clock.now(), event }
      if (!(await parts.cases.end(ownerOf(record), generationId, claim))) {
        const ending = (await parts.cases.find(generationId))?.ending
        if (ending && ending.event !== event) return { kind: 'over', ending }
        // A restart says it again: what was told is not told again, and the card may not have heard of it.
        if (ending && ending.told !== undefined) {
          await redraw(record)
          return { kind: 'done', ending }
        }
        if (ending) claim.at = ending.at
      }
      const came = await perform(invocation, record, deed, words).catch(async (error: unknown) => {
        await parts.cases.change(generationId, claim, null)
        throw error
      })
      const ending = { ...claim, ...came }
      await parts.cases.change(generationId, claim, ending)
      await auditor.note(invocation, verbs[deed], generationId, {
        member: record.batch.memberId,
        ...(words !== '' && { reason: words }),
      })
      await redraw(record)
      return { kind: 'done', ending }
    },

    /** A moderator took a reported clip away by another way than its card. */
    async removed(invocation: Invocation, record: GenerationRecord): Promise<void> {
      const { id } = record.generation
      if ((await parts.cases.find(id)) === null) return
      const { id: byId, name: byName } = invocation.member
      const ending: CaseEnding = { deed: 'remove', byId, byName, at: parts.clock.now(), event: invocationKey(invocation) }
      if (await parts.cases.end(ownerOf(record), id, ending)) await redraw(record)
    },

    /** Takes the end of a case back within a day: the clip comes back, the block ends, the case is open again. */
    async undo(invocation: Invocation, generationId: string): Promise<void> {
      await auditor.allow(invocation, 'undo', generationId)
      await findHere(tools.find, invocation, generationId)
      const record = await tools.find(generationId)
      const ending = (await parts.cases.find(generationId))?.ending
      if (!ending || ending.deed === 'erase') {
        await redraw(record)
        throw new MoodreelError('not_found', say('moderator.nothingToUndo'))
      }
      if (parts.clock.now() > ending.at + undoMs) {
        await redraw(record)
        throw new MoodreelError('not_allowed', say('moderator.tooLateToUndo'))
      }
      if (ending.deed === 'remove' || ending.deed === 'remove-block') await tools.restore(record)
      if (ending.sanctionId !== undefined) await sanctioning.withdraw(ending.sanctionId)
      if (!(await parts.cases.change(generationId, ending, null))) throw new MoodreelError('not_found', say('moderator.nothingToUndo'))
      await auditor.note(invocation, 'undo', generationId, { member: record.batch.memberId })
      await redraw(record)
    },

    /** Cases that wait for a moderator, oldest first. */
    async waiting(invocation: Invocation): Promise<ReportedClip[]> {
      await auditor.allow(invocation, 'reports', invocation.workspace)
      const found = await parts.cases.waiting(invocation, listed)
      return Promise.all(
        found.map(async (one) => {
          const record = await tools.find(one.generationId)
          const { generation, batch } = record
          return {
            found: one,
            memberId: batch.memberId,
            memberName: batch.memberName,
            kind: kindOf(generation),
            prompt: generation.request.prompt,
            address: await cards.addressOf(record),
          }
        }),
      )
    },

    /** What was reported of a member's clip is over with all data of the member. */
    async erase(record: GenerationRecord, invocation: Invocation): Promise<void> {
      const { id } = record.generation
      const found = await parts.cases.find(id)
      if (!found) return
      const ending: CaseEnding = { deed: 'erase', byId: '', byName: '', at: parts.clock.now(), event: invocationKey(invocation) }
      if (found.ending) await parts.cases.change(id, found.ending, ending)
      else await parts.cases.end(ownerOf(record), id, ending)
      const nameless = { ...record, batch: { ...record.batch, memberName: '', memberId: '' } }
      await desk.amend(record.batch, reportKey(id), {
        ...casePost({ ...found, ending }, nameless, {
          standing: { clips: 0, stills: 0, otherReports: 0, warnings: 0, blocks: 0 },
          address: null,
          still: undefined,
          canUndo: false,
        }),
        text: say('moderator.erased', { id, kind: kindOf(record.generation) }),
      })
    },
  }
}
export type CaseWork = ReturnType<typeof createCaseWork>
