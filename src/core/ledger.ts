/**
 * The kinds of entry. A hold takes the estimate at admission; exactly one of settle (the real cost) and refund
 * (all of it) closes a hold; a grant adds credits. Entries are only ever appended, and a balance is their sum.
 */
export type LedgerKind = 'grant' | 'hold' | 'settle' | 'refund'

export interface LedgerEntry {
  id: string
  kind: LedgerKind
  workspace: string
  memberId: string
  /** The month whose credits are meant, `2026-11`. A hold's settle or refund names the month of the hold. */
  period: string
  generationId: string | null
  /** Signed: a hold is negative; a settle gives back what the hold took too much, or takes the rest. */
  credits: number
  note: string
  createdAt: number
}

/**
 * The most that may be spent over all workspaces and platforms together, in credits; null: no limit. Days and months are UTC's,
 * as a vendor's invoice has them.
 */
export interface Roof {
  day: number | null
  month: number | null
}

/** One credit is one US cent, rounded up: nothing that costs money is free. */
export const creditsFromUsd = (usd: number): number => Math.ceil(Math.round(usd * 1e6) / 1e4)
