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
 * How much was made, from the generations alone and by one rule, so that each way of looking at the same days adds up to the same: a
 * clip counts from when it was asked for, on that day of its workspace, unless it never came and cost nothing; its credits are
 * what it was charged, or what it holds while it is on its way. What moderators grant and reset changes none of it.
 */
export const createUsage = (db: Database) => ({
  /** Of these days, both included, of a member or of the whole workspace; most clips first, then most credits, then by key. */
  async by(
    column: keyof Pick<GenerationTable, 'day' | 'member_id' | 'model' | 'state'>,
    { workspace, memberId, from, to }: { workspace: WorkspaceKey; memberId: string | null; from: string; to: string },
  ): Promise<UsageSum[]> {
    const rows = await db
      .selectFrom('generations')
      .select(({ fn, eb }) => {
        const counts = eb.or([eb('finished_at', 'is', null), eb('state', '=', 'delivered'), eb('cost_credits', '>', 0)])
        return [
          `${column} as key`,
          fn.sum<number | string>(eb.case().when(counts).then(1).else(0).end()).as('clips'),
          fn.sum<number | string>(eb.case().when(counts).then(0).else(1).end()).as('free'),
          fn
            .sum<number | string>(
              eb
                .case()
                .when('finished_at', 'is', null)
                .then(eb.ref('held_credits'))
                .else(fn.coalesce('cost_credits', eb.val(0)))
                .end(),
            )
            .as('credits'),
        ]
      })
      .where('workspace', '=', spaceOf(workspace))
      .where('day', '>=', from)
      .where('day', '<=', to)
      .$if(memberId !== null, (query) => query.where('member_id', '=', memberId ?? ''))
      .groupBy(column)
      .execute()
    return rows
      .map(({ key, clips, credits, free }) => ({ key, clips: Number(clips), credits: Number(credits), free: Number(free) }))
      .toSorted((one, other) => other.clips - one.clips || other.credits - one.credits || (one.key < other.key ? -1 : 1))
  },
})
export type UsageReader = ReturnType<typeof createUsage>
