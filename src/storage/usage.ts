import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Database } from './database.ts'
import type { GenerationTable } from './schema.ts'

/** What is alike in some way: how many clips count, what they cost, and how many never came and cost nothing. */
export interface UsageSum {
  key: string
  clips: number
  credits: number
  free: number
}

/**
 * How much was made, from the generations alone (and from `past_usage` for those whose rows are gone) and by one rule, so that each way of looking at the same days adds up to the same: a
 * clip counts from when it was asked for, on that day of its workspace, unless it never came and cost nothing; its credits are
 * what it was charged, or what it holds while it is on its way. What moderators grant and reset changes none of it.
 */
export const createUsage = (db: Database) => ({
  /** Of these days, both included, of a member or of the whole workspace; most clips first, then most credits, then by key. */
  async by(
    column: keyof Pick<GenerationTable, 'day' | 'member_id' | 'model' | 'state'>,
    { workspace, memberId, from, to }: { workspace: WorkspaceKey; memberId: string | null; from: string; to: string },
  ): Promise<UsageSum[]> {
    const space = spaceOf(workspace)
    const past = db
      .selectFrom('past_usage')
      .select(({ fn }) => [
        `past_usage.${column} as key`,
        fn.sum<number | string>('clips').as('clips'),
        fn.sum<number | string>('free').as('free'),
        fn.sum<number | string>('credits').as('credits'),
      ])
      .where('workspace', '=', space)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .$if(memberId !== null, (query) => query.where('member_id', '=', memberId ?? ''))
      .groupBy(column)
    const rows = await db
      .selectFrom('generations')
      .select(({ fn, eb }) => {
        const counts = eb.or([eb('finished_at', 'is', null), eb('state', '=', 'delivered'), eb('cost_credits', '>', 0)])
        const one = (counted: boolean) =>
          eb
            .case()
            .when(counts)
            .then(eb.lit(counted ? 1 : 0))
            .else(eb.lit(counted ? 0 : 1))
            .end()
        return [
          `generations.${column} as key`,
          fn.sum<number | string>(one(true)).as('clips'),
          fn.sum<number | string>(one(false)).as('free'),
          fn
            .sum<number | string>(
              eb
                .case()
                .when('finished_at', 'is', null)
                .then(eb.ref('held_credits'))
                .else(fn.coalesce('cost_credits', eb.lit(0)))
                .end(),
            )
            .as('credits'),
        ]
      })
      .where('workspace', '=', space)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .$if(memberId !== null, (query) => query.where('member_id', '=', memberId ?? ''))
      .groupBy(column)
      // In one statement: what goes from the one to the other meanwhile is in one of them.
      .unionAll(past)
      .execute()
    const sums = new Map<string, UsageSum>()
    for (const { key, clips, credits, free } of rows) {
      const before = sums.get(key) ?? { key, clips: 0, credits: 0, free: 0 }
      sums.set(key, {
        key,
        clips: before.clips + Number(clips),
        credits: before.credits + Number(credits),
        free: before.free + Number(free),
      })
    }
    return [...sums.values()].toSorted(
      (one, other) => other.clips - one.clips || other.credits - one.credits || (one.key < other.key ? -1 : 1),
    )
  },
})
export type UsageReader = ReturnType<typeof createUsage>
