import type { PostMedia } from '../../core/post.ts'
import { type Case, undoMs } from '../../core/report.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Desk } from '../admission/desk.ts'
import { reportKey } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { casePost } from '../posts/case-post.ts'
import { clipRef } from '../posts/clip-ref.ts'

export const ownerOf = ({ batch }: GenerationRecord) => ({
  platform: batch.platform,
  workspace: batch.workspace,
  memberId: batch.memberId,
})

/** The cards of reported clips, as they stand now. */
export const createCaseCards = (
  parts: Pick<Parts, 'cases' | 'clock' | 'generations' | 'mediaStore' | 'platforms' | 'posts' | 'sanctions' | 'usage'>,
  desk: Desk,
) => {
  const addressOf = async (record: GenerationRecord): Promise<string | null> => {
    const { generation, batch } = record
    const platform = parts.platforms.get(batch.platform)
    const ref = generation.removedAt === null ? await clipRef(parts, record) : null
    const address = ref ? await platform?.messageAddress?.(batch.workspace, ref).catch(() => null) : null
    return address ?? (batch.thread ? (platform?.threadAddress?.(batch.thread) ?? null) : null)
  }

  const stillOf = async ({ generation: { id, clip, removedAt, filesGoneAt } }: GenerationRecord): Promise<PostMedia | undefined> => {
    if (!clip || removedAt !== null || filesGoneAt !== null) return undefined
    const isKept = await parts.mediaStore.size(clip.poster.key).then(
      () => true,
      () => false,
    )
    return isKept ? { ...clip.poster, fileName: `moodreel-${id}.jpg`, alt: say('moderator.reportedStill') } : undefined
  }

  const draw = async (found: Case, record: GenerationRecord) => {
    const owner = ownerOf(record)
    const { warnings, blocks } = await parts.sanctions.count(owner)
    const [sum] = await parts.usage.by('member_id', { workspace: owner, memberId: owner.memberId, from: '', to: '9' })
    const { ending } = found
    return casePost(found, record, {
      standing: {
        clips: sum?.clips ?? 0,
        stills: sum?.stills ?? 0,
        otherReports: await parts.cases.countOthers(owner, found.generationId),
        warnings,
        blocks,
      },
      address: await addressOf(record),
      still: await stillOf(record),
      canUndo: ending !== null && ending.deed !== 'erase' && parts.clock.now() <= ending.at + undoMs,
    })
  }

  /** The card as it is now, where there is one. */
  const redraw = async (generationId: string): Promise<void> => {
    const found = await parts.cases.find(generationId)
    const record = await parts.generations.find(generationId)
    if (found && record) await desk.amend(record.batch, reportKey(generationId), await draw(found, record))
  }

  return {
    addressOf,
    draw,
    redraw,

    /** Takes the button away from the cards of cases that nobody can take back any more. */
    async endUndo(): Promise<void> {
      for (const { generationId, ending, undoUntil } of await parts.cases.undoOver(parts.clock.now())) {
        const until = ending && ending.deed !== 'erase' ? ending.at + undoMs : 0
        if (until > parts.clock.now()) {
          await parts.cases.keepUndo(generationId, undoUntil, until)
          continue
        }
        await redraw(generationId)
        await parts.cases.keepUndo(generationId, undoUntil, null)
      }
    },
  }
}
export type CaseCards = ReturnType<typeof createCaseCards>
