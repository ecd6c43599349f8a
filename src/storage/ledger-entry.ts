import type { Transaction } from 'kysely'
import { newId } from '../core/id.ts'
import type { LedgerKind } from '../core/ledger.ts'
import type { Space, WorkspaceKey } from '../core/workspace.ts'
import type { Schema } from './schema.ts'

export type MemberKey = WorkspaceKey & { memberId: string }

/** Appends an entry to the ledger. False when there is one of its key. */
export const appendEntry = async (
  transaction: Transaction<Schema>,
  entry: {
    workspace: Space
    memberId: string
    kind: LedgerKind
    period: string
    generationId?: string
    credits: number
    note?: string
    /** There is one entry of a key; another of it is not written. */
    key?: string | undefined
    now: number
  },
): Promise<boolean> => {
  const result = await transaction
    .insertInto('ledger')
    .values({
      id: newId(),
      kind: entry.kind,
      workspace: entry.workspace,
      member_id: entry.memberId,
      period: entry.period,
      generation_id: entry.generationId ?? null,
      // A sum of nothing may come out as -0, which no database should be asked to keep.
      credits: entry.credits + 0,
      note: entry.note ?? '',
      unique_key: entry.key ?? null,
      created_at: entry.now,
    })
    .onConflict((conflict) => conflict.column('unique_key').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}
