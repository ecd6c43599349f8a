import type { CaseEnding, Report, ReportReason } from '../report.ts'
import { member } from './mention.ts'
import { type Sentence, say, type Text } from './sentence.ts'

/** What is wrong with a clip, as people read it. */
export const reasonWords: Readonly<Record<ReportReason, Sentence>> = {
  'real-person': say('moderator.reasonRealPerson'),
  minors: say('moderator.reasonMinors'),
  violence: say('moderator.reasonViolence'),
  sexual: say('moderator.reasonSexual'),
  rights: say('moderator.reasonRights'),
  other: say('moderator.reasonOther'),
}

/** A report in one line: “this looks like my face” Bob; or (real person) Dave. */
export const reportLine = ({ reporterId, reporterName, reason, words }: Report): Text => {
  const name = member(reporterId, reporterName)
  return words === ''
    ? say('moderator.reportedFor', { reason: reasonWords[reason], name })
    : say('moderator.reportedSaying', { words, name })
}

/** How often each reason was given, the most frequent first: `real person 2 · other 1`. */
export const reasonCounts = (reports: readonly Report[]): Text => {
  const counts = new Map<ReportReason, number>()
  for (const { reason } of reports) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const pieces = [...counts].toSorted(([, one], [, other]) => other - one)
  return say('member.line', {
    pieces: pieces.map(([reason, times]) => say('moderator.reasonTimes', { reason: reasonWords[reason], times })),
  })
}

const endings: Readonly<Record<CaseEnding['deed'], (given: { name: Text }) => Sentence>> = {
  remove: (given) => say('moderator.removedBy', given),
  'remove-block': (given) => say('moderator.removedAndBlockedBy', given),
  warn: (given) => say('moderator.warnedBy', given),
  dismiss: (given) => say('moderator.dismissedBy', given),
  erase: () => say('moderator.erasedCase'),
}

/** How a case ended: `removed by Mo`. */
export const endingLine = ({ deed, byId, byName }: CaseEnding): Sentence => endings[deed]({ name: member(byId, byName) })
