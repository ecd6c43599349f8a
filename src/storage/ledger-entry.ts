import type { Transaction } from 'kysely'
import { newId } from '../core/id.ts'
import type { LedgerKind } from '../core/ledger.ts'
import type { Schema } from './schema.ts'

export type MemberKey = { workspace: string; memberId: string }

/** Appends an entry to the ledger. */
export const appendEntry = async (
  transaction: Transaction<Schema>,
  entry: MemberKey & { kind: LedgerKind; period: string; generationId?: string; credits: number; note?: string; now: number },
): Promise<void> => {
  await transaction
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
      unique_key: null,
      created_at: entry.now,
    })
    .execute()
}
