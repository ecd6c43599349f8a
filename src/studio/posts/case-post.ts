import { kindOf, type Made } from '../../core/made.ts'
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
/** Of the words of a clip whose reports are over. */
const wordsShown = 60

const shortened = (words: string, limit: number): string => {
  const letters = Array.from(words)
  return letters.length <= limit
    ? words
    : `${letters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
}

/** What moderators should know of the member whose clip it is. */
export interface Standing extends Made {
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
  /** Whether its end can still be taken back. */
  canUndo: boolean
}

const standingWords = (name: Text, standing: Standing): Sentence => say('moderator.standingOf', { name, ...standing })

/** What a button of a card runs: `/mod remove 4k7q0c2m9xwd`. */
const deedAction = (deed: string, id: string): Pick<Action, 'command' | 'argument'> => ({ command: 'mod', argument: `${deed}-${id}` })

/**
 * What is reported of one clip, as one message for all reports: how many and for which reasons, who made it, and what can be done; once it
 * is over, which clip it was, who did what, and the way back for a day.
 */
export const casePost = (found: Case, record: GenerationRecord, { standing, address, still, canUndo }: CaseView): Post => {
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
  const number = generation.number === null ? {} : { number: generation.number }
  const counted = { reports: reports.length, name: owner, kind: kindOf(generation), ...number }
  const prompt = generation.request.prompt
  const jump = address ? [{ label: say('moderator.jump'), url: address }] : []
  if (ending) {
    return {
      ...post,
      // Its buttons are gone, so its words say which clip it was.
      text: say('moderator.reportsOf', { ...counted, ...(prompt !== '' && { words: shortened(prompt, wordsShown) }) }),
      facts: [
        endingLine(ending),
        timestamp(ending.at),
        ...(canUndo ? [say('moderator.undoUntil', { until: timestamp(ending.at + undoMs) })] : []),
      ],
      warnings: ending.told === false ? [say('moderator.notToldDirectly', { name: owner })] : [],
      actions: canUndo ? [{ ...deedAction('undo', id), label: say('moderator.undo') }] : [],
      links: jump,
    }
  }
  const more = reports.length - reportsShown
  return {
    ...post,
    text: say('moderator.reportsOf', counted),
    facts: [...reports.slice(-reportsShown).map(reportLine), ...(more > 0 ? [say('moderator.moreReports', { reports: more })] : [])],
    warnings: [standingWords(owner, standing)],
    fields: [
      { name: say('moderator.reasons'), value: reasonCounts(reports) },
      { name: say('member.prompt'), value: shortened(prompt, promptShown) || say('common.noPrompt') },
    ],
    thumbnail: still,
    actions: [
      { ...deedAction('remove', id), label: say('moderator.remove'), style: 'danger' },
      { ...deedAction('remove-block', id), label: say('moderator.removeAndBlock'), style: 'danger' },
      { ...deedAction('warn', id), label: say('moderator.warn') },
      { ...deedAction('dismiss', id), label: say('moderator.dismiss') },
    ],
    links: jump,
  }
}
