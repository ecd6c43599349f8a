import type { Action, Post, PostMedia } from '../../core/post.ts'
import { type Case, undoMs } from '../../core/report.ts'
import { member } from '../../core/words/mention.ts'
import { endingLine, reasonCounts, reportLine } from '../../core/words/report-words.ts'
import { type Sentence, say, type Text } from '../../core/words/sentence.ts'
import { timestamp } from '../../core/words/timestamp.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'

/** More reports than these are only counted. */
const reportsShown = 5
const promptShown = 120

/** What moderators should know of the member whose clip it is. */
export interface Standing {
  clips: number
  otherReports: number
  warnings: number
  blocks: number
}

/** What a card says besides the case itself. */
export interface CaseView {
  standing: Standing
  /** Of the clip's post, or of its thread. */
  address: string | null
  still: PostMedia | undefined
}

const standingWords = (name: Text, { clips, otherReports, warnings, blocks }: Standing): Sentence =>
  say('moderator.standingOf', { name, clips, otherReports, warnings, blocks })

/** What a button of a card runs: `/mod remove 4k7q0c2m9xwd`. */
const deedAction = (deed: string, id: string): Pick<Action, 'command' | 'argument'> => ({ command: 'mod', argument: `${deed}-${id}` })

/**
 * What is reported of one clip, as one message for all reports: how many and for which reasons, who made it, and what can be done; once it
 * is over, who did what, and the way back for a day.
 */
export const casePost = (found: Case, record: GenerationRecord, { standing, address, still }: CaseView): Post => {
  const { generation, batch } = record
  const { reports, ending } = found
  const { id } = generation
  const owner = member(batch.memberId, batch.memberName)
  const post = {
    kind: 'report' as const,
    media: [],
    generationIds: [id],
    batchId: batch.id,
  }
  const text = say('moderator.reportsOf', { reports: reports.length, name: owner })
  if (ending) {
    const canUndo = ending.deed !== 'erase'
    return {
      ...post,
      text,
      facts: [
        endingLine(ending),
        timestamp(ending.at),
        ...(canUndo ? [say('moderator.undoUntil', { until: timestamp(ending.at + undoMs) })] : []),
      ],
      warnings: ending.told === false ? [say('moderator.notToldDirectly', { name: owner })] : [],
      actions: canUndo ? [{ ...deedAction('undo', id), label: say('moderator.undo') }] : [],
    }
  }
  const more = reports.length - reportsShown
  const prompt = generation.request.prompt.slice(0, promptShown)
  return {
    ...post,
    text,
    facts: [...reports.slice(-reportsShown).map(reportLine), ...(more > 0 ? [say('moderator.moreReports', { reports: more })] : [])],
    warnings: [standingWords(owner, standing)],
    fields: [
      { name: say('moderator.reasons'), value: reasonCounts(reports) },
      { name: say('member.prompt'), value: prompt || say('common.noPrompt') },
    ],
    thumbnail: still,
    actions: [
      { ...deedAction('remove', id), label: say('moderator.remove'), style: 'danger' },
      { ...deedAction('remove-block', id), label: say('moderator.removeAndBlock'), style: 'danger' },
      { ...deedAction('warn', id), label: say('moderator.warn') },
      { ...deedAction('dismiss', id), label: say('moderator.dismiss') },
    ],
    links: address ? [{ label: say('moderator.jump'), url: address }] : [],
  }
}
