import type { Database } from './database.ts'
import { scopes } from './totals.ts'

interface Line {
  key: string
  clips: number
  credits: number
}

/** How much was made, from the running totals where these tell and from the generations where not. */
export const createUsage = (db: Database) => {
  const generationsBy = async (column: 'model' | 'state', workspace: string, since: number): Promise<Line[]> => {
    const rows = await db
      .selectFrom('generations')
      .select(({ fn }) => [
        `${column} as key`,
        fn.countAll<number | string>().as('clips'),
        fn.sum<number | string | null>(fn.coalesce('cost_credits', 'held_credits')).as('credits'),
      ])
      .where('workspace', '=', workspace)
      .where('created_at', '>=', since)
      .groupBy(column)
      .execute()
    return rows
      .map((row) => ({ key: row.key, clips: Number(row.clips), credits: Number(row.credits ?? 0) }))
      .toSorted((one, other) => other.clips - one.clips)
  }

  return {
    /** The days between two, both included, of a member or of the whole workspace; days without use are left out. */
    async days(
      workspace: string,
      memberId: string | null,
      from: string,
      to: string,
    ): Promise<{ day: string; clips: number; credits: number }[]> {
      const scope = memberId === null ? scopes.workspace(workspace) : scopes.member(workspace, memberId)
      const rows = await db
        .selectFrom('totals')
        .select(['period', 'clips', 'spent'])
        .where('scope', '=', scope)
        .where('period', '>=', from)
        .where('period', '<=', to)
        .orderBy('period')
        .execute()
      // Months are kept beside the days, under shorter names.
      return rows
        .filter(({ period }) => period.length === from.length)
        .map((row) => ({ day: row.period, clips: Number(row.clips), credits: Number(row.spent) }))
    },

    /** The members who made most in these days; `key` is the member's id. */
    async members(workspace: string, from: string, to: string, count: number): Promise<Line[]> {
      const prefix = scopes.member(workspace, '')
      const rows = await db
        .selectFrom('totals')
        .select(({ fn }) => ['scope', fn.sum<number | string>('clips').as('clips'), fn.sum<number | string>('spent').as('credits')])
        .where('scope', '>=', prefix)
        .where('scope', '<', `${prefix}\u{10FFFF}`)
        .where('period', '>=', from)
        .where('period', '<=', to)
        .where(({ fn }) => fn<number>('length', ['period']), '=', from.length)
        .groupBy('scope')
        .orderBy('credits', 'desc')
        .orderBy('clips', 'desc')
        .limit(count)
        .execute()
      return rows.map((row) => ({ key: row.scope.slice(prefix.length), clips: Number(row.clips), credits: Number(row.credits) }))
    },

    models: (workspace: string, since: number): Promise<Line[]> => generationsBy('model', workspace, since),
    outcomes: (workspace: string, since: number): Promise<Line[]> => generationsBy('state', workspace, since),
  }
}
export type UsageReader = ReturnType<typeof createUsage>
