import type { Transaction } from 'kysely'
import type { Space } from '../core/workspace.ts'
import type { Schema } from './schema.ts'

/** Where a generation is counted. */
export interface Counted {
  scope: string
  period: string
}

export interface Totals {
  allowance: number
  granted: number
  spent: number
  clips: number
}

export const nothing: Totals = { allowance: 0, granted: 0, spent: 0, clips: 0 }

export const scopes = {
  member: (workspace: Space, memberId: string): string => `member:${workspace}:${memberId}`,
  tier: (workspace: Space, tier: string): string => `tier:${workspace}:${tier}`,
  workspace: (workspace: Space): string => `workspace:${workspace}`,
  channel: (workspace: Space, channel: string): string => `channel:${workspace}:${channel}`,
  /** All workspaces of all platforms: what the operator's roof is over. */
  everybody: 'everybody',
}

/** What a driver gives for a bigint: Postgres a string, SQLite a number. */
type Row = Record<keyof Totals, number | string>

const toTotals = (row: Row): Totals => ({
  allowance: Number(row.allowance),
  granted: Number(row.granted),
  spent: Number(row.spent),
  clips: Number(row.clips),
})

/**
 * Adds to a total and gives what it is then. The write locks the row until the transaction ends, also between processes:
 * the next one that adds sees this. Everybody adds in the same order of scopes, so that nobody waits for each other in a ring.
 */
export const addTo = async (transaction: Transaction<Schema>, { scope, period }: Counted, more: Partial<Totals>): Promise<Totals> => {
  const { allowance, granted, spent, clips } = { ...nothing, ...more }
  const row = await transaction
    .insertInto('totals')
    .values({ scope, period, allowance, granted, spent, clips })
    .onConflict((conflict) =>
      conflict.columns(['scope', 'period']).doUpdateSet((before) => ({
        allowance: before('totals.allowance', '+', allowance),
        granted: before('totals.granted', '+', granted),
        spent: before('totals.spent', '+', spent),
        clips: before('totals.clips', '+', clips),
      })),
    )
    .returning(['allowance', 'granted', 'spent', 'clips'])
    .executeTakeFirstOrThrow()
  return toTotals(row)
}

export const readTotals = async (db: Pick<Transaction<Schema>, 'selectFrom'>, { scope, period }: Counted): Promise<Totals> => {
  const row = await db
    .selectFrom('totals')
    .select(['allowance', 'granted', 'spent', 'clips'])
    .where('scope', '=', scope)
    .where('period', '=', period)
    .executeTakeFirst()
  return row ? toTotals(row) : nothing
}
