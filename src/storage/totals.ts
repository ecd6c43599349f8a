import type { Transaction } from 'kysely'
import type { Made } from '../core/made.ts'
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
  /** Stills too. */
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
  /** What of a scope is stills; it counts in the scope itself as well. */
  stills: (scope: string): string => `stills:${scope}`,
}

/** Whether a scope counts stills alone. */
export const isOfStills = ({ scope }: Counted): boolean => scope.startsWith('stills:')

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

/**
 * Clips and stills of what a scope counts in all and what its stills count. The version before this one knows no stills: it counts one as a
 * clip, and a reset of its own leaves them, so that they may be more than all.
 */
const apart = (all: number, stills: number): Made => {
  const some = Math.max(0, Math.min(all, stills))
  return { clips: Math.max(0, all - some), stills: some }
}

/** Clips and stills that count in a scope, by one statement: none is missed or seen twice. */
export const readMade = async (db: Pick<Transaction<Schema>, 'selectFrom'>, { scope, period }: Counted): Promise<Made> => {
  const rows = await db
    .selectFrom('totals')
    .select(['scope', 'clips'])
    .where('scope', 'in', [scope, scopes.stills(scope)])
    .where('period', '=', period)
    .execute()
  const countedIn = (one: string): number => Number(rows.find((row) => row.scope === one)?.clips ?? 0)
  return apart(countedIn(scope), countedIn(scopes.stills(scope)))
}
