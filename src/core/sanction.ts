/** What a member says against a warning or a block, and what moderators answered. */
export interface Appeal {
  words: string
  at: number
  answer?: { kind: 'lifted' | 'kept'; byName: string; at: number } | undefined
}

/** A warning or a block, as its member was told. */
export interface Sanction {
  id: string
  memberId: string
  kind: 'warning' | 'block'
  reason: string
  /** Null for good, and for a warning. */
  until: number | null
  byName: string
  at: number
  /** The clip that it is for. */
  generationId: string | null
  appeal: Appeal | null
  /** When it was taken back, or another took its place. */
  endedAt: number | null
}

/** What became of a moderator's answer to an appeal: given, or somebody was faster. */
export type AppealOutcome = { kind: 'done'; told: boolean } | { kind: 'over'; answer: NonNullable<Appeal['answer']> }
