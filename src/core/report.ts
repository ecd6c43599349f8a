/** What members say is wrong with a clip. */
export const reportReasons = ['real-person', 'minors', 'violence', 'sexual', 'rights', 'other'] as const
export type ReportReason = (typeof reportReasons)[number]

/** What one member reports of one clip. Said again, it takes the place of what was said before. */
export interface Report {
  reporterId: string
  reporterName: string
  reason: ReportReason
  /** Empty where the reason says it all. */
  words: string
  at: number
}

/** What a moderator does about a reported clip. */
export const caseDeeds = ['remove', 'remove-block', 'warn', 'dismiss'] as const
export type CaseDeed = (typeof caseDeeds)[number]

/** How a case ended, by whom and when. */
export interface CaseEnding {
  deed: CaseDeed | 'erase'
  byId: string
  byName: string
  at: number
  /** The event by which it was done, so that a restart does the same again and nothing else. */
  event: string
  /** The warning or the block that it led to. */
  sanctionId?: string | undefined
  /** Whether its member was told; absent where there was nothing to tell. */
  told?: boolean | undefined
}

/** What members report of one clip, oldest first. */
export interface Case {
  generationId: string
  memberId: string
  openedAt: number
  reports: Report[]
  /** Null while it waits for a moderator. */
  ending: CaseEnding | null
}

/** For so long what was done can be undone, and the files of a removed clip are kept. */
export const undoMs = 24 * 3_600_000

/** What became of a moderator's wish: done, or somebody was faster. */
export type CaseOutcome = { kind: 'done'; ending: CaseEnding } | { kind: 'over'; ending: CaseEnding }
